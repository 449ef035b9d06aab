import { describe, expect, it } from '@jest/globals';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { termNames } from '../../domain/terms.ts';
import type { SearchIndex } from '../search-index.ts';
import { ask, pageOf, paths, WIKI } from './wiki-of.ts';
import type { OpenIndex } from './wiki-of.ts';

const suggested = async (index: SearchIndex, typed: string, allowed: readonly PathRule[] = []): Promise<readonly string[]> => {
  const found = await index.suggest({ wikiId: WIKI, terms: termNames(typed), allowed, limit: 5 });
  if ('ok' in found) throw new Error(found.message);
  return found.map(({ path }) => path);
};

const PAGES = [
  pageOf('Gardens/Roses', 'petals', { title: 'Roses and their care' }),
  pageOf('Gardens/Pruning', '# Roses\nsecateurs', { title: 'How to prune' }),
  pageOf('Kitchen/Rosemary', 'roses in the text do not count', { title: 'Rosemary' }),
  pageOf('Secret/Rosebud', 'sledge', { title: 'Rosebud' }),
  pageOf('Soup', 'roses roses roses', { title: 'Soup' }),
];

export function describeSuggesting(open: OpenIndex): void {
  describe('suggesting', () => {
    it('completes the last word in titles, headings and folders, titles first, never in the text', async () => {
      const index = await open();
      await index.putMany(PAGES);
      expect(new Set((await suggested(index, 'ros')).slice(0, 3))).toEqual(
        new Set(['Gardens/Roses', 'Kitchen/Rosemary', 'Secret/Rosebud']),
      );
      expect(await suggested(index, 'ros')).toContain('Gardens/Pruning');
      expect(await suggested(index, 'ros')).not.toContain('Soup');
      expect(await suggested(index, 'roses ca')).toEqual(['Gardens/Roses']);
      expect(await suggested(index, 'gardens pru')).toEqual(['Gardens/Pruning']);
    });

    it('suggests nothing that the asker may not read, and nothing of another wiki', async () => {
      const index = await open();
      await index.putMany([...PAGES, pageOf('Theirs', '', { title: 'Rosette', wikiId: 'wik_two' })]);
      expect(await suggested(index, 'ros', [{ prefix: 'Secret', access: 'none' }])).not.toContain('Secret/Rosebud');
      expect(await suggested(index, 'rosette')).toEqual([]);
    });

    it.each(['qq*', 'x" OR "y', 'title : z'])('takes %s for words', async (typed) => {
      const index = await open();
      await index.putMany(PAGES);
      expect(await suggested(index, typed)).toEqual([]);
    });
  });

  describe('a file beside a page', () => {
    const FILE = pageOf('Gardens/Roses/plan 2026.pdf', '', {
      ...{ pageKey: 'gardens/roses/\u001fplan 2026.pdf', title: 'plan 2026.pdf', attachedTo: 'Gardens/Roses' },
    });

    it('is found by its name, says where it is, and is not counted among the pages', async () => {
      const index = await open();
      await index.putMany([FILE, pageOf('Gardens/Roses', 'petals')]);
      const [hit] = (await ask(index, 'plan pdf ')).hits;
      expect(hit).toMatchObject({ path: 'Gardens/Roses/plan 2026.pdf', attachedTo: 'Gardens/Roses' });
      expect(await suggested(index, 'plan')).toEqual(['Gardens/Roses/plan 2026.pdf']);
      expect(await index.count(WIKI)).toEqual({ pages: 1, chunks: 1 });
      expect(await index.pages(WIKI)).toEqual([{ pageKey: 'gardens/roses', sequence: 1 }]);
    });

    it('is hidden with its page', async () => {
      const index = await open();
      await index.put(FILE);
      expect(await paths(index, 'plan ', { allowed: [{ prefix: 'Gardens/Roses', access: 'none' }] })).toEqual([]);
    });
  });
}
