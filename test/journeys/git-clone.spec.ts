import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gitClient, remoteOf } from '../house/git-client.ts';
import type { GitClient } from '../house/git-client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

let house: House;
let garden: WikiAt;
const home = temporaryFolder();

/** The newest protocol, and the one of git before 2.18. */
const VERSIONS: readonly (readonly [string, GitClient])[] = [
  ['version 2', gitClient(home.path)],
  ['version 0', gitClient(home.path, ['-c', 'protocol.version=0'])],
];
const [[, git]] = VERSIONS as [(typeof VERSIONS)[0]];

const privately = (token = house.ready.token, user = 'git'): string => remoteOf(house.ready.url, house.notes.name, `${user}:${token}`);
let number = 0;
const fresh = (): string => `clone${(number += 1)}`;

beforeAll(async () => {
  house = await openHouse();
  for (let count = 1; count <= 12; count += 1) await house.notes.write(`Diary/Day ${count}`, `Day ${count}\n`);
  const created = await createWikiAt(house.owner, { name: 'Garden', slug: 'garden', visibility: 'public' });
  garden = created.wiki;
});
afterAll(async () => {
  await house.close();
  home.remove();
});

describe.each(VERSIONS)('a clone in %s', (_name, client) => {
  it('holds every page and every change, and is sound', async () => {
    const folder = fresh();
    await client.must('.', 'clone', privately(), folder);
    expect(client.read(folder, 'Diary/Day_7.md')).toBe('Day 7\n');
    expect((await client.must(folder, 'log', '--format=%s', '--reverse')).split('\n').slice(1, 4)).toEqual([
      'Create Day 1',
      'Create Day 2',
      'Create Day 3',
    ]);
    expect(await client.run(folder, 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
    expect(await client.must(folder, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
  });

  it('takes up what was changed in the browser', async () => {
    const folder = fresh();
    await client.must('.', 'clone', privately(), folder);
    const { revision } = await house.notes.write(`News ${folder}`, 'Fresh\n');
    await client.must(folder, 'pull', '--ff-only');
    expect(client.read(folder, `News_${folder}.md`)).toBe('Fresh\n');
    expect(await client.must(folder, 'rev-parse', 'HEAD')).toBe(revision);
    expect(await client.run(folder, 'fetch')).toMatchObject({ code: 0 });
    expect(await client.run(folder, 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
  });

  it('may end early, be deepened step by step, and be made whole', async () => {
    const folder = fresh();
    const commits = async (): Promise<number> => Number(await client.must(folder, 'rev-list', '--count', 'HEAD'));
    await client.must('.', 'clone', privately(), `${folder}-whole`);
    const whole = Number(await client.must(`${folder}-whole`, 'rev-list', '--count', 'HEAD'));
    await client.must('.', 'clone', '--depth', '2', privately(), folder);
    expect(await commits()).toBe(2);
    expect(client.read(folder, 'Diary/Day_1.md')).toBe('Day 1\n');
    await house.notes.write(`Later ${folder}`, 'One more\n');
    await client.must(folder, 'pull');
    expect(await commits()).toBe(3);
    await client.must(folder, 'fetch', '--deepen', '4');
    expect(await commits()).toBe(7);
    await client.must(folder, 'fetch', '--depth', '3');
    expect(await commits()).toBe(3);
    await client.must(folder, 'fetch', '--unshallow');
    expect(await commits()).toBe(whole + 1);
    expect(await client.run(folder, 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
  });

  it('may begin at a date, and says so when nothing is that young', async () => {
    await client.must('.', 'clone', '--shallow-since', '2001-01-01', privately(), fresh());
    const refused = await client.run('.', 'clone', '--shallow-since', '@4102444800 +0000', privately(), fresh());
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('no commits selected for shallow requests');
  });

  it('lists the one branch', async () => {
    const listed = await client.must('.', 'ls-remote', '--symref', privately());
    expect(listed.replaceAll(/[0-9a-f]{40}/g, 'ID').split('\n')).toEqual(['ref: refs/heads/main\tHEAD', 'ID\tHEAD', 'ID\trefs/heads/main']);
  });
});

describe('whoever clones', () => {
  it('may look at the address in a browser, and is led to the wiki', async () => {
    const { status, headers } = await house.asStranger().get(`/${garden.name}.git`);
    expect([status, headers.location]).toEqual([303, `/${garden.name}/`]);
    expect((await house.asStranger().open(`/${garden.name}.git`)).text).toContain('Garden');
  });

  it('shows a token as password, under any user name', async () => {
    for (const user of ['git', 'ada', 'x-access-token']) await git.must('.', 'ls-remote', privately(undefined, user));
  });

  it('is asked for one, and turned away with a wrong one', async () => {
    const none = await git.run('.', 'clone', remoteOf(house.ready.url, house.notes.name), fresh());
    expect(none.code).not.toBe(0);
    expect(none.said).toMatch(/Authentication failed|could not read/);
    const wrong = await git.run('.', 'clone', privately(`${house.ready.token.slice(0, -2)}xx`), fresh());
    expect(wrong.said).toContain('Authentication failed');
  });

  it('needs none for a public wiki', async () => {
    const folder = fresh();
    await git.must('.', 'clone', remoteOf(house.ready.url, garden.name), folder);
    expect(git.read(folder, 'Home.md')).toContain('Garden');
  });

  it('finds no trace of a private wiki of others', async () => {
    const bob = await house.openPerson('bob');
    const refused = await git.run('.', 'clone', privately(bob.token), fresh());
    const nowhere = await git.run('.', 'clone', remoteOf(house.ready.url, 'ada/nowhere', `git:${bob.token}`), fresh());
    expect(refused.said.replaceAll('notes', 'nowhere').replaceAll(/clone\d+/g, '')).toBe(nowhere.said.replaceAll(/clone\d+/g, ''));
    expect(refused.said).toContain('not found');
  });
});
