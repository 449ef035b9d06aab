import { describe, expect, it } from '@jest/globals';
import type { IndexedPage, SearchIndex } from '../search-index.ts';
import { pageOf, WIKI } from './wiki-of.ts';
import type { OpenIndex } from './wiki-of.ts';

const turned = (degrees: number): Float32Array => Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

const embedded = (path: string, ...degrees: readonly number[]): IndexedPage => {
  const place = { section: 'S', sectionPath: `${path} > S`, anchor: 's' };
  const chunks = degrees.map((angle, index) => ({
    id: `${path}::chunk_${index}`,
    index,
    ...place,
    text: `${path} ${index}`,
    vector: turned(angle),
  }));
  return pageOf(path, '', { chunks });
};

const near = async (index: SearchIndex, limit: number, chunksPerPage?: number) =>
  (await index.nearest({ wikiId: WIKI, vector: turned(0), limit, ...(chunksPerPage === undefined ? {} : { chunksPerPage }) })).map(
    ({ text }) => text,
  );

export function describeNearness(open: OpenIndex): void {
  describe('nearness', () => {
    it('answers the best chunks of the nearest pages, nearest first', async () => {
      const index = await open();
      await index.putMany([embedded('A', 30, 5), embedded('B', 10), embedded('C', 90), pageOf('D', 'no vector')]);
      expect(await near(index, 2)).toEqual(['A 1', 'B 0']);
      expect(await near(index, 2, 2)).toEqual(['A 1', 'B 0', 'A 0']);
      const [first] = await index.nearest({ wikiId: WIKI, vector: turned(5), limit: 1 });
      expect(first?.similarity).toBeCloseTo(1, 4);
      expect(first).toMatchObject({ path: 'A', chunkIndex: 1, section: 'S', anchor: 's' });
    });

    it('passes over vectors of another length, hidden pages and removed ones', async () => {
      const index = await open();
      await index.putMany([embedded('A', 1), embedded('B', 2), embedded('C', 3)]);
      await index.remove({ wikiId: WIKI, pageKey: 'a', sequence: 2 });
      const question = { wikiId: WIKI, limit: 5, allowed: [{ prefix: 'B', access: 'none' as const }] };
      expect((await index.nearest({ ...question, vector: turned(0) })).map(({ path }) => path)).toEqual(['C']);
      expect(await index.nearest({ ...question, vector: new Float32Array(3) })).toEqual([]);
    });
  });
}
