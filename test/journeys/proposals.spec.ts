import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { client } from '../house/client.ts';
import type { Answer, Client } from '../house/client.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { eras } from '../house/mcp-client.ts';
import type { McpClient } from '../house/mcp-client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist, wikiAt } from '../house/wiki.ts';
import type { Problem, WikiAt } from '../house/wiki.ts';

const AGENTS = 20;

interface Listed {
  readonly proposals: readonly { readonly id: string; readonly revision: string; readonly paths: readonly string[] }[];
  readonly open: number;
}

interface Proposal {
  readonly outcome?: string;
  readonly revision: string;
  readonly proposal: { readonly id: string; readonly revision: string };
}

const home = temporaryFolder();
const git = gitClient(home.path);
let house: House;
/** Ada in her browser: a session, not a token. */
let person: Client;
let notes: WikiAt;

const setPolicy = async (access: string): Promise<void> => {
  insist(await person.send('PUT', `${notes.api}/agent-policy`, { body: { default: access, rules: [] } }), 200);
};
const proposals = async (): Promise<Listed> => insist(await person.get(`${notes.api}/proposals?limit=100`), 200).json();
const merge = (id: string, body: object): Promise<Answer> => person.send('POST', `${notes.api}/proposals/${id}/merge`, { body });
const inSession = (session: string, path: string, content: string): Promise<Answer> =>
  house
    .asBearer(house.ready.token)
    .send('PUT', `${house.notes.api}/pages/${path}`, { body: { content }, headers: { 'wikibot-session': session } });

beforeAll(async () => {
  house = await openHouse();
  person = client(house.ready.url, { browser: true });
  const ada = await house.owner.get('/api/v1/me');
  expect(ada.status).toBe(200);
  await person.send('GET', new URL(house.ready.signInUrl).pathname + new URL(house.ready.signInUrl).search);
  notes = wikiAt(person, 'ada/notes');
});
afterAll(async () => {
  await house.close();
  home.remove();
});

describe('an agent that may only propose', () => {
  it('is told up front, and cannot loosen what binds it', async () => {
    await setPolicy('propose');
    expect((await house.owner.get(`${house.notes.api}/agent-policy?path=Home`)).json()).toMatchObject({ access: 'propose' });
    const loosened = await house.owner.send('PUT', `${house.notes.api}/agent-policy`, { body: { default: 'direct' } });
    expect([loosened.status, loosened.json<Problem>().code]).toEqual([403, 'agent.policy-by-person']);
  });

  it('is accepted, and not there yet; a person reads the difference and merges it', async () => {
    const answer = await inSession('reading', 'Pond', 'Deep.\n');
    expect(answer.status).toBe(202);
    const { outcome, proposal } = answer.json<Proposal>();
    expect(outcome).toBe('proposed');
    expect((await house.notes.read('Pond')).status).toBe(404);
    const at = `${house.notes.api}/proposals/${proposal.id}`;
    expect((await house.owner.get(`${at}/pages/Pond`)).json()).toMatchObject({ content: 'Deep.\n', proposed: true });
    expect((await house.owner.send('POST', `${at}/merge`, { body: { revision: proposal.revision } })).status).toBe(403);
    expect((await person.get(at)).json()).toMatchObject({ files: [{ path: 'Pond', kind: 'added', hunks: [{}] }] });
    insist(await merge(proposal.id, { revision: proposal.revision }), 200);
    expect((await notes.read('Pond')).json()).toMatchObject({
      content: 'Deep.\n',
      last_commit: { intent: 'merge', proposal: { session: 'reading' } },
    });
  });

  it('is not heard by strangers, and neither are its proposals', async () => {
    const { proposal } = (await inSession('secretive', 'Plan', 'A plan.\n')).json<Proposal>();
    const bob = await house.openPerson('bob');
    for (const stranger of [house.asStranger(), house.asBearer(bob.token)]) {
      for (const path of ['', `/${proposal.id}`, `/${proposal.id}/pages/Plan`]) {
        const answer = await stranger.get(`${house.notes.api}/proposals${path}`);
        expect([401, 404]).toContain(answer.status);
        expect(answer.text).not.toContain('plan.');
      }
    }
  });
});

