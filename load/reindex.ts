/** `node load/reindex.ts [--pages 10000]`: how long a wiki takes to be indexed anew, and how it answers meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../test/house/seeded-random.ts';
import { connection } from './connection.ts';
import { generatedPages, wordBy } from './generated-pages.ts';
import { markdownTable, short } from './markdown-table.ts';
import { bring, machineLoad, settled } from './round.ts';
import { figuresOf } from './samples.ts';
import { startServer } from './server-process.ts';

const size = Number(parseArgs({ options: { pages: { type: 'string', default: '10000' } } }).values.pages);
const API = '/ada/notes/api/v1';
const PAUSE_MS = 25;

const folder = mkdtempSync(join(tmpdir(), 'wikibot-load-reindex-'));
const server = await startServer(folder);
const to = connection(server.ready.url, server.ready.token);
const random = seededRandom(3);
const pages = generatedPages(size);

interface Reindex {
  readonly status: string;
  readonly pages_indexed?: number;
  readonly chunks_created?: number;
}

const stateNow = async (): Promise<Reindex> => JSON.parse((await to.ask({ path: `${API}/reindex/status` })).text) as Reindex;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A wiki that has grown is indexed anew by itself, and that may be under way. */
const ended = async (): Promise<Reindex> => {
  for (;;) {
    const state = await stateNow();
    if (state.status !== 'in_progress') return state;
    await pause(200);
  }
};

const QUESTIONS: Readonly<Record<string, () => string>> = {
  'page read': () => `${API}/pages/${pages[Math.floor(random() * pages.length)]?.path ?? 'Home'}`,
  'hybrid search': () => `${API}/search?q=${wordBy(random)}+${wordBy(random)}`,
};

interface Asked {
  readonly durations: number[];
  failed: number;
}

/** Asks now and then until it is told to end. */
const asking = async (path: () => string, isOver: () => boolean): Promise<Asked> => {
  const asked: Asked = { durations: [], failed: 0 };
  while (!isOver()) {
    const from = performance.now();
    const { status } = await to.ask({ path: path() });
    asked.durations.push(performance.now() - from);
    if (status !== 200) asked.failed += 1;
    await pause(PAUSE_MS);
  }
  return asked;
};

try {
  await bring(to, pages);
  await settled(to);
  await ended();
  const [began, before] = [performance.now(), (await server.vitals()).processor];
  const { status } = await to.ask({ method: 'POST', path: `${API}/reindex` });
  if (status !== 202) throw new Error(`the reindex was answered ${status}`);
  let isOver = false;
  const answers = Object.entries(QUESTIONS).map(async ([name, path]) => [name, await asking(path, () => isOver)] as const);
  const end = await ended();
  const seconds = (performance.now() - began) / 1000;
  isOver = true;
  const rows = (await Promise.all(answers)).map(([name, { durations, failed }]) => {
    const { requests, p50, p99, most } = figuresOf(durations, { seconds, failed });
    return [name, requests, failed, ...[p50, p99, most].map(short)];
  });
  const busy = ((await server.vitals()).processor - before) / 1000;
  const told = `${end.status}: ${end.pages_indexed ?? 0} pages, ${end.chunks_created ?? 0} chunks in ${short(seconds)} s`;
  process.stdout.write(`${told} (${short(busy)} s of processor, with the questions), load average ${machineLoad()}\n\n`);
  process.stdout.write(`${markdownTable(['meanwhile', 'asked', 'failed', 'p50 ms', 'p99', 'worst'], rows)}\n`);
} finally {
  to.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
