import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken } from '@wikibot/contracts/define/token';
import { client } from '../house/client.ts';
import type { Answer, Client } from '../house/client.ts';
import type { House } from '../house/house.ts';
import { eras } from '../house/mcp-client.ts';
import type { McpClient } from '../house/mcp-client.ts';
import { openHouse } from '../house/open-house.ts';
import { insist, wikiAt } from '../house/wiki.ts';
import type { PageRead, Problem, WikiAt } from '../house/wiki.ts';

interface Session {
  readonly session: string;
  readonly client: string;
  readonly author?: string;
  readonly changes: number;
  readonly pages: readonly string[];
}

interface Undone {
  readonly outcome: string;
  readonly revision: string;
  readonly changes: number;
  readonly files: readonly {
    readonly path: string;
    readonly kind: string;
    readonly hunks?: readonly { readonly lines: readonly object[] }[];
  }[];
  readonly conflicts: readonly { readonly path: string; readonly reason: string }[];
}

interface Blamed {
  readonly text: string;
  readonly lines: readonly { readonly start: number; readonly end: number; readonly change: number }[];
  readonly changes: readonly { readonly author: string; readonly actor: { readonly kind: string } }[];
}

const POND = 'cold\n\ndeep\n\ngreen\n\nstill\n';

let house: House;
let ada: Client;
let pages: WikiAt;
let mcp: McpClient;
beforeAll(async () => {
  house = await openHouse();
  ada = client(house.ready.url, { browser: true });
  const { pathname, search } = new URL(house.ready.signInUrl);
  insist(await ada.open(`${pathname}${search}`), 200);
  pages = wikiAt(ada, house.notes.name);
  const [[, connect] = []] = eras;
  if (!connect) throw new Error('there is no client');
  mcp = await connect(house.ready.mcpUrl, house.ready.token);
});
afterAll(async () => {
  await mcp?.close();
  await house?.close();
});

/** Saves over whatever stands, as a person in a browser. */
const write = async (path: string, content: string): Promise<string> => {
  const standing = await pages.read(path);
  return (await pages.write(path, content, standing.status === 200 ? standing.json<PageRead>().revision : undefined)).revision;
};

const textOf = async (path: string): Promise<string | number> => {
  const answer = await pages.read(path);
  return answer.status === 200 ? answer.json<PageRead>().content : answer.status;
};

/** The session in which a page was touched. */
const sessionOf = async (page: string): Promise<Session> => {
  const { sessions } = insist(await ada.get(`${pages.api}/sessions`), 200).json<{ sessions: Session[] }>();
  const session = sessions.find((one) => one.pages.includes(page));
  if (!session) throw new Error(`no session has touched ${page}`);
  return session;
};