describe.each(eras)('an agent that proposes over MCP with %s', (era, connect) => {
  const folder = era === 'the older client' ? 'Older' : 'Modern';
  const page = `${folder}/Moor`;
  let agent: McpClient;
  beforeAll(async () => {
    await setPolicy('direct');
    await notes.write(page, 'Wet.\n\nDark.\n');
    await notes.write(`${folder}/Fen`, 'Low.\n');
    await setPolicy('propose');
    agent = await connect(house.ready.mcpUrl, house.ready.token);
  });
  afterAll(() => agent?.close());

  /** What the agent is told when it changes a page. */
  const propose = async (path: string, change: { from: string; to: string; revision?: string }): Promise<Proposal['proposal']> => {
    const { revision = (await agent.call('read_note', { path })).structured['revision'] } = change;
    const answer = await agent.call('edit_note', { path, revision, old_string: change.from, new_string: change.to });
    expect(answer).toMatchObject({ isError: false, structured: { outcome: 'proposed' } });
    return (answer.structured as unknown as Proposal).proposal; // by the tool's schema
  };

  it('sees what it has proposed, goes on from there, and learns why a person said no', async () => {
    expect(await agent.tools()).toEqual(expect.arrayContaining(['edit_note', 'get_proposals', 'withdraw_proposal']));
    const { id, revision } = await propose(page, { from: 'Wet', to: 'Very wet' });
    const proposed = await agent.call('get_proposals', { proposal: id, path: page });
    expect(proposed.structured).toMatchObject({ path: page, revision, proposed: true, content: 'Very wet.\n\nDark.\n' });
    const { id: same } = await propose(page, { from: 'Dark', to: 'Black', revision });
    expect(same).toBe(id);
    const listed = await agent.call('get_proposals');
    expect(listed.text).toContain(`- ${id} | `);
    const one = await agent.call('get_proposals', { proposal: id });
    expect(one.text).toContain(`## ${page} (changed, +2 -2)\n@@ -1,3 +1,3 @@\n-Wet.\n+Very wet.\n \n-Dark.\n+Black.`);
    expect(one.text).toMatch(new RegExp(`^Proposal ${id} of .* for ada: open, waiting for a person\n`));
    insist(await person.send('POST', `${notes.api}/proposals/${id}/decline`, { body: { reason: 'It is a fen.' } }), 200);
    const after = await agent.call('get_proposals', { proposal: id });
    expect(after.text).toMatch(/: declined by ada on [0-9-]{10}: It is a fen\.\n/);
    expect(after.structured).toMatchObject({ proposal: { status: 'declined', closed: { by: 'ada', reason: 'It is a fen.' } } });
    expect((await agent.call('get_proposals', { status: 'declined' })).text).toContain(id);
  });

  it('withdraws its own once, and does not decide', async () => {
    const { id } = await propose(`${folder}/Fen`, { from: 'Low', to: 'High' });
    const withdrawal = { proposal: id, reason: 'Wrong page', idempotency_key: `withdraw-${folder}` };
    const first = await agent.call('withdraw_proposal', withdrawal);
    expect(first).toMatchObject({ isError: false, structured: { proposal: id, status: 'withdrawn' } });
    expect(await agent.call('withdraw_proposal', withdrawal)).toEqual(first);
    const again = await agent.call('withdraw_proposal', { proposal: id });
    expect(again).toMatchObject({ isError: true, structured: { code: 'proposal.closed' } });
    expect(again.text).toContain('Call get_proposals with it to see what became of it.');
    expect((await agent.call('get_proposals', { proposal: 'prp_1' })).text).toContain('proposal: is no id of a proposal');
    expect((await agent.tools()).filter((name) => /merge|decline/.test(name))).toEqual([]);
  });

  it('is not seen by agents of other people, whatever tool they try', async () => {
    const { id } = await propose(`${folder}/Fen`, { from: 'Low', to: 'Secret' });
    const { token } = await house.openPerson(`${folder.toLowerCase()}-stranger`);
    await expect(connect(house.ready.mcpUrl, token)).rejects.toThrow();
    const own = await createWikiAt(house.asBearer(token), { name: 'Own', slug: 'own' });
    const stranger = await connect(house.ready.mcpUrl.replace('/ada/notes/', `/${own.wiki.name}/`), token);
    for (const [tool, input] of [
      ['get_proposals', { proposal: id }],
      ['get_proposals', { proposal: id, path: `${folder}/Fen` }],
      ['withdraw_proposal', { proposal: id }],
    ] as const) {
      const answer = await stranger.call(tool, input);
      expect(answer).toMatchObject({ isError: true, structured: { code: 'proposal.unknown' } });
      expect(JSON.stringify(answer)).not.toContain('Secret');
    }
    expect((await stranger.call('get_proposals')).structured).toMatchObject({ proposals: [], open: 0 });
    expect((await agent.call('get_proposals', { proposal: id })).structured).toMatchObject({ proposal: { status: 'open' } });
    await stranger.close();
  });
});

