/**
 * `node load/search-scale.ts [--wikis 100] [--pages 250] [--questions 2000]`: how fast pages are indexed by words and meaning, and how long
 * questions take, spread evenly over all wikis. Pages are generated, about four chunks each. Each way of asking is tried once in every wiki
 * before times are taken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../test/house/seeded-random.ts';
import { generatedPages, wordBy } from './generated-pages.ts';
import { markdownTable, short } from './markdown-table.ts';
import { machineLoad } from './round.ts';
import { figuresOf } from './samples.ts';
import { searchAlone } from './search-kernel.ts';

const given = parseArgs({
  options: {
    wikis: { type: 'string', default: '100' },
    pages: { type: 'string', default: '250' },
    questions: { type: 'string', default: '2000' },
  },
}).values;
const [wikis, pages, questions] = [Number(given.wikis), Number(given.pages), Number(given.questions)];

const folder = mkdtempSync(join(tmpdir(), 'wikibot-load-search-'));
const search = await searchAlone(folder);
const random = seededRandom(7);
const PAGES_AT_ONCE = 25;

const fill = async (wiki: number): Promise<void> => {
  const all = generatedPages(pages, wiki + 1);
  for (let at = 0; at < all.length; at += PAGES_AT_ONCE) await search.put(wiki, at / PAGES_AT_ONCE + 1, all.slice(at, at + PAGES_AT_ONCE));
};

const ask = async (mode: 'hybrid' | 'words' | 'meaning') => {
  const durations: number[] = [];
  for (let wiki = 0; wiki < wikis; wiki += 1) await search.find(wiki, wordBy(random), mode);
  const [began, before] = [performance.now(), process.cpuUsage()];
  for (let number = 0; number < questions; number += 1) {
    const query = Array.from({ length: 1 + Math.floor(random() * 5) }, () => wordBy(random)).join(' ');
    const from = performance.now();
    await search.find(Math.floor(random() * wikis), query, mode);
    durations.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(before);
  return { ...figuresOf(durations, { seconds: (performance.now() - began) / 1000, failed: 0 }), cpu: (user + system) / 1000 / questions };
};

try {
  const before = process.cpuUsage();
  const began = performance.now();
  for (let wiki = 0; wiki < wikis; wiki += 1) await fill(wiki);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  const [chunks, busy] = [wikis * (await search.chunks(0)), (user + system) / 1e6];
  process.stdout.write(
    `${cpus().length} cores, load average ${machineLoad()}. ${wikis * pages} pages (${chunks} chunks) of ${wikis} wikis in ${short(seconds)} s: ${short(chunks / seconds)} chunks a second, ${short(chunks / busy)} for each second of processor\n\n`,
  );
  const rows = [];
  for (const mode of ['words', 'meaning', 'hybrid'] as const) {
    const { p50, p95, p99, most, cpu } = await ask(mode);
    rows.push([mode, ...[p50, p95, p99, most, cpu].map(short)]);
  }
  process.stdout.write(`${markdownTable(['search', 'p50 ms', 'p95', 'p99', 'worst', 'processor ms each'], rows)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
