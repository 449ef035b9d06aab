import { describe, expect, it } from '@jest/globals';
import { contentDigest } from './content-digest.ts';

describe('a digest of pages', () => {
  it('is the same in any order', () => {
    expect(
      contentDigest([
        ['a', 1],
        ['b', 2],
      ]),
    ).toBe(
      contentDigest(
        new Map([
          ['b', 2],
          ['a', 1],
        ]),
      ),
    );
  });

  it('tells apart pages that are missing, further, older or named otherwise', () => {
    const all = [
      [['a', 1]],
      [
        ['a', 1],
        ['b', 1],
      ],
      [['a', 2]],
      [['b', 1]],
      [],
    ] as const;
    expect(new Set(all.map((pages) => contentDigest(pages))).size).toBe(all.length);
  });
});