describe('twenty agents at once, while a person saves', () => {
  it('have each a proposal of its own; nothing is lost, and all can be merged', async () => {
    await setPolicy('propose');
    const before = (await proposals()).open;
    const saves = async (): Promise<void> => {
      for (let round = 0; round < 5; round += 1) await notes.write(`Person/Page_${round}`, `round ${round}\n`);
    };
    const agents = Array.from({ length: AGENTS }, async (_, number) => {
      const first = insist(await inSession(`agent-${number}`, `Agents/Page_${number}`, `by ${number}\n`), 202).json<Proposal>();
      const second = insist(await inSession(`agent-${number}`, `Agents/More_${number}`, `more by ${number}\n`), 202).json<Proposal>();
      expect(second.proposal.id).toBe(first.proposal.id);
      return second;
    });
    const [made] = await Promise.all([Promise.all(agents), saves()]);
    expect(new Set(made.map(({ proposal }) => proposal.id)).size).toBe(AGENTS);
    expect((await proposals()).open).toBe(before + AGENTS);
    for (const { proposal } of made) insist(await merge(proposal.id, { revision: proposal.revision }), 200);
    const paths = await notes.paths();
    expect(paths.filter((path) => path.startsWith('Agents/'))).toHaveLength(2 * AGENTS);
    expect(paths.filter((path) => path.startsWith('Person/'))).toHaveLength(5);
  });
});

describe("git push with an agent's token", () => {
  let folders = 0;
  const cloned = async (): Promise<string> => {
    const folder = `clone${(folders += 1)}`;
    mkdirSync(join(home.path, folder));
    await git.must(folder, 'clone', '--quiet', remoteOf(house.ready.url, 'ada/notes', `git:${house.ready.token}`), '.');
    return folder;
  };

  it('goes through where agents may write', async () => {
    await setPolicy('direct');
    const folder = await cloned();
    await git.commit(folder, 'Of apples', { 'Apple.md': 'Red.\n' });
    expect(await git.run(folder, 'push', '--quiet')).toMatchObject({ code: 0 });
    expect((await notes.read('Apple')).status).toBe(200);
  });

  it('is refused where they may only read, with who can change that', async () => {
    await setPolicy('read-only');
    const folder = await cloned();
    await git.commit(folder, 'Of pears', { 'Pear.md': 'Green.\n' });
    const pushed = await git.run(folder, 'push');
    expect(pushed.code).not.toBe(0);
    expect(pushed.said).toContain('Agents may read Pear, but not change it.');
    expect(pushed.said).toContain('ada, who owns the wiki,');
  });

  it('is kept as a proposal where they may only propose: the branch stays, and pushing again makes no second one', async () => {
    await setPolicy('propose');
    const folder = await cloned();
    const head = await git.must(folder, 'rev-parse', 'HEAD');
    await git.commit(folder, 'Of plums', { 'Plum.md': 'Blue.\n', 'Plum/stone.txt': 'hard\n' });
    await git.commit(folder, 'Of quinces', { 'Quince.md': 'Yellow.\n' });
    for (const _ of [1, 2]) {
      const pushed = await git.run(folder, 'push');
      expect(pushed.code).not.toBe(0);
      expect(pushed.said).toMatch(/remote rejected.*kept as proposal prp_[0-9a-f]{32}/);
    }
    expect((await git.must(folder, 'ls-remote', 'origin')).split('\n').map((line) => line.split('\t'))).toEqual([
      [head, 'HEAD'],
      [head, 'refs/heads/main'],
    ]);
    const found = (await proposals()).proposals.filter(({ paths }) => paths.includes('Plum'));
    expect(found).toMatchObject([{ paths: ['Plum', 'Plum/stone.txt', 'Quince'], commits: 2 }]);
    insist(await merge(found[0]?.id ?? '', { revision: found[0]?.revision }), 200);
    expect((await notes.read('Quince')).json()).toMatchObject({ content: 'Yellow.\n' });
    await git.must(folder, 'fetch', '--quiet');
    await git.must(folder, 'reset', '--quiet', '--hard', 'origin/main');
    expect(await git.run(folder, 'fsck', '--strict')).toMatchObject({ code: 0 });
    expect(git.read(folder, 'Plum.md')).toBe('Blue.\n');
  });
});
