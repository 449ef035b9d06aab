import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOf, paths, WIKI } from './wiki-of.ts';
import type { OpenIndex } from './wiki-of.ts';

const version = (pageKey: string, sequence: number) => ({ wikiId: WIKI, pageKey, sequence });

export function describeKeeping(open: OpenIndex): void {
  describe('keeping', () => {
    it('replaces all chunks of a page by those of a newer put', async () => {
      const index = await open();
      await index.put(pageOf('Page', `${'old '.repeat(400)}\n\n# Gone\nvanished`, { title: 'Before' }));
      expect(await index.put(pageOf('Page', 'fresh text', { sequence: 2, title: 'After' }))).toBe('stored');
      expect(await paths(index, 'old ')).toEqual([]);
      expect(await paths(index, 'vanished ')).toEqual([]);
      expect(await paths(index, 'before ')).toEqual([]);
      expect(await paths(index, 'fresh ')).toEqual(['Page']);
      expect(await index.count(WIKI)).toEqual({ pages: 1, chunks: 1 });
    });

    it('ignores a put that is not newer', async () => {
      const index = await open();
      await index.put(pageOf('Page', 'fresh', { sequence: 5 }));
      expect(await index.put(pageOf('Page', 'stale', { sequence: 4 }))).toBe('older');
      expect(await index.put(pageOf('Page', 'stale', { sequence: 5 }))).toBe('older');
      expect(await paths(index, 'fresh ')).toEqual(['Page']);
    });

    it('remembers the sequence of a removed page, known or not', async () => {
      const index = await open();
      await index.put(pageOf('Page', 'word', { sequence: 3 }));
      expect(await index.remove(version('page', 2))).toBe('older');
      expect(await index.remove(version('page', 4))).toBe('stored');
      expect(await index.remove(version('early', 9))).toBe('stored');
      expect(await paths(index, 'word ')).toEqual([]);
      expect(await index.put(pageOf('Page', 'word', { sequence: 3 }))).toBe('older');
      expect(await index.put(pageOf('Early', 'word', { sequence: 8 }))).toBe('older');
      expect(await index.pages(WIKI)).toEqual([]);
      expect(await index.put(pageOf('Page', 'word again', { sequence: 5 }))).toBe('stored');
      expect(await index.pages(WIKI)).toEqual([{ pageKey: 'page', sequence: 5 }]);
    });

    it('answers a batch in order, also when it has a page twice', async () => {
      const index = await open();
      const batch = [
        pageOf('A', 'one', { sequence: 2 }),
        pageOf('A', 'two', { sequence: 1 }),
        pageOf('B', 'three'),
        pageOf('A', 'four', { sequence: 3 }),
      ];
      expect(await index.putMany(batch)).toEqual(['stored', 'older', 'stored', 'stored']);
      expect(await index.putMany([])).toEqual([]);
      expect(await paths(index, 'four ')).toEqual(['A']);
    });

    it('forgets a wiki, and takes it up again', async () => {
      const index = await open();
      await index.put(pageOf('Page', 'word', { sequence: 7 }));
      await index.removeWiki(WIKI);
      await index.removeWiki('wik_never');
      expect(await index.count(WIKI)).toEqual({ pages: 0, chunks: 0 });
      expect(await paths(index, 'word ')).toEqual([]);
      await index.put(pageOf('Page', 'word', { sequence: 1 }));
      expect(await paths(index, 'word ')).toEqual(['Page']);
    });

    it('ends the same whatever the order and however often changes come', async () => {
      const changes = [
        ...[1, 4, 6].map((sequence) => ({ sequence, page: 'A', text: `alpha v${sequence}` })),
        ...[2, 7].map((sequence) => ({ sequence, page: 'B', text: `alpha v${sequence}` })),
        ...[3, 5].map((sequence) => ({ sequence, page: 'A', text: undefined })),
        { sequence: 8, page: 'B', text: undefined },
      ];
      const disorder = fc
        .array(fc.constantFrom(...changes), { maxLength: 10 })
        .chain((extra) => fc.shuffledSubarray([...changes, ...extra], { minLength: changes.length + extra.length }));
      await fc.assert(
        fc.asyncProperty(disorder, async (order) => {
          const index = await open();
          for (const { sequence, page, text } of order) {
            await (text === undefined ? index.remove(version(page.toLowerCase(), sequence)) : index.put(pageOf(page, text, { sequence })));
          }
          expect(await index.pages(WIKI)).toEqual([{ pageKey: 'a', sequence: 6 }]);
          expect(await paths(index, 'alpha ')).toEqual(['A']);
          expect(await paths(index, 'v6 ')).toEqual(['A']);
          await index.close();
        }),
        { numRuns: 15 },
      );
    });
  });
}
