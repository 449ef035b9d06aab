import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { describeSearchIndex } from '../ports/search-index.suite.ts';
import { pageOf, paths, WIKI } from '../ports/search-index-suite/wiki-of.ts';
import type { IndexedPage, SearchIndex } from '../ports/search-index.ts';
import { openFts5SearchIndex } from './fts5-search-index.ts';

const root = mkdtempSync(join(tmpdir(), 'search-index-'));
let folders = 0;
const newFolder = (): string => join(root, String((folders += 1)));

const opened: SearchIndex[] = [];
const opening = (folder?: string) => async (): Promise<SearchIndex> => {
  const index = openFts5SearchIndex(folder === undefined ? {} : { folder });
  opened.push(index);
  return index;
};

afterEach(async () => {
  for (const index of opened.splice(0)) await index.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describeSearchIndex('the FTS5 index in memory', opening());
describeSearchIndex('the FTS5 index on disk', () => opening(newFolder())());

describe('the FTS5 index on disk', () => {
  it('has what was put after it is opened again', async () => {
    const folder = newFolder();
    const first = openFts5SearchIndex({ folder });
    await first.put(pageOf('Page', 'word', { sequence: 4 }));
    await first.close();
    const again = openFts5SearchIndex({ folder });
    expect(await paths(again, 'word ')).toEqual(['Page']);
    expect(await again.put(pageOf('Page', 'word', { sequence: 4 }))).toBe('older');
    await again.close();
  });

  it('serves more wikis than it keeps open', async () => {
    const index = openFts5SearchIndex({ folder: newFolder() });
    const wikis = Array.from({ length: 130 }, (_, at) => `wik_${at}`);
    for (const wikiId of wikis) await index.put(pageOf('Page', `word ${wikiId}`, { wikiId }));
    for (const wikiId of wikis) expect(await paths(index, 'word ', { wikiId })).toEqual(['Page']);
    await index.close();
  });

  it('finds by meaning what comparing every vector with full precision finds', async () => {
    const index = openFts5SearchIndex({ folder: newFolder() });
    const direction = (_: unknown, number: number): Float32Array => {
      // Some numbers or other between -1 and 1, the same in every run.
      const numbers = Array.from({ length: 384 }, (_one, at) => (Math.sin((number * 384 + at + 1) * 12.9898) * 43_758.5453) % 1);
      const length = Math.hypot(...numbers);
      return Float32Array.from(numbers, (number) => number / length);
    };
    const vectors = Array.from({ length: 1000 }, direction);
    const withVector = (page: IndexedPage, vector: Float32Array): IndexedPage => ({
      ...page,
      chunks: page.chunks.map((chunk) => ({ ...chunk, vector })),
    });
    await index.putMany(vectors.map((vector, at) => withVector(pageOf(`Page ${at}`, 'word'), vector)));
    let alike = 0;
    for (const question of Array.from({ length: 20 }, (_, at) => direction(_, 5000 + at))) {
      const near = await index.nearest({ wikiId: WIKI, vector: question, limit: 10 });
      const product = (vector: Float32Array): number => vector.reduce((sum, number, at) => sum + number * (question[at] ?? 0), 0);
      const exact = vectors
        .map((vector, at) => ({ path: `Page ${at}`, similarity: product(vector) }))
        .sort((a, b) => b.similarity - a.similarity);
      const best = new Set(exact.slice(0, 10).map(({ path }) => path));
      alike += near.filter(({ path }) => best.has(path)).length;
      expect(near[0]?.similarity).toBeCloseTo(exact[0]?.similarity ?? 0, 4);
    }
    expect(alike).toBeGreaterThanOrEqual(0.98 * 200);
    await index.close();
  });

  it('makes no file for a wiki that is only asked about, and leaves none of one that is removed', async () => {
    const folder = newFolder();
    const index = openFts5SearchIndex({ folder });
    expect(await paths(index, 'word ')).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    await index.put(pageOf('Page', 'word'));
    await index.removeWiki(WIKI);
    expect(readdirSync(folder)).toEqual([]);
    await index.close();
  });

  it('keeps every file in its folder, whatever the wiki is called', async () => {
    const folder = newFolder();
    const index = openFts5SearchIndex({ folder });
    for (const wikiId of ['../up', '..', 'a/b', '\0', 'ä']) await index.put(pageOf('Page', 'word', { wikiId }));
    await index.close();
    expect(readdirSync(folder).length).toBe(5);
  });
});
