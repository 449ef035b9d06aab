import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import type { Person } from '../house/house.ts';
import { letIn } from '../house/let-in.ts';
import { eras } from '../house/mcp-client.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist, wikiAt } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

const LIMIT = 25;

let house: House;
let people: readonly Person[];
const home = temporaryFolder();
const git = gitClient(home.path);
const as = ({ token }: Person): WikiAt => wikiAt(house.asBearer(token), 'ada/notes');

beforeAll(async () => {
  house = await openHouse({ plan: 'premium' });
  const wikiId = (await house.owner.get('/api/v1/wikis')).json<{ wikis: { id: string }[] }>().wikis[0]?.id ?? '';
  people = await Promise.all(Array.from({ length: LIMIT + 5 }, (_, number) => house.openPerson(`writer-${number}`)));
  for (const { accountId } of people) await letIn(house, { wikiId, accountId, role: 'editor', rules: [] });
});
afterAll(async () => {
  await house.close();
  home.remove();
});

describe('a plan for 25 authors', () => {
  it('lets in exactly as many beside its owner, however many write at once', async () => {
    const answers = await Promise.all(people.map((person) => as(person).save(`Of_${person.username}`, 'text\n')));
    const [made, refused] = [answers.filter(({ status }) => status === 201), answers.filter(({ status }) => status === 403)];
    expect([made.length, refused.length]).toEqual([LIMIT - 1, people.length - LIMIT + 1]);
    expect(refused[0]?.json()).toMatchObject({ code: 'wiki.authors-limit', error: 'Author limit reached (25 authors)' });
    insist(await house.notes.save('Of_the_owner', 'text\n'), 201);
  });

  it('refuses another on every surface: REST, files, MCP and git, whoever is named in the commits', async () => {
    const written = await house.notes.paths();
    const late = people.find(({ username }) => !written.includes(`Of_${username}`));
    if (!late) throw new Error('nobody was refused');
    const client = house.asBearer(late.token);
    insist(await client.send('PATCH', '/ada/notes/api/v1/pages/Home', { body: { old_string: 'a', new_string: 'b' } }), 403, 409, 422);
    const file = { filename: 'a.txt', content: 'dGV4dA==' };
    expect(insist(await client.send('POST', '/ada/notes/api/v1/pages/Home/attachments', { body: file }), 403).json()).toMatchObject({
      code: 'wiki.authors-limit',
    });
    for (const [, connect] of eras) {
      const agent = await connect(`${house.ready.url}/ada/notes/mcp`, late.token);
      const answer = await agent.call('write_note', { path: 'By_an_agent', content: 'x\n' });
      expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('Author limit reached') });
      await agent.close();
    }
    await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, 'ada/notes', `git:${late.token}`), 'clone');
    await git.must('clone', 'config', 'user.email', 'ada@example.org');
    await git.commit('clone', 'As if it were of somebody else', { 'Pushed.md': 'x\n' });
    const pushed = await git.run('clone', 'push', 'origin', 'main');
    expect(pushed.code).not.toBe(0);
    expect(pushed.said).toContain('Author limit reached (25 authors)');
    expect(await house.notes.paths()).toEqual(written);
  });
});
