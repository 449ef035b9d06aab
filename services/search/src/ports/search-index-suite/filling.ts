import { describe, expect, it } from '@jest/globals';
import type { IndexedPage, SearchIndex, StoredPage } from '../search-index.ts';
import { pageOf, WIKI } from './wiki-of.ts';
import type { OpenIndex } from './wiki-of.ts';

const UP = Float32Array.of(0, 1);
const ALONG = Float32Array.of(1, 0);

const hashed = (path: string, hashes: readonly string[], details: Partial<IndexedPage> = {}): IndexedPage => {
  const chunks = hashes.map((hash, index) => ({
    ...{ id: `${path}::chunk_${index}`, index, section: '', sectionPath: path, anchor: '', text: `text ${hash}`, hash },
  }));
  return pageOf(path, '', { chunks, words: 7, ...details });
};

const version = (pageKey: string, sequence: number) => ({ wikiId: WIKI, pageKey, sequence });
const keysOf = (pages: readonly StoredPage[]) => pages.map(({ pageKey }) => pageKey);
const nearUp = async (index: SearchIndex) =>
  (await index.nearest({ wikiId: WIKI, vector: UP, limit: 5, chunksPerPage: 5 })).map(({ path, chunkIndex, similarity }) => [
    path,
    chunkIndex,
    Math.round(similarity),
  ]);

export function describeFilling(open: OpenIndex): void {
  describe('vectors that come later', () => {
    it('are added to the chunks of a page, and leave the others as they are', async () => {
      const index = await open();
      await index.put(hashed('A', ['x', 'y'], { sequence: 3 }));
      expect(await nearUp(index)).toEqual([]);
      expect(await index.fill(version('a', 3), new Map([[1, UP]]))).toBe('stored');
      expect(await index.fill(version('a', 3), new Map([[0, ALONG]]))).toBe('stored');
      expect(await nearUp(index)).toEqual([
        ['A', 1, 1],
        ['A', 0, 0],
      ]);
      expect(await index.nearest({ wikiId: WIKI, vector: UP, limit: 1 })).toMatchObject([{ pageChunks: 2, pageWords: 7 }]);
    });

    it('are left out when the page has changed, has gone, or never was', async () => {
      const index = await open();
      await index.put(hashed('A', ['x'], { sequence: 3 }));
      await index.put(hashed('A', ['z'], { sequence: 4 }));
      expect(await index.fill(version('a', 3), new Map([[0, UP]]))).toBe('older');
      await index.remove(version('a', 5));
      expect(await index.fill(version('a', 5), new Map([[0, UP]]))).toBe('older');
      expect(await index.fill(version('b', 1), new Map([[0, UP]]))).toBe('older');
      expect(await nearUp(index)).toEqual([]);
    });

    it('let a page be found by its words as before, with its category and tags', async () => {
      const index = await open();
      await index.put(hashed('A', ['x'], { category: 'Event', tags: ['Red'], author: 'acc_a' }));
      await index.fill(version('a', 1), new Map([[0, UP]]));
      const filters = { category: 'event', tag: 'red', author: 'acc_a', updatedSince: '2026-04-01T00:00:00Z' };
      expect(await index.nearest({ wikiId: WIKI, vector: UP, limit: 1, filters })).toMatchObject([{ path: 'A', text: 'text x' }]);
      expect(await index.count(WIKI)).toEqual({ pages: 1, chunks: 1 });
    });
  });

  describe('what is stored', () => {
    it('is told page by page in the order of keys, with hashes and vectors', async () => {
      const index = await open();
      const filled = hashed('B', ['x']).chunks.map((chunk) => ({ ...chunk, vector: UP }));
      await index.putMany([
        hashed('C', ['c']),
        pageOf('B', '', { chunks: filled }),
        hashed('A', ['a'], { sequence: 9 }),
        pageOf('Bare', ''),
      ]);
      const [first, ...rest] = await index.stored({ wikiId: WIKI, limit: 2 });
      expect(first).toEqual({
        pageKey: 'a',
        path: 'A',
        title: 'A',
        sequence: 9,
        chunks: [{ index: 0, sectionPath: 'A', text: 'text a', hash: 'a' }],
      });
      expect(rest).toMatchObject([{ pageKey: 'b', chunks: [{ hash: 'x', vector: UP }] }]);
      expect(keysOf(await index.stored({ wikiId: WIKI, after: 'b', limit: 2 }))).toEqual(['c']);
      expect(keysOf(await index.stored({ wikiId: WIKI, unfilled: true, limit: 9 }))).toEqual(['a', 'c']);
      expect(keysOf(await index.stored({ wikiId: WIKI, pageKey: 'b', limit: 1 }))).toEqual(['b']);
      expect(await index.stored({ wikiId: 'wik_two', limit: 9 })).toEqual([]);
    });

    it('has a lexicon for each wiki, which is no page and goes with the wiki', async () => {
      const index = await open();
      expect(await index.lexicon(WIKI)).toBeUndefined();
      await index.keepLexicon(WIKI, Uint8Array.of(1, 2, 255));
      await index.keepLexicon(WIKI, Uint8Array.of(7, 0, 254));
      await index.keepLexicon('wik_two', Uint8Array.of(5));
      expect(await index.lexicon(WIKI)).toEqual(Uint8Array.of(7, 0, 254));
      expect(await index.count(WIKI)).toEqual({ pages: 0, chunks: 0 });
      expect(await index.pages(WIKI)).toEqual([]);
      await index.removeWiki(WIKI);
      expect([await index.lexicon(WIKI), await index.lexicon('wik_two')]).toEqual([undefined, Uint8Array.of(5)]);
    });
  });
}
