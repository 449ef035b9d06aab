import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { history, repositoryOnDisk, textAt, wikiId, write } from './git-under-test.fixture.ts';

const program = fileURLToPath(new URL('./commit-until-killed.fixture.ts', import.meta.url));

/** What the program told before it was killed: after so many commits, in the middle of others. */
const toldUntilKilled = async (folder: string, commits: number): Promise<readonly string[]> => {
  const child = spawn(process.execPath, [program, folder, wikiId], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  for await (const chunk of child.stdout) {
    told += String(chunk);
    if (told.split('\n').length > commits) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return told.split('\n').slice(0, -1);
};

describe('a program that is killed while it commits', () => {
  it('loses no commit that it has told, and leaves a sound repository', async () => {
    await using disk = await repositoryOnDisk();
    const told: string[] = [];
    for (const commits of [1, 30, 70]) told.push(...(await toldUntilKilled(disk.folder, commits)));
    const repository = disk.reopened();
    for (const line of told) {
      const [commit, path] = [line.slice(0, 40), line.slice(41)];
      // The program printed what the repository answered.
      expect(await textAt(repository, commit as ObjectId, path)).toMatch(/^\d wrote \d+/);
    }
    expect(told.length).toBeGreaterThan(100);
    expect(disk.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
    expect((await readdir(disk.packs)).filter((file) => file.startsWith('tmp_'))).toEqual([]);
  }, 60_000);
});

describe('a repository that is opened after a crash', () => {
  it('makes indexes anew that are cut off or missing', async () => {
    await using disk = await repositoryOnDisk();
    const heads = await history(disk.reopened(), 3);
    const indexes = (await readdir(disk.packs)).filter((file) => file.endsWith('.idx')).map((file) => join(disk.packs, file));
    await truncate(indexes[0] ?? '', 500);
    await truncate(indexes[1] ?? '', 0);
    await rm(indexes[2] ?? '');
    for (const [i, head] of heads.entries()) expect(await textAt(disk.reopened(), head, `d/${i}/x.md`)).toBe(`${i}`);
    expect(disk.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  });

  it('ignores a pack that was never finished, and removes temporary files', async () => {
    await using disk = await repositoryOnDisk();
    const head = await write(disk.reopened(), null, { a: '1' });
    await writeFile(join(disk.packs, `pack-${'0'.repeat(40)}.pack`), 'PACK');
    await writeFile(join(disk.packs, 'tmp_pack_x'), 'PACK');
    const repository = disk.reopened();
    expect(await textAt(repository, head, 'a')).toBe('1');
    expect(await readdir(disk.packs)).not.toContain('tmp_pack_x');
    expect(await textAt(repository, await write(repository, head, { b: '2' }), 'b')).toBe('2');
  });

  it('leaves temporary files alone that may still be written', async () => {
    await using disk = await repositoryOnDisk();
    await writeFile(join(disk.packs, 'tmp_pack_x'), 'PACK');
    await write(disk.reopened({ unfinishedFor: 60_000 }), null, { a: '1' });
    expect(await readdir(disk.packs)).toContain('tmp_pack_x');
  });

  it('counts packs as superseded only when their successor is there', async () => {
    await using disk = await repositoryOnDisk();
    const heads = await history(disk.reopened(), 5);
    await disk.reopened().consolidate({ minimumPacks: 2, grace: 60_000 });
    const [list = ''] = await readdir(join(disk.gitdir, 'superseded'));
    await rename(join(disk.packs, `${list}.idx`), join(disk.packs, 'tmp_idx_lost'));
    await rename(join(disk.packs, `${list}.pack`), join(disk.packs, 'tmp_pack_lost'));
    const repository = disk.reopened();
    expect(await repository.consolidate({ grace: -1000 })).toEqual({ joined: 0, deleted: 0 });
    for (const [i, head] of heads.entries()) expect(await textAt(repository, head, `d/${i}/x.md`)).toBe(`${i}`);
  });
});

describe('a reader that knows packs which another program has joined and deleted', () => {
  it('reads on', async () => {
    await using disk = await repositoryOnDisk();
    const heads = await history(disk.reopened(), 10);
    const reader = disk.reopened({ cacheBytes: 0 });
    expect(await textAt(reader, heads[0] as ObjectId, 'd/0/x.md')).toBe('0');
    const other = disk.reopened();
    await other.consolidate({ minimumPacks: 2, grace: -1000 });
    expect(await other.consolidate({ grace: -1000 })).toEqual({ joined: 0, deleted: 10 });
    for (const [i, head] of heads.entries()) expect(await textAt(reader, head, `d/${i % 9}/x.md`)).toBe(`${i}`);
  });

  it('finds commits that another program has written', async () => {
    await using disk = await repositoryOnDisk();
    const [one, two] = [disk.reopened(), disk.reopened()];
    const first = await write(one, null, { a: '1' });
    const second = await write(two, first, { a: '2' });
    expect(await textAt(one, second, 'a')).toBe('2');
  });
});
