import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasOutgrown } from './growth.ts';
import { fileEntry, pageEntry } from './page-entry.ts';
import { factRanges, keyRanges } from './reindex-parts.ts';
import { unexplainedDifferences } from './shelf-differences.ts';

describe('the parts of a wiki', () => {
  it('have every fact once, newest first, and are at most 200', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (head) => {
        const ranges = factRanges(head);
        expect(ranges.length).toBeLessThanOrEqual(200);
        expect(ranges.reduce((sum, { after, upTo }) => sum + upTo - after, 0)).toBe(head);
        expect([...ranges].reverse().every(({ after }, at, all) => after === (at === 0 ? 0 : all[at - 1]?.upTo))).toBe(true);
      }),
    );
  });

  it('have every key once, in their order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 300 }), (count, usual) => {
        const keys = Array.from({ length: count }, (_, at) => String(at).padStart(5, '0'));
        const ranges = keyRanges(keys, usual);
        expect(ranges.length).toBeLessThanOrEqual(200);
        expect(ranges.flatMap(({ after, upTo }) => keys.filter((key) => key > after && key <= upTo))).toEqual(keys);
      }),
    );
  });
});

describe('two shelves', () => {
  const page = (pageKey: string, sequence: number) => ({ pageKey, sequence });
  it.each([
    ['the same pages', [page('a', 1)], [page('a', 1)], 0],
    ['a page that one lacks', [page('a', 1)], [], 1],
    ['a page that one should not have', [], [page('a', 1)], 1],
    ['another state of a page', [page('a', 1)], [page('a', 2)], 1],
    ['a state that is later than both were looked at', [page('a', 1)], [page('a', 9)], 0],
  ])('with %s differ in so many', (...[, old, fresh, count]) => {
    expect(unexplainedDifferences(old, fresh, 5)).toBe(count);
  });
});

describe('the words of a wiki', () => {
  const model = { model: 'm', learn: true };
  it.each([
    [19, 0, false],
    [20, 0, true],
    [59, 30, false],
    [60, 30, true],
  ])('of %i pages, last learned at %i, are learned again: %s', (pages, learned, isDue) => {
    expect(hasOutgrown({ model: 'm', learned }, pages, model)).toBe(isDue);
    expect(hasOutgrown({ model: 'other', learned }, pages, model)).toBe(false);
    expect(hasOutgrown({ model: 'm', learned }, pages, { model: 'm' })).toBe(false);
  });
});

describe('what is indexed', () => {
  it('of a page has a hash for each text, the same for the same', () => {
    const [one, other] = [pageEntry('P', '# A\nx'), pageEntry('P', '# A\ny')];
    expect(one.chunks[0]?.hash).toBe(pageEntry('P', '# A\nx').chunks[0]?.hash);
    expect(one.chunks[0]?.hash).not.toBe(other.chunks[0]?.hash);
    expect(pageEntry('P', '')).toMatchObject({ title: 'P', words: 0, chunks: [], tags: [] });
  });

  it('of a file is its name, beside its page, under a key that no page has', () => {
    expect(fileEntry('Dir/Page/plan.pdf')).toEqual({
      ...{ path: 'Dir/Page/plan.pdf', name: 'plan.pdf', page: 'Dir/Page', pageKey: 'dir/page/\u001fplan.pdf' },
    });
    expect(fileEntry('README')).toBeUndefined();
  });
});
