import { describe, expect, it } from '@jest/globals';
import { isOpaque, unweighted, upright, weighted } from './pixels.ts';
import type { Pixels } from './pixels.ts';

/** A picture of letters: each is a pixel whose parts are its code. */
const drawn = (...rows: readonly string[]): Pixels => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  data: Uint8Array.from([...rows.join('')].flatMap((letter) => Array<number>(4).fill(letter.charCodeAt(0)))),
});
const read = ({ width, height, data }: Pixels): readonly string[] =>
  Array.from({ length: height }, (_, y) =>
    String.fromCharCode(...Array.from({ length: width }, (__, x) => data[(y * width + x) * 4] ?? 0)),
  );

describe('a picture that was stored in another orientation', () => {
  // The letter F, as the eight orientations of Exif store it, made upright.
  it.each([
    [1, ['abc', 'def']],
    [2, ['cba', 'fed']],
    [3, ['fed', 'cba']],
    [4, ['def', 'abc']],
    [5, ['ad', 'be', 'cf']],
    [6, ['da', 'eb', 'fc']],
    [7, ['fc', 'eb', 'da']],
    [8, ['cf', 'be', 'ad']],
    [0, ['abc', 'def']],
    [9, ['abc', 'def']],
  ])('%i stands upright', (orientation, rows) => {
    expect(read(upright(drawn('abc', 'def'), orientation))).toEqual(rows);
  });
});

describe('opacity', () => {
  const pixels = (...data: readonly number[]): Pixels => ({ width: data.length / 4, height: 1, data: Uint8Array.from(data) });

  it('is looked for in every pixel', () => {
    expect(isOpaque(pixels(0, 0, 0, 255, 9, 9, 9, 255))).toBe(true);
    expect(isOpaque(pixels(0, 0, 0, 255, 9, 9, 9, 254))).toBe(false);
  });

  it('weighs colours, and the weight is taken off again', () => {
    const half = weighted(pixels(200, 100, 0, 128, 7, 7, 7, 255, 90, 90, 90, 0));
    expect([...half.data]).toEqual([100, 50, 0, 128, 7, 7, 7, 255, 0, 0, 0, 0]);
    expect([...unweighted(half).data]).toEqual([199, 100, 0, 128, 7, 7, 7, 255, 0, 0, 0, 0]);
  });
});
