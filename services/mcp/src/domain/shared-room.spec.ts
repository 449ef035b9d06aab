import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shares } from './shared-room.ts';

describe('room shared by texts', () => {
  it('is enough for short ones, and the longer ones divide the rest', () => {
    expect(shares([100, 10, 500], 210)).toEqual([100, 10, 100]);
    expect(shares([], 10)).toEqual([]);
  });

  it('is never exceeded, never more than a text needs, and used up before any is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.nat(5000), (lengths, room) => {
        const given = shares(lengths, room);
        const sum = given.reduce((all, one) => all + one, 0);
        const isCut = given.some((one, at) => one < (lengths[at] ?? 0));
        expect(given.every((one, at) => one <= (lengths[at] ?? 0))).toBe(true);
        expect(sum).toBeLessThanOrEqual(room);
        if (isCut) expect(sum).toBeGreaterThan(room - lengths.length);
      }),
    );
  });
});
