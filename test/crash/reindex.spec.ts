import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { client } from '../house/client.ts';
import { commandLine } from '../house/command-line.ts';
import { startChild } from '../house/running-host.ts';
import type { ChildHost } from '../house/running-host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist, wikiAt } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
afterAll(() => folder.remove());

const running: ChildHost[] = [];
afterEach(async () => {
  for (const host of running.splice(0)) await host.kill();
});
const start = async (): Promise<ChildHost> => {
  const host = await startChild(data);
  running.push(host);
  return host;
};

interface Reindex {
  readonly status: string;
  readonly run?: string;
  readonly parts_done?: number;
  readonly pages_indexed?: number;
}

const wikiOf = (host: ChildHost): WikiAt => wikiAt(client(host.ready.url, { bearer: host.ready.token }), 'ada/notes');
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const stateOf = async ({ client: ada, api }: WikiAt): Promise<Reindex> =>
  insist(await ada.get(`${api}/reindex/status`), 200).json<Reindex>();

const until = async (wiki: WikiAt, isSo: (state: Reindex) => boolean): Promise<Reindex> => {
  for (;;) {
    const state = await stateOf(wiki);
    if (isSo(state)) return state;
    await pause(5);
  }
};

/** It may be under way already: a wiki that has grown is indexed anew by itself. */
const begun = async (wiki: WikiAt): Promise<void> => {
  await until(wiki, ({ status }) => status !== 'in_progress');
  insist(await wiki.client.send('POST', `${wiki.api}/reindex`), 202);
};

const PAGES = 450;
const marker = (at: number): string => `marker${at}x`;

const fill = async (wiki: WikiAt): Promise<void> => {
  for (let from = 0; from < PAGES; from += 150) {
    const pages = Array.from({ length: 150 }, (_, at) => ({
      path: `Page ${from + at}`,
      text: `# Page\n\n${marker(from + at)} and roses.\n`,
    }));
    insist(await wiki.importPages(pages), 200);
  }
};

const found = async (wiki: WikiAt, at: number): Promise<string | undefined> =>
  insist(await wiki.search(marker(at)), 200).json<{ results: readonly { path: string }[] }>().results[0]?.path;

/** How far it is when the program is killed, in parts that are done. */
describe.each([0, 1, 2])('a host that is killed while it indexes anew, after %i parts', (parts) => {
  it('answers from the old index, goes on with the same run, and has every page at its end', async () => {
    const first = await start();
    const before = wikiOf(first);
    if (parts === 0) await fill(before);
    await before.write(`Written ${parts}`, `${marker(1000 + parts)} before the end.\n`);
    await begun(before);
    const { run } = await until(before, ({ status, parts_done: done = 0 }) => status !== 'in_progress' || done >= parts);
    await first.kill();

    const second = await start();
    const wiki = wikiOf(second);
    expect(await found(wiki, 7)).toBe('Page 7');
    const end = await until(wiki, ({ status }) => status === 'complete' || status === 'error');
    expect(end).toMatchObject({ run, status: 'complete' });
    for (const at of [0, 149, 150, 449]) expect(await found(wiki, at)).toBe(`Page ${at}`);
    expect(await found(wiki, 1000 + parts)).toBe(`Written_${parts}`);
    expect(await commandLine(data)('check')).toMatchObject({ exit: 0 });
    expect((await second.stop()).code).toBe(0);
  }, 120_000);
});
