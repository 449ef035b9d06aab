import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client } from '../house/client.ts';
import type { Client } from '../house/client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House, HouseOptions } from '../house/house.ts';
import { seededRandom } from '../house/seeded-random.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { PageRead, Problem, Saved, WikiAt, WikiCreated } from '../house/wiki.ts';

const deliveries: readonly (readonly [string, HouseOptions])[] = [
  ['once and in order', {}],
  ['twice and shuffled', { disorder: { copies: 2, spreadMs: 30, random: seededRandom(7) } }],
];

const LINES = ['# Pond', '', 'The water is cold.', '', 'Frogs sing at night.', '', 'Herons come at dawn.', ''];
const POND = LINES.join('\n');

interface Changelog {
  readonly entries: readonly { readonly sequence: number; readonly pages_affected: readonly string[]; readonly author: string }[];
  readonly head: number;
}

describe.each(deliveries)('the main job, with every event delivered %s', (_how, options) => {
  let house: House;
  let browser: Client;
  let signIn: string;
  let created: WikiCreated;
  let garden: WikiAt;
  let first: Saved;

  beforeAll(async () => {
    house = await openHouse(options);
    const link = new URL(house.ready.signInUrl);
    signIn = link.pathname + link.search;
    browser = client(house.ready.url, { browser: true });
    const opened = await browser.send('GET', signIn);
    expect(opened.status).toBe(303);
    created = await createWikiAt(browser, { name: 'Garden', slug: 'garden' });
    garden = created.wiki;
    first = await garden.write('Animals/Pond', POND);
  });
  afterAll(() => house?.close());

  it('signs a browser in by the link', async () => {
    expect((await browser.get('/api/v1/me')).json()).toMatchObject({ username: 'ada' });
  });

  it('takes the link once', async () => {
    expect((await client(house.ready.url, { browser: true }).get(signIn)).status).toBe(401);
    expect((await house.asStranger().get(signIn)).status).toBe(401);
  });

  it('leads from the link to a screen that is there', async () => {
    const link = await (await house.openPerson('linus')).signInPath();
    const arrived = await client(house.ready.url, { browser: true }).open(link);
    expect(arrived.status).toBe(200);
    expect(arrived.text).toContain('Your wikis');
  });

  it('creates a wiki and lets its maker watch every step', () => {
    const last = created.seen.at(-1);
    expect(last).toMatchObject({ status: 'active', href: '/ada/garden/' });
    expect(last?.steps.length).toBeGreaterThan(2);
    expect(new Set(last?.steps.map((step) => step.status))).toEqual(new Set(['done']));
  });

  it('shows the home page with the starter pages beside it', async () => {
    const home = await garden.view();
    expect(home.status).toBe(200);
    expect(home.headers['content-type']).toContain('text/html');
    expect(home.text).toMatch(/<ul class="shortcuts">.*href="\/ada\/garden\/".*<ul class="tree">.*href="\/ada\/garden\/Meta"/s);
    expect(await garden.paths()).toEqual(expect.arrayContaining(['Home', 'Meta/Page_Template', 'Meta/Wiki_Usage_Guide']));
  });

  it('shows a saved page to its writer at once', async () => {
    expect(first).toMatchObject({ outcome: 'created', created: true, path: 'Animals/Pond' });
    const page = await garden.view('Animals/Pond');
    expect(page.status).toBe(200);
    expect(page.text).toContain('The water is cold.');
    expect((await garden.read('Animals/Pond')).json<PageRead>()).toMatchObject({ content: POND, revision: first.revision });
  });

  it('merges a change made on an older revision when it touches other lines', async () => {
    const base = await garden.write('Animals/Merge', POND);
    await garden.write('Animals/Merge', POND.replace('cold', 'warm'), base.revision);
    const stale = insist(await garden.save('Animals/Merge', POND.replace('dawn', 'dusk'), { revision: base.revision }), 200).json<Saved>();
    const both = POND.replace('cold', 'warm').replace('dawn', 'dusk');
    expect(stale).toMatchObject({ outcome: 'merged', content: both });
    expect((await garden.read('Animals/Merge')).json<PageRead>().content).toBe(both);
  });

  it('answers a clash with all that is needed to solve it in one more call', async () => {
    const base = await garden.write('Animals/Clash', POND);
    await garden.write('Animals/Clash', POND.replace('cold', 'warm'), base.revision);
    const refused = await garden.save('Animals/Clash', POND.replace('cold', 'frozen'), { revision: base.revision });
    expect(refused.status).toBe(409);
    const problem = refused.json<Problem>();
    expect(problem).toMatchObject({ code: 'page.conflict', conflict: { base: POND, theirs: POND.replace('cold', 'warm') } });
    const { head = '', merged = '' } = problem.conflict ?? {};
    const solved = merged.replace(/<{7}[^]*?>{7}[^\n]*/u, 'The water is warm, then frozen.');
    expect(insist(await garden.save('Animals/Clash', solved, { revision: head }), 200).json<Saved>().outcome).toBe('updated');
    expect((await garden.read('Animals/Clash')).json<PageRead>().content).toBe(
      POND.replace('The water is cold.', 'The water is warm, then frozen.'),
    );
  });

  it('finds what was written, by the writer at once', async () => {
    await garden.write('Plants/Sundew', '# Sundew\n\nA carnivorous xylophagous plant.\n');
    const found = insist(await garden.search('xylophagous'), 200).json<{ results: { path: string; snippet: string }[] }>();
    expect(found.results.map((hit) => hit.path)).toEqual(['Plants/Sundew']);
  });

  it('tells the history of a page, newest first, with who did it', async () => {
    const base = await garden.write('History_of_it', 'one\n');
    const second = await garden.write('History_of_it', 'two\n', base.revision);
    const { history } = (await garden.history('History_of_it')).json<{ history: { revision: string; author: string; intent: string }[] }>();
    expect(history.map((change) => change.revision)).toEqual([second.revision, base.revision]);
    expect(history[0]).toMatchObject({ author: 'ada', intent: 'save' });
  });

  it('tells what changed since a cursor, and nothing twice', async () => {
    const before = (await garden.changes()).json<Changelog>().head;
    await garden.write('Changed/One', 'one\n');
    await garden.write('Changed/Two', 'two\n');
    const { entries, head } = (await garden.changes(before)).json<Changelog>();
    expect(entries.map((entry) => entry.pages_affected)).toEqual([['Changed/One'], ['Changed/Two']]);
    expect((await garden.changes(head)).json<Changelog>().entries).toEqual([]);
  });

  it('deletes a page everywhere, and keeps its history', async () => {
    const page = await garden.write('Fleeting', '# Fleeting\n\nGone by breakfast, quixotically.\n');
    insist(await garden.remove('Fleeting', page.revision), 200);
    expect((await garden.read('Fleeting')).status).toBe(404);
    expect((await garden.view('Fleeting')).status).toBe(404);
    expect(await garden.paths()).not.toContain('Fleeting');
    expect((await garden.search('quixotically')).json<{ results: unknown[] }>().results).toEqual([]);
    expect((await garden.history('Fleeting')).json<{ history: { intent: string }[] }>().history.map((change) => change.intent)).toEqual([
      'delete',
      'save',
    ]);
  });

  it('leaves no delivery dead', () => {
    expect(house.deadLetters()).toEqual([]);
  });

  it('signs out, and the cookie is worth nothing then', async () => {
    const link = await (await house.openPerson('grace')).signInPath();
    const other = client(house.ready.url, { browser: true });
    await other.send('GET', link);
    expect((await other.get('/api/v1/me')).status).toBe(200);
    expect((await other.send('POST', '/-/sign-out')).status).toBe(303);
    expect((await other.get('/api/v1/me')).status).toBe(401);
  });
});
