/** One size of wiki from the first start to the last request. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { connection } from './connection.ts';
import type { Connection } from './connection.ts';
import { generatedPages } from './generated-pages.ts';
import type { GeneratedPage } from './generated-pages.ts';
import { measure } from './measure.ts';
import type { Figures } from './samples.ts';
import { scenarios } from './scenarios.ts';
import { seededRandom } from '../test/house/seeded-random.ts';
import { startServer, timeToStart } from './server-process.ts';
import type { Vitals } from './server.ts';

const AT_ONCE = 500;

export const machineLoad = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

export interface Round {
  readonly size: number;
  readonly figures: ReadonlyMap<string, Figures>;
  readonly importPerSecond: number;
  readonly vitals: Vitals;
  readonly cold: number;
  readonly warm: number;
  readonly load: string;
}

export interface Course {
  readonly size: number;
  readonly seed: number;
  /** Names of scenarios. */
  readonly chosen: readonly string[];
  /** Where the data folder may lie. */
  readonly folder: string;
}

export const bring = async (to: Connection, pages: readonly GeneratedPage[]): Promise<number> => {
  const began = performance.now();
  for (let from = 0; from < pages.length; from += AT_ONCE) {
    const files = pages
      .slice(from, from + AT_ONCE)
      .map(({ path, text }) => ({ file: `${path}.md`, content: Buffer.from(text).toString('base64') }));
    const { status, text } = await to.ask({ method: 'POST', path: '/ada/notes/api/v1/import', body: { files } });
    if (status !== 200) throw new Error(`the import was answered ${status}: ${text.slice(0, 300)}`);
  }
  return (pages.length * 1000) / (performance.now() - began);
};

/** Every view has everything once the search finds the last page. */
export const settled = async (to: Connection): Promise<void> => {
  const { text } = await to.ask({ path: '/ada/notes/api/v1/changelog' });
  const [entry] = (JSON.parse(text) as { entries: { sequence: number }[] }).entries;
  const { text: wikis } = await to.ask({ path: '/api/v1/wikis' });
  const id = (JSON.parse(wikis) as { wikis: { id: string }[] }).wikis[0]?.id ?? '';
  const headers = { 'wikibot-token': `wiki/${id}=${entry?.sequence ?? 1}` };
  for (const path of ['/ada/notes/api/v1/search?q=water', '/ada/notes/Home', '/ada/notes/api/v1/pages?limit=1']) {
    for (let status = 503; status === 503;) ({ status } = await to.ask({ path, headers }));
  }
};

const fill = async (data: string, pages: readonly GeneratedPage[]): Promise<number> => {
  const server = await startServer(data);
  const to = connection(server.ready.url, server.ready.token);
  const perSecond = await bring(to, pages);
  await settled(to);
  to.close();
  await server.stop();
  return perSecond;
};

export const round = async ({ size, seed, chosen, folder }: Course): Promise<Round> => {
  const data = join(folder, String(size));
  const pages = generatedPages(size, seed);
  const cold = await timeToStart(data);
  const importPerSecond = await fill(data, pages);
  const warm = await timeToStart(data);
  const server = await startServer(data);
  const to = connection(server.ready.url, server.ready.token);
  const ground = { connection: to, pages, random: seededRandom(seed + 1), revisions: new Map<string, string>() };
  const figures = new Map<string, Figures>();
  for (const name of chosen) {
    const scenario = scenarios[name];
    if (scenario) figures.set(name, await measure(scenario, ground));
    process.stderr.write(`${size} pages: ${name} measured\n`);
  }
  await settled(to);
  const vitals = await server.vitals();
  to.close();
  await server.stop();
  return { size, figures, importPerSecond, vitals, cold, warm, load: machineLoad() };
};
