import { describe, expect, it } from '@jest/globals';
import type { Limits } from '@wikibot/contracts/facts/billing';
import type { WikiSize } from './wiki-limits.ts';
import { growthRefused, nearLimitsOf, usageOf } from './wiki-limits.ts';

const LIMITS: Limits = { wikis: 1, pagesPerWiki: 10, authorsPerWiki: 5, gitPush: true, storagePerWiki: 1000 };
const NO_LIMITS: Limits = { wikis: null, pagesPerWiki: null, authorsPerWiki: null, gitPush: true };
const size = (over: Partial<WikiSize> = {}): WikiSize => ({ pages: 1, authors: 1, bytes: 10, ...over });
const codeOf = (before: WikiSize, after: WikiSize, limits = LIMITS) => growthRefused(before, after, limits)?.refusal.code;

describe('growth of a wiki', () => {
  it.each([
    ['wiki.pages-limit', { pages: 10 }, { pages: 11 }],
    ['wiki.authors-limit', { authors: 5 }, { authors: 6 }],
    ['wiki.storage-limit', { bytes: 1000 }, { bytes: 1001 }],
  ] as const)('is refused by %s past the limit, and has all of it', (code, full, over) => {
    expect(codeOf(size(full), size(over))).toBe(code);
    expect(codeOf(size(), size(full))).toBeUndefined();
    expect(codeOf(size(full), size(over), NO_LIMITS)).toBeUndefined();
  });

  it('is not what a change of a wiki is that was over its limits before', () => {
    const over = size({ pages: 20, authors: 9, bytes: 5000 });
    expect(codeOf(over, over)).toBeUndefined();
    expect(codeOf(over, size({ pages: 19, authors: 9, bytes: 4000 }))).toBeUndefined();
    expect(codeOf(over, size({ pages: 20, authors: 9, bytes: 5001 }))).toBe('wiki.storage-limit');
  });
});

describe('limits', () => {
  it('are told of from four fifths on', () => {
    expect(nearLimitsOf(size({ pages: 7, authors: 4, bytes: 799 }), LIMITS)).toEqual([{ of: 'authors', used: 4, limit: 5 }]);
    expect(nearLimitsOf(size({ pages: 8, bytes: 800 }), LIMITS).map((near) => near.of)).toEqual(['pages', 'storage']);
    expect(nearLimitsOf(size({ pages: 8000, bytes: 8000 }), NO_LIMITS)).toEqual([]);
  });

  it('of one author are not told to that one', () => {
    expect(nearLimitsOf(size(), { ...LIMITS, authorsPerWiki: 1 })).toEqual([]);
  });

  it('are listed with what is used of them', () => {
    expect(usageOf(size({ pages: 3 }), LIMITS)).toEqual({
      pages: { used: 3, limit: 10 },
      authors: { used: 1, limit: 5 },
      storage: { used: 10, limit: 1000 },
    });
    expect(usageOf(size(), undefined).storage).toEqual({ used: 10, limit: null });
  });
});