const post = (path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  ada.send('POST', `${pages.api}${path}`, { body, headers: { accept: 'application/json', ...headers } });

const agent = (session: string, name = house.notes.name) => ({
  save: async (path: string, content: string) => {
    const standing = await house.owner.get(`/${name}/api/v1/pages/${path}`);
    const revision = standing.status === 200 ? { revision: standing.json<PageRead>().revision } : {};
    const headers = { 'wikibot-session': session, 'x-wikibot-client': 'robot' };
    insist(await house.owner.send('PUT', `/${name}/api/v1/pages/${path}`, { body: { content, ...revision }, headers }), 200, 201);
  },
});

describe('what an agent did over MCP', () => {
  beforeAll(async () => {
    for (const path of ['Pond', 'Frog']) await write(path, POND);
    const { revision } = (await mcp.call('read_note', { path: 'Pond' })).structured;
    const edited = await mcp.call('edit_note', { path: 'Pond', revision, old_string: 'cold', new_string: 'warm' });
    expect(edited.isError).toBe(false);
    expect((await mcp.call('write_note', { path: 'Heron', content: 'grey\n' })).isError).toBe(false);
    await write('Pond', POND.replace('cold', 'warm').replace('still', 'loud'));
  });

  it('is one session, though its client names none', async () => {
    expect(await sessionOf('Heron')).toMatchObject({ author: 'ada', changes: 2, pages: ['Pond', 'Heron'] });
  });

  it('is told line by line', async () => {
    const { text, lines, changes } = insist(await ada.get(`${pages.api}/pages/Pond/blame`), 200).json<Blamed>();
    const whose = lines.flatMap(({ start, end, change }) => Array.from({ length: end - start + 1 }, () => changes[change]?.actor));
    expect(
      text
        .split('\n')
        .map((line, index) => [line, whose[index]?.kind])
        .filter(([line]) => line !== ''),
    ).toEqual([
      ['warm', 'agent'],
      ['deep', 'person'],
      ['green', 'person'],
      ['loud', 'person'],
    ]);
  });

  it('is shown, page by page and word by word, before it is taken back', async () => {
    const { session } = await sessionOf('Heron');
    const tried = insist(await post(`/sessions/${session}/undo`, { dry_run: true }), 200).json<Undone & { dry_run: boolean }>();
    expect(tried).toMatchObject({ outcome: 'undone', dry_run: true, conflicts: [], changes: 2 });
    const lines = tried.files.find(({ path }) => path === 'Pond')?.hunks?.flatMap((hunk) => hunk.lines);
    expect(lines).toContainEqual({ kind: 'added', after: 1, text: 'cold' });
    expect(await textOf('Heron')).toBe('grey\n');
  });

  it('is taken back by one change, once, and what the person wrote stays', async () => {
    const { session } = await sessionOf('Heron');
    const key = { 'idempotency-key': 'undo-once' };
    const first = insist(await post(`/sessions/${session}/undo`, {}, key), 200).json<Undone>();
    expect(insist(await post(`/sessions/${session}/undo`, {}, key), 200).json<Undone>()).toEqual(first);
    expect([await textOf('Pond'), await textOf('Heron')]).toEqual([POND.replace('still', 'loud'), 404]);
    const commit = insist(await ada.get(`${pages.api}/commits/${first.revision}`), 200).json();
    expect(commit).toMatchObject({ intent: 'undo', author: 'ada', actor: { kind: 'person' }, total: 2 });
    expect(insist(await post(`/sessions/${session}/undo`), 200).json<Undone>()).toMatchObject({ outcome: 'unchanged' });
    const note = await mcp.call('read_note', { path: 'Heron' });
    expect(note.isError).toBe(true);
  });
});

describe.each(eras)('an agent with %s that takes its own session back', (era, connect) => {
  it('sees what would go, does it once, and leaves what people wrote since', async () => {
    const page = (name: string): string => `${era === 'the older client' ? 'Old' : 'New'}_${name}`;
    const own = await connect(house.ready.mcpUrl, house.ready.token);
    const revision = await write(page('Bog'), POND);
    const edited = await own.call('edit_note', { path: page('Bog'), revision, old_string: 'deep', new_string: 'bottomless' });
    const written = await own.call('write_note', { path: page('Mire'), content: 'brown\n' });
    expect([edited.isError, written.isError]).toEqual([false, false]);
    await write(page('Bog'), POND.replace('deep', 'bottomless').replace('cold', 'icy'));

    const { sessions } = (await own.call('undo_session')).structured as { sessions: Session[] };
    const session = sessions.find(({ pages: touched }) => touched.includes(page('Mire')))?.session;
    const preview = await own.call('undo_session', { session });
    expect(preview.structured).toMatchObject({ outcome: 'preview', conflicts: [] });
    expect(preview.text).toContain(`  - ${page('Mire')}: deleted (+0 -1)`);
    expect(await textOf(page('Mire'))).toBe('brown\n');
    await write(page('Bog'), POND.replace('deep', 'bottomless').replace('cold', 'icy').replace('still', 'loud'));

    const act = { session, confirm: preview.structured['confirm'], idempotency_key: `undo-${page('Bog')}` };
    const done = await own.call('undo_session', act);
    expect(done.structured).toMatchObject({ outcome: 'undone', conflicts: [] });
    expect((await own.call('undo_session', act)).structured).toEqual(done.structured);
    expect([await textOf(page('Bog')), await textOf(page('Mire'))]).toEqual([POND.replace('cold', 'icy').replace('still', 'loud'), 404]);
    expect((await own.call('read_note', { path: page('Bog') })).structured).toMatchObject({ last_edit: { agent: true } });
    await own.close();
  });
});

describe('what an agent did over REST', () => {
  it('is taken back but for what was written over it since, which is named', async () => {
    for (const path of ['Reed', 'Toad']) await write(path, POND);
    const robot = agent('run/7');
    await robot.save('Reed', POND.replace('deep', 'shallow'));
    await robot.save('Toad', POND.replace('deep', 'shallow'));
    await write('Reed', POND.replace('deep', 'rather shallow'));
    const path = `/sessions/${encodeURIComponent('run/7')}/undo`;
    const refused = await post(path);
    expect(refused.status).toBe(409);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.json<Problem & { undoable: number; conflicts: object[] }>()).toMatchObject({
      code: 'undo.conflict',
      undoable: 1,
      conflicts: [{ path: 'Reed', reason: 'overlaps', conflict: { yours: POND, theirs: POND.replace('deep', 'rather shallow') } }],
    });
    expect(await textOf('Toad')).toBe(POND.replace('deep', 'shallow'));
    expect(insist(await post(path, { skip_conflicts: true }), 200).json<Undone>()).toMatchObject({
      outcome: 'undone',
      files: [{ path: 'Toad', kind: 'changed' }],
      conflicts: [{ path: 'Reed' }],
    });
    expect([await textOf('Toad'), await textOf('Reed')]).toEqual([POND, POND.replace('deep', 'rather shallow')]);
  });

  it('is compared and reverted change by change', async () => {
    await write('Newt', POND);
    await agent('run-8').save('Newt', POND.replace('green', 'blue'));
    const carried = { 'wikibot-token': formatToken(house.owner.token()) };
    const [change] = insist(await ada.get(`${pages.api}/pages/Newt/history`, carried), 200).json<{
      history: { revision: string; actor: object }[];
    }>().history;
    expect(change?.actor).toMatchObject({ kind: 'agent', client: 'robot', session: 'run-8' });
    const diff = insist(await ada.get(`${pages.api}/pages/Newt/diff?to=${change?.revision}`), 200).json<{ hunks: { lines: object[] }[] }>();
    expect(diff.hunks.flatMap((hunk) => hunk.lines)).toContainEqual({ kind: 'added', after: 5, text: 'blue' });
    insist(await post(`/commits/${change?.revision}/revert`, { commit_message: 'Green it is' }), 200);
    expect(await textOf('Newt')).toBe(POND);
    const [latest] = insist(await pages.history('Newt'), 200).json<{ history: { intent: string; message: string }[] }>().history;
    expect(latest).toMatchObject({
      intent: 'revert',
      message: expect.stringMatching(/^Green it is\n\nThis reverts commit [0-9a-f]{40}\.$/),
    });
  });

  it('is neither listed for nor taken back by whoever may not write', async () => {
    const stranger = house.asStranger();
    for (const [method, path] of [
      ['GET', '/sessions'],
      ['POST', '/sessions/run-8/undo'],
      ['GET', '/pages/Newt/blame'],
      ['GET', '/pages/Newt/diff'],
    ] as const)
      expect((await stranger.send(method, `${pages.api}${path}`)).status).toBe(401);
    const bob = house.asBearer((await house.openPerson('bob')).token);
    expect((await bob.send('POST', `${pages.api}/sessions/run-8/undo`)).status).toBe(404);
    expect((await post('/sessions/never/undo')).status).toBe(404);
    expect((await post('/commits/0000000000/revert')).status).toBe(404);
    expect((await post('/sessions/run-8/undo', { skip: true })).status).toBe(422);
  });
});
