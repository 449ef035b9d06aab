import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { describeSearchIndex } from '../ports/search-index.suite.ts';
import { pageOf, paths, WIKI } from '../ports/search-index-suite/wiki-of.ts';
import type { SearchIndex } from '../ports/search-index.ts';
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
