import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from '@jest/globals';
import { paths, WIKI } from '../ports/search-index-suite/wiki-of.ts';
import { openFts5SearchIndex } from './fts5-search-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'search-crash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Puts one page after another until it is killed, and says of each when it is told that it is stored.
const WRITER = `
  const { openFts5SearchIndex } = await import(${JSON.stringify(import.meta.resolve('./fts5-search-index.ts'))});
  const { pageOf } = await import(${JSON.stringify(import.meta.resolve('../ports/search-index-suite/wiki-of.ts'))});
  const index = openFts5SearchIndex({ folder: process.argv[1] });
  const first = Number(process.argv[2]);
  for (let at = first; ; at += 1) {
    await index.put(pageOf('Page_' + (at % 40), 'word number' + at + ' ' + 'filler '.repeat(400), { sequence: at }));
    process.stdout.write(at + '\\n');
  }`;

/** Runs the writer until it has acknowledged some pages; answers the last it acknowledged before it was killed. */
const killedAfter = (acknowledged: number, first: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, ['--input-type=module', '-e', WRITER, folder, String(first)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = 0;
    createInterface({ input: writer.stdout }).on('line', (line) => {
      last = Number(line);
      if (last === first + acknowledged) writer.kill('SIGKILL');
    });
    writer.on('error', reject);
    writer.on('close', () => resolve(last));
  });

describe('the FTS5 index of a program that is killed', () => {
  it('has every page whose put was answered, whole, and goes on', async () => {
    let first = 1;
    for (const acknowledged of [3, 50, 17]) {
      const last = await killedAfter(acknowledged, first);
      expect(last).toBeGreaterThanOrEqual(first + acknowledged);
      const index = openFts5SearchIndex({ folder });
      const pages = await index.pages(WIKI);
      expect(Math.max(...pages.map(({ sequence }) => sequence))).toBeGreaterThanOrEqual(last);
      for (const { sequence } of pages) expect(await paths(index, `number${sequence} `)).toEqual([`Page_${sequence % 40}`]);
      const { total } = await index
        .search({
          wikiId: WIKI,
          limit: 1,
          query: { ok: true, text: 'word', notes: [], units: [{ kind: 'word', terms: ['word'], prefix: false }] },
        })
        .then((answer) => (answer.ok ? answer : { total: -1 }));
      expect(total).toBe(pages.length);
      await index.close();
      first = last + 2;
    }
  }, 60_000);
});
