import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { eras } from '../house/mcp-client.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { insist, wikiAt } from '../house/wiki.ts';
import type { PageRead } from '../house/wiki.ts';

/** Twenty writers: twelve programs, an agent of each era with three lines each, and a clone with two commits. */
const PROGRAMS = 12;
const LINES_AN_AGENT = 3;
const COMMITS = 2;
const ATTEMPTS = 200;

let house: House;
const home = temporaryFolder();
const git = gitClient(home.path);
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.close();
  home.remove();
});

const markers = [
  ...Array.from({ length: PROGRAMS }, (_, number) => `program ${number}`),
  ...eras.flatMap((_, era) => Array.from({ length: LINES_AN_AGENT }, (__, number) => `agent ${era} ${number}`)),
  ...Array.from({ length: COMMITS }, (_, number) => `commit ${number}`),
];
const begun = markers.map((marker) => `place of ${marker}\n`).join('\n');

const byProgram = async (marker: string): Promise<void> => {
  const wiki = wikiAt(house.asBearer(house.ready.token), house.notes.name);
  const { content, revision } = insist(await wiki.read('Shared'), 200).json<PageRead>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = insist(await wiki.save('Shared', content.replace(`place of ${marker}`, `done: ${marker}`), { revision }), 200, 503);
    if (answer.status === 200) return;
  }
  throw new Error(`${marker} did not come through`);
};

const byAgent = async (era: number): Promise<void> => {
  const [, connect] = eras[era] ?? [];
  if (!connect) throw new Error('there is no such client');
  const agent = await connect(house.ready.mcpUrl, house.ready.token);
  for (let number = 0; number < LINES_AN_AGENT; number += 1) {
    const marker = `agent ${era} ${number}`;
    const { revision } = (await agent.call('read_note', { path: 'Shared' })).structured;
    const edit = { path: 'Shared', revision, old_string: `place of ${marker}`, new_string: `done: ${marker}` };
    let answer = await agent.call('edit_note', edit);
    for (let attempt = 0; answer.isError && attempt < ATTEMPTS; attempt += 1) answer = await agent.call('edit_note', edit);
    expect(answer.text).toContain('Shared');
    expect(answer.isError).toBe(false);
  }
  await agent.close();
};

const byGit = async (): Promise<void> => {
  await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, house.notes.name, `git:${house.ready.token}`), 'work');
  for (let number = 0; number < COMMITS; number += 1) {
    const marker = `commit ${number}`;
    await git.must('work', 'pull', '--rebase', '--quiet');
    await git.commit('work', marker, { 'Shared.md': git.read('work', 'Shared.md').replace(`place of ${marker}`, `done: ${marker}`) });
    for (let attempt = 0; (await git.run('work', 'push', '--quiet')).code !== 0; attempt += 1) {
      if (attempt === ATTEMPTS) throw new Error(`${marker} did not come through`);
      await git.must('work', 'pull', '--rebase', '--quiet');
    }
  }
};

it('twenty writers over REST, MCP and git at once all come through on one page, and nothing of theirs is lost', async () => {
  await house.notes.write('Shared', begun);
  await Promise.all([
    ...Array.from({ length: PROGRAMS }, (_, number) => byProgram(`program ${number}`)),
    ...eras.map((_, era) => byAgent(era)),
    byGit(),
  ]);
  const { content } = (await house.notes.read('Shared')).json<PageRead>();
  expect(content).toBe(begun.replaceAll('place of', 'done:'));
  await git.must('work', 'pull', '--rebase', '--quiet');
  expect(git.read('work', 'Shared.md')).toBe(content);
  expect(await git.run('work', 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
});
