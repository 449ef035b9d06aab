import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOfRanking, rankPlace, readPlace } from './wanted-ranking.ts';
import type { Ranked, RankPlace } from './wanted-ranking.ts';

const ranked = fc
  .uniqueArray(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 4 })), { selector: ([key]) => key })
  .map((all) => all.map(([key, sources]): Ranked => ({ key, path: key, sources })));

describe('the ranking of wanted pages', () => {
  it('comes page by page, each once, those that most pages link to first', () => {
    fc.assert(
      fc.property(ranked, fc.integer({ min: 1, max: 5 }), (all, limit) => {
        const found: Ranked[] = [];
        for (let place: RankPlace = { from: 'x' }; ;) {
          const { shown, last } = pageOfRanking(all, { ...place, limit });
          found.push(...shown);
          if (!last) break;
          place = readPlace(rankPlace({ from: 'x', behind: last }));
        }
        expect(new Set(found)).toEqual(new Set(all));
        expect(found.length).toBe(all.length);
        expect(found.map(({ sources }) => sources)).toEqual(all.map(({ sources }) => sources).sort((one, other) => other - one));
      }),
    );
  });

  it('has cursors that say the same when they are read', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, fc.option(fc.record({ key: text, sources: fc.nat(1000) }), { nil: undefined }), (from, behind) => {
        const place = { from, ...(behind ? { behind } : {}) };
        expect(readPlace(rankPlace(place))).toEqual(place);
      }),
    );
  });

  it('begins at the beginning for what is no cursor', () => {
    for (const cursor of [undefined, '', ':::', 'a:b:c:d']) expect(readPlace(cursor)).toEqual({ from: '' });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (cursor) => expect(readPlace(cursor).from).toEqual(expect.any(String))));
  });
});
