import { describe, expect, it } from '@jest/globals';
import { ask, pageOf, paths } from './wiki-of.ts';
import type { Asked, OpenIndex } from './wiki-of.ts';

const PAGES = [
  pageOf('Plans/Spring', 'goal', { category: 'Event', tags: ['Draft', 'team a'], updated: '2026-01-10T10:00:00Z' }),
  pageOf('Plans/Secret/Budget', 'goal', { category: 'event', updated: '2026-03-10T12:00:00+02:00' }),
  pageOf('Plans/Secret/Open/Poster', 'goal', { tags: ['draft'], updated: 'long ago' }),
  pageOf('Plansch', 'goal', { category: 'actor', tags: ['drafty'], updated: '2026-02-01T00:00:00Z', author: 'acc_ada' }),
];
const ALL = PAGES.map(({ path }) => path).sort();

const CASES: readonly { readonly says: string; readonly asked: Asked; readonly found: readonly string[] }[] = [
  {
    says: 'a folder',
    asked: { filters: { pathPrefix: 'plans' } },
    found: ['Plans/Secret/Budget', 'Plans/Secret/Open/Poster', 'Plans/Spring'],
  },
  {
    says: 'a folder written with a slash',
    asked: { filters: { pathPrefix: 'Plans/Secret/' } },
    found: ['Plans/Secret/Budget', 'Plans/Secret/Open/Poster'],
  },
  { says: 'a page itself', asked: { filters: { pathPrefix: 'Plansch' } }, found: ['Plansch'] },
  { says: 'a folder with a wildcard in its name', asked: { filters: { pathPrefix: 'Plan%' } }, found: [] },
  { says: 'a category in any case', asked: { filters: { category: 'EVENT' } }, found: ['Plans/Secret/Budget', 'Plans/Spring'] },
  { says: 'a whole tag in any case', asked: { filters: { tag: 'draft' } }, found: ['Plans/Secret/Open/Poster', 'Plans/Spring'] },
  {
    says: 'a date, where a page without one passes',
    asked: { filters: { updatedSince: '2026-03-10T10:00:00Z' } },
    found: ['Plans/Secret/Budget', 'Plans/Secret/Open/Poster'],
  },
  {
    says: 'a date before, where a page without one passes',
    asked: { filters: { updatedBefore: '2026-02-01T00:00:00Z' } },
    found: ['Plans/Secret/Open/Poster', 'Plans/Spring'],
  },
  { says: 'an author', asked: { filters: { author: 'acc_ada' } }, found: ['Plansch'] },
  { says: 'all filters at once', asked: { filters: { pathPrefix: 'Plans', category: 'event', tag: 'team a' } }, found: ['Plans/Spring'] },
  {
    says: 'a rule that hides a folder',
    asked: { allowed: [{ prefix: 'Plans/Secret', access: 'none' }] },
    found: ['Plans/Spring', 'Plansch'],
  },
  {
    says: 'the longest rule, which opens a folder below a hidden one',
    asked: {
      allowed: [
        { prefix: 'plans/secret/open', access: 'read' },
        { prefix: '', access: 'none' },
      ],
    },
    found: ['Plans/Secret/Open/Poster'],
  },
  { says: 'no rule', asked: { allowed: [] }, found: ALL },
];

export function describeScopes(open: OpenIndex): void {
  describe('scopes', () => {
    it.each(CASES)('keeps to $says', async ({ asked, found }) => {
      const index = await open();
      await index.putMany(PAGES);
      const answer = await ask(index, 'goal ', asked);
      expect(answer.hits.map(({ path }) => path).sort()).toEqual(found);
      expect(answer.total).toBe(found.length);
    });

    it('sees and counts nothing of another wiki', async () => {
      const index = await open();
      await index.put(pageOf('Mine', 'harvest'));
      await index.put(pageOf('Theirs', 'harvest secretword', { wikiId: 'wik_two' }));
      expect(await paths(index, 'harvest ')).toEqual(['Mine']);
      expect(await paths(index, 'secretward ')).toEqual([]);
      expect(await paths(index, 'harvest ', { wikiId: 'wik_two' })).toEqual(['Theirs']);
      expect(await paths(index, 'harvest ', { wikiId: 'wik_none' })).toEqual([]);
      expect(await index.count('wik_two')).toEqual({ pages: 1, chunks: 1 });
    });
  });
}
