import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';

let house: House;
const home = temporaryFolder();
const git = gitClient(home.path);
let number = 0;

/** A fresh clone of the notes. */
const cloned = async (token = house.ready.token): Promise<string> => {
  const folder = `clone${(number += 1)}`;
  await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, house.notes.name, `git:${token}`), folder);
  return folder;
};
const push = (folder: string, ...args: readonly string[]) => git.run(folder, 'push', ...(args.length > 0 ? args : ['origin', 'main']));

interface History {
  readonly history: readonly { readonly intent: string; readonly message: string; readonly revision: string; readonly actor: object }[];
}

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.close();
  home.remove();
});

describe('a push', () => {
  it('is there for whoever reads next: pages, history and changes', async () => {
    const folder = await cloned();
    await git.commit(folder, 'Write of apples', { 'Fruit/Apple.md': '# Apple\n', 'Fruit/Apple/core.txt': 'seeds\n' });
    const head = await git.commit(folder, 'Write of pears', { 'Fruit/Pear.md': 'See [[Fruit/Apple]].\n' });
    const pushed = await push(folder);
    expect(pushed).toMatchObject({ code: 0 });
    expect(pushed.said).toContain('remote: 2 commits, 3 changed files');
    expect((await house.notes.read('Fruit/Apple')).json<{ content: string }>()).toMatchObject({ content: '# Apple\n', revision: head });
    expect(await house.notes.paths()).toEqual(expect.arrayContaining(['Fruit/Apple', 'Fruit/Pear']));
    const [change] = (await house.notes.history('Fruit/Pear')).json<History>().history;
    expect(change).toMatchObject({ intent: 'push', message: 'Write of pears', revision: head, actor: { kind: 'agent', client: 'git' } });
    expect(await git.run(folder, 'fetch', '--dry-run')).toMatchObject({ code: 0, said: '' });
    expect((await push(folder)).said).toContain('Everything up-to-date');
  });

  it('deletes, renames and changes pages in one fact', async () => {
    const folder = await cloned();
    await git.commit(folder, 'Begin', { 'Old/One.md': '1\n', 'Old/Two.md': '2\n', 'Old/Three.md': '3\n' });
    await push(folder);
    await git.must(folder, 'mv', 'Old/One.md', 'New.md');
    await git.must(folder, 'rm', '--quiet', 'Old/Two.md');
    await git.commit(folder, 'Tidy up', { 'Old/Three.md': '3, and more\n' });
    expect(await push(folder)).toMatchObject({ code: 0 });
    const paths = await house.notes.paths();
    expect(paths).toEqual(expect.arrayContaining(['New', 'Old/Three']));
    expect(paths).not.toEqual(expect.arrayContaining(['Old/One']));
    expect(paths).not.toEqual(expect.arrayContaining(['Old/Two']));
    expect((await house.notes.read('Old/Three')).json()).toMatchObject({ content: '3, and more\n' });
  });

  it('goes on from what was changed in the browser, and the browser from it', async () => {
    const folder = await cloned();
    const { revision } = await house.notes.write('Shared', 'one\n\ntwo\n\nthree\n');
    await git.must(folder, 'pull', '--quiet');
    await git.commit(folder, 'From a clone', { 'Shared.md': 'ONE\n\ntwo\n\nthree\n' });
    expect(await push(folder)).toMatchObject({ code: 0 });
    const merged = await house.notes.write('Shared', 'one\n\ntwo\n\nTHREE\n', revision);
    expect(merged).toMatchObject({ outcome: 'merged', content: 'ONE\n\ntwo\n\nTHREE\n' });
  });

  it('is refused when somebody was faster, and goes through after a pull', async () => {
    const folder = await cloned();
    await git.commit(folder, 'Mine', { 'Mine.md': 'mine\n' });
    await house.notes.write('Theirs', 'theirs\n');
    const refused = await push(folder);
    expect(refused.code).not.toBe(0);
    expect(refused.said).toMatch(/fetch first/);
    await git.must(folder, 'pull', '--rebase', '--quiet');
    expect(await push(folder)).toMatchObject({ code: 0 });
    expect(await house.notes.paths()).toEqual(expect.arrayContaining(['Mine', 'Theirs']));
  });

  it('never rewrites history, not even by force', async () => {
    const folder = await cloned();
    await git.must(folder, 'commit', '--quiet', '--amend', '--message', 'Other words');
    const forced = await push(folder, '--force', 'origin', 'main');
    expect(forced.said).toContain('non-fast-forward');
    expect(forced.said).toContain('git revert');
  });

  it('moves only the branch main, which cannot be deleted', async () => {
    const folder = await cloned();
    const head = await git.commit(folder, 'Both', { 'Both.md': 'both\n' });
    const several = await push(folder, 'origin', 'main', 'HEAD:refs/heads/other', 'HEAD:refs/tags/v1');
    expect(several.said.match(/a wiki has only the branch main/g)).toHaveLength(2);
    expect((await house.notes.read('Both')).json()).toMatchObject({ revision: head });
    expect((await push(folder, 'origin', ':main')).code).not.toBe(0);
    expect((await git.must(folder, 'ls-remote', 'origin')).split('\n')).toHaveLength(2);
  });

  it('brings all that a state held which was left and came back', async () => {
    const folder = await cloned();
    await git.commit(folder, 'Add', { 'Back/One.md': 'one\n', 'Back/Two.md': 'two\n' });
    await git.commit(folder, 'Leave', { 'Back/One.md': 'other\n' });
    await git.must(folder, 'revert', '--no-edit', 'HEAD');
    expect(await push(folder)).toMatchObject({ code: 0 });
    const again = await cloned();
    expect(await git.run(again, 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
    expect(git.read(again, 'Back/Two.md')).toBe('two\n');
  });

  it('brings merges with all their parents', async () => {
    const folder = await cloned();
    await git.must(folder, 'checkout', '--quiet', '-b', 'side');
    await git.commit(folder, 'On the side', { 'Side.md': 'side\n' });
    await git.must(folder, 'checkout', '--quiet', 'main');
    await git.commit(folder, 'On main', { 'Main.md': 'main\n' });
    await git.must(folder, 'merge', '--quiet', '--no-edit', 'side');
    expect(await push(folder)).toMatchObject({ code: 0 });
    const other = await cloned();
    expect(git.read(other, 'Side.md')).toBe('side\n');
    expect(await git.run(other, 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
  });

  it('may come from a clone without history', async () => {
    const folder = `clone${(number += 1)}`;
    await git.must(
      '.',
      'clone',
      '--quiet',
      '--depth',
      '1',
      remoteOf(house.ready.url, house.notes.name, `git:${house.ready.token}`),
      folder,
    );
    await git.commit(folder, 'From the surface', { 'Surface.md': 'surface\n' });
    expect(await push(folder)).toMatchObject({ code: 0 });
    expect(await git.run(await cloned(), 'fsck', '--strict', '--full')).toMatchObject({ code: 0 });
  });

  it('of whoever comes second of two at once is refused, and nothing is lost', async () => {
    const folders = await Promise.all([cloned(), cloned(), cloned()]);
    for (const folder of folders) await git.commit(folder, `By ${folder}`, { [`${folder}.md`]: 'x\n' });
    const pushes = await Promise.all(folders.map((folder) => push(folder)));
    expect(pushes.filter(({ code }) => code === 0)).toHaveLength(1);
    for (const [place, folder] of folders.entries()) {
      if (pushes[place]?.code === 0) continue;
      expect(pushes[place]?.said).toMatch(/fetch first/);
      await git.must(folder, 'pull', '--rebase', '--quiet');
      expect(await push(folder)).toMatchObject({ code: 0 });
    }
    expect(await house.notes.paths()).toEqual(expect.arrayContaining([...folders]));
  });
});

describe('whoever pushes', () => {
  it('is asked who they are even where everybody may read', async () => {
    const bob = await house.openPerson('bob');
    const folder = await cloned();
    await git.commit(folder, 'Not mine', { 'Bob.md': 'bob\n' });
    const nobody = await push(folder, remoteOf(house.ready.url, house.notes.name), 'main');
    expect(nobody.said).toContain('Authentication failed');
    const stranger = await push(folder, remoteOf(house.ready.url, house.notes.name, `git:${bob.token}`), 'main');
    expect(stranger.said).toContain('not found');
  });

  it('needs a token that may write', async () => {
    const made = await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'reader', scopes: ['read'] } });
    const { secret } = made.json<{ secret: string }>();
    const folder = await cloned(secret);
    await git.commit(folder, 'Read only', { 'Readonly.md': 'x\n' });
    const refused = await push(folder);
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('remote: This needs the right to write.');
  });
});
