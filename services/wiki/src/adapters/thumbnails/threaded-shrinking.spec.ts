import { describe, expect, it } from '@jest/globals';
import type { Side, Thumbnail } from '../../domain/attachments/thumbnail.ts';
import { bomb, gif, jpeg, pixelOf, png, sizeOf, turned, webp } from './pictures.fixture.ts';
import type { Drawn } from './pictures.fixture.ts';
import { threadedShrinking } from './threaded-shrinking.ts';

const shrink = threadedShrinking(() => undefined);
const made = async (content: Uint8Array, side: Side = 100): Promise<Thumbnail> => {
  const done = await shrink({ shrink: content, side });
  if (done.kind !== 'made') throw new Error(`it was not made: ${done.kind}`);
  return done.thumbnail;
};

/** Left half red, right half blue. */
const halves = (width: number, height: number): Drawn => ({
  width,
  height,
  at: (x) => (x < width / 2 ? [255, 0, 0, 255] : [0, 0, 255, 255]),
});
const isRed = ([red = 0, green = 0, blue = 0]: readonly number[]): boolean => red > 230 && green < 40 && blue < 40;
const isBlue = ([red = 0, green = 0, blue = 0]: readonly number[]): boolean => blue > 230 && green < 40 && red < 40;

describe('a small version of a picture', () => {
  it.each([
    ['PNG', png],
    ['JPEG', jpeg],
    ['WebP', webp],
  ] as const)('in %s shows what the picture shows, in its proportions', async (_format, encode) => {
    const { type, content } = await made(encode(halves(400, 200)));
    expect([type, sizeOf(content)]).toEqual(['image/jpeg', [100, 50]]);
    expect([isRed(pixelOf(content, 10, 25)), isBlue(pixelOf(content, 90, 25))]).toEqual([true, true]);
  });

  it('of a GIF is its first picture', async () => {
    const { content } = await made(gif(300, 600));
    expect(sizeOf(content)).toEqual([50, 100]);
    expect(isRed(pixelOf(content, 10, 25))).toBe(true);
  });

  it('of a line is at least a pixel high', async () => {
    expect(sizeOf((await made(png(halves(2000, 2)))).content)).toEqual([100, 1]);
  });

  it('stands upright, as its camera was held', async () => {
    const { content } = await made(turned(jpeg(halves(400, 200)), 6));
    expect(sizeOf(content)).toEqual([50, 100]);
    expect([isRed(pixelOf(content, 25, 10)), isBlue(pixelOf(content, 25, 90))]).toEqual([true, true]);
  });

  it('stays transparent where the picture is, and what cannot be seen does not darken its edges', async () => {
    const ball: Drawn = {
      width: 400,
      height: 400,
      at: (x, y) => ((x - 200) ** 2 + (y - 200) ** 2 < 150 ** 2 ? [255, 255, 255, 255] : [0, 0, 0, 0]),
    };
    const { type, content } = await made(png(ball));
    expect(type).toBe('image/webp');
    const seen = Array.from({ length: 100 }, (_, x) => pixelOf(content, x, 50)).filter(([, , , opacity = 0]) => opacity > 20);
    expect(seen.length).toBeLessThan(90);
    for (const [red = 0, green = 0, blue = 0] of seen) expect(Math.min(red, green, blue)).toBeGreaterThan(200);
  });
});

describe('there is no small version', () => {
  it('of a picture that is small as it is', async () => {
    expect(await shrink({ shrink: png(halves(100, 50)), side: 100 })).toEqual({ kind: 'original' });
  });

  it('of a picture that would decode to gigabytes', async () => {
    for (const [width, height] of [
      [60_000, 60_000],
      [25_000_001, 1],
      [5001, 5000],
    ] as const)
      expect(await shrink({ shrink: bomb(width, height), side: 100 })).toEqual({ kind: 'original' });
  });

  it.each([
    ['cut off', png(halves(400, 200)).subarray(0, 200)],
    ['a JPEG cut off', jpeg(halves(400, 200)).subarray(0, 500)],
    ['a header and nothing else', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['empty', Buffer.alloc(0)],
    ['a bomb that says it is small', Buffer.from(bomb(60_000, 60_000)).fill(0, 16, 18).fill(0, 20, 22)],
    ['text', Buffer.from('GIF89a/*<script>*/')],
  ])('of what is %s', async (_what, content) => {
    expect(['failed', 'original']).toContain((await shrink({ shrink: content, side: 100 })).kind);
  });

  it('in no time, but the next one is made', async () => {
    const hasty = threadedShrinking(() => undefined, { milliseconds: 1, waiting: 16 });
    expect(await hasty({ shrink: png(halves(400, 200)), side: 100 })).toEqual({ kind: 'later' });
    expect((await made(png(halves(400, 200)))).type).toBe('image/jpeg');
  });

  it('for those who come when too many wait', async () => {
    const busy = threadedShrinking(() => undefined, { milliseconds: 20_000, waiting: 2 });
    const content = png(halves(400, 200));
    const kinds = await Promise.all([1, 2, 3].map(async () => (await busy({ shrink: content, side: 100 })).kind));
    expect(kinds).toEqual(['made', 'made', 'later']);
  });
});

it('what is shrunk can be shrunk again: its bytes stay with whoever has them', async () => {
  const content = png(halves(400, 200));
  await made(content);
  expect((await made(content, 200)).content.length).toBeGreaterThan(0);
});
