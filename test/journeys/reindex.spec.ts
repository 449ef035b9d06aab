/** Indexing anew on one machine: by its operator, in a wiki that grew, over a pause, and through the end of the program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { WikiId as WikiIdSchema } from '@wikibot/contracts/define/ids';
import { operateReindex, queueReindex } from '@wikibot/contracts/requests/reindex';
import { commandLine } from '../house/command-line.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist } from '../house/wiki.ts';

let house: HostHouse;
let wikiId: WikiId;
const PAGES = Array.from({ length: 60 }, (_, at) => ({ path: `Page ${at}`, text: `# Page ${at}\n\nMarker${at} and roses.\n` }));

const data = temporaryFolder();
beforeAll(async () => {
  house = await openHostHouse({ folder: data.path });
  insist(await house.notes.importPages(PAGES), 200);
  const { wikis } = (await house.owner.get('/api/v1/wikis')).json<{ wikis: { id: string }[] }>();
  wikiId = WikiIdSchema.parse(wikis[0]?.id);
  // more than one answer of facts holds
  for (const at of [1, 2, 3, 4, 5]) await house.notes.write(`Long ${at}`, `Longmarker${at} `.repeat(6_000));
  await house.notes.write('Last', 'So that the import can be found.\n');
}, 60_000);
afterAll(async () => {
  await house?.close();
  data.remove();
});

const status = async () => {
  const outcome = await house.call(operateReindex, { wikiId });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.answer;
};
const until = async (...wanted: readonly string[]) => {
  for (let tries = 0; tries < 400; tries += 1) {
    const now = await status();
    if (wanted.includes(now.status)) return now;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`it is ${JSON.stringify(await status())}`);
};
const finds = async (query: string): Promise<number> =>
  insist(await house.notes.search(query), 200).json<{ results: readonly unknown[] }>().results.length;
const first = async (query: string): Promise<string | undefined> =>
  insist(await house.notes.search(query), 200).json<{ results: readonly { path: string }[] }>().results[0]?.path;
const act = (action: 'pause' | 'resume' | 'cancel') => house.call(operateReindex, { wikiId, action });

describe('indexing anew', () => {
  it('is done for all wikis when the operator says so, and everything is there afterwards', async () => {
    expect(await house.call(queueReindex, {})).toMatchObject({ ok: true, answer: { queued: 1 } });
    const end = await until('complete', 'error');
    expect(end).toMatchObject({ status: 'complete', pages: expect.any(Number) });
    expect(end.pages).toBeGreaterThanOrEqual(61);
    expect([end.done, end.parts]).toEqual([end.parts, end.done]);
    for (const at of [0, 30, 59]) expect(await finds(`Marker${at}`)).toBeGreaterThan(0);
    for (const at of [1, 5]) expect(await finds(`Longmarker${at}`)).toBeGreaterThan(0);
    expect(await commandLine(house.folder)('check')).toMatchObject({ exit: 0 });
  }, 60_000);

  it('stands still while it is paused, takes what is written meanwhile, and goes on', async () => {
    await house.call(queueReindex, { wikiId });
    await act('pause');
    await house.notes.write('Meanwhile', 'Written in the pause.\n');
    expect(await first('pause')).toBe('Meanwhile');
    expect(await status()).toMatchObject({ status: 'paused' });
    await act('resume');
    expect(await until('complete', 'error')).toMatchObject({ status: 'complete' });
    expect(await first('pause')).toBe('Meanwhile');
  }, 60_000);

  it('leaves what serves as it is when it is cancelled, and nothing of its own', async () => {
    await house.call(queueReindex, { wikiId });
    await act('cancel');
    expect(await until('cancelled')).not.toHaveProperty('pages');
    expect(await finds('Marker7')).toBeGreaterThan(0);
    expect(await commandLine(house.folder)('check')).toMatchObject({ exit: 0 });
  }, 60_000);

  it('is told and steered on the command line', async () => {
    const wikibot = commandLine(house.folder);
    expect(await wikibot('reindex', 'ada/notes', '--status')).toMatchObject({ exit: 0, out: 'cancelled\n' });
    expect(await wikibot('reindex', 'ada/notes')).toMatchObject({ exit: 0, out: expect.stringContaining('1 wiki waits') });
    await until('complete', 'error');
    expect((await wikibot('reindex', 'ada/notes', '--status')).out).toMatch(/^complete, \d+ pages in \d+ chunks\n$/);
    expect((await wikibot('reindex', 'ada/notes', '--pause')).exit).toBe(1);
    expect((await wikibot('reindex', '--pause')).exit).toBe(2);
    expect((await wikibot('reindex', 'ada/notes', '--pause', '--cancel')).exit).toBe(2);
  }, 60_000);

  it('goes on where it was when the program ends and comes again', async () => {
    await house.call(queueReindex, { wikiId });
    await act('pause');
    const { run } = await status();
    await house.close();
    house = await openHostHouse({ folder: data.path });
    expect(await status()).toMatchObject({ run, status: 'paused' });
    await act('resume');
    expect(await until('complete', 'error')).toMatchObject({ run, status: 'complete' });
    expect(await first('Marker7')).toBe('Page 7');
    expect(await commandLine(house.folder)('check')).toMatchObject({ exit: 0 });
  }, 90_000);

  it('is done by itself where vectors are of another model, and words serve meanwhile', async () => {
    const search = house.host.runtimes.get('search');
    const table = (await search?.ports())?.table;
    if (!search || !table) throw new Error('there is no search');
    const shelves = await table.get({ pk: `index#${wikiId}`, sk: 'shelves' });
    const model = { pk: 'model', sk: 'model' };
    await table.write([{ put: { pk: `index#${wikiId}`, sk: 'shelves', ...shelves, model: 'older' } }, { delete: model }]);
    const byMeaning = await house.owner.get('/ada/notes/api/v1/search?mode=meaning&q=roses');
    expect([byMeaning.status, byMeaning.json()]).toEqual([503, expect.objectContaining({ code: 'search.no-meaning' })]);
    expect((await house.notes.search('Marker7')).json()).toMatchObject({ mode: 'words', results: [{ path: 'Page 7' }] });
    await search.runTimer('reindexWaiting');
    expect(await until('complete', 'error')).toMatchObject({ status: 'complete' });
    expect((await house.notes.search('roses with marker7 on them')).json()).toMatchObject({ mode: 'hybrid' });
    await search.runTimer('reindexWaiting');
    expect(await status()).toMatchObject({ status: 'complete' });
  }, 60_000);
});

describe('the evaluation on the command line', () => {
  it('measures each way of searching with questions of one’s own, and tells the drift', async () => {
    const wikibot = commandLine(house.folder, { folder: data.path });
    const questions = PAGES.slice(0, 5).map(({ path }, at) => ({ question: `Marker${at}`, pages: [path] }));
    writeFileSync(join(data.path, 'questions.json'), JSON.stringify(questions));
    writeFileSync(join(data.path, 'broken.json'), '[{"question": ""}]');
    const first = await wikibot('evaluate', 'ada/notes', 'questions.json', '--save', 'report.json');
    expect(first).toMatchObject({ exit: 0, out: expect.stringMatching(/^5 questions\n[^]*words +1\.000/) });
    const again = await wikibot('evaluate', 'ada/notes', 'questions.json', '--against', 'report.json');
    expect(again.out).toMatch(/words +1\.000 \(\+0\.000\)/);
    // Questions that nothing answers any more: what was saved is better, and a nightly run is told so.
    writeFileSync(join(data.path, 'lost.json'), JSON.stringify(questions.map((one) => ({ ...one, pages: ['Gone'] }))));
    const loss = (most: string) => wikibot('evaluate', 'ada/notes', 'lost.json', '--against', 'report.json', '--most-loss', most);
    expect([(await loss('0.05')).exit, (await loss('1')).exit, (await loss('much')).exit]).toEqual([1, 0, 2]);
    expect((await wikibot('evaluate', 'ada/notes', 'broken.json')).exit).toBe(2);
    expect((await wikibot('evaluate', 'ada/notes', 'missing.json')).exit).toBe(2);
  }, 60_000);
});
