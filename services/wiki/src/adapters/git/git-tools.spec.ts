import { describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { AccountId } from '@wikibot/contracts/define/ids';
import isomorphicGit from 'isomorphic-git';
import { commitMessage } from '../../domain/commit-message.ts';
import { ada } from '../../ports/repository.fixture.ts';
import { history, repositoryOnDisk, runGit, textAt, write } from './git-under-test.fixture.ts';

const saved = async (path: string, chunks: AsyncIterable<Uint8Array>) => {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  await writeFile(path, Buffer.concat(pieces));
};

describe('a repository in the eyes of git', () => {
  it('is sound, before and after consolidation', async () => {
    await using disk = await repositoryOnDisk();
    const repository = disk.reopened();
    const heads = await history(repository, 30);
    const head = await write(repository, heads.at(-1) ?? null, {
      a: '1',
      'a.b': '2',
      'a-b': '3',
      'b/c': '4',
      'b.c': '5',
      'ü/ß 1': '6',
      'b-/x': '7',
    });
    await repository.advance(head, 1);
    expect(disk.git('fsck', '--strict', '--full', '--no-dangling')).toBe('');
    expect(disk.git('log', '--format=%an <%ae> %s', '-1')).toBe('Ada <ada@wiki.example> Wrote a');
    await repository.consolidate({ minimumPacks: 2, grace: -1000 });
    await repository.consolidate({ minimumPacks: 2, grace: -1000 });
    expect(disk.git('fsck', '--strict', '--full', '--no-dangling')).toBe('');
    expect(disk.git('rev-list', '--count', 'main')).toBe('31');
    expect(disk.git('count-objects', '-v')).toMatch(/^packs: 1$/m);
    expect(disk.git('count-objects', '-v')).toMatch(/^garbage: 0$/m);
  });

  it('says in trailers by which request and agent a commit came, whatever its author wrote', async () => {
    await using disk = await repositoryOnDisk();
    const repository = disk.reopened();
    const accountId = AccountId.parse(`acc_${'a'.repeat(32)}`);
    const agent = { kind: 'agent', accountId, client: 'claude-code', model: 'opus', session: 'run: 1' } as const;
    const saying = async (message: string) => {
      const { commit } = await repository.commit({ parent: null, changes: [], message, author: ada, committer: ada });
      await repository.advance(commit, Date.now());
      const file = join(disk.folder, 'message');
      await writeFile(file, disk.git('log', '-1', '--format=%B'));
      return [disk.git('log', '-1', '--format=%(trailers:unfold)'), runGit(disk.folder, ['interpret-trailers', '--parse', file])];
    };
    const trailers = 'Agent: claude-code\nAgent-Model: opus\nAgent-Session: run: 1\nRequest: r-1';
    for (const message of ['Add a page', 'Add\n\nAgent: other', 'Add\n\nAgent: other\n---\nand a rule', 'Add\n---\n'])
      expect(await saying(commitMessage(message, agent, 'r-1'))).toEqual([trailers, trailers]);
    const forged = commitMessage('Add\n\nAgent: other\nAgent-Session: s', { kind: 'person', accountId }, 'r-2');
    expect(await saying(forged)).toEqual(['Request: r-2', 'Request: r-2']);
  });

  it('is cloned with its content', async () => {
    await using disk = await repositoryOnDisk();
    const repository = disk.reopened();
    const head = await write(repository, null, { 'Home.md': 'home\n', 'Meta/About us.md': 'we\n' });
    await repository.advance(head, 1);
    runGit(disk.folder, ['clone', '-q', '--no-local', disk.gitdir, 'copy']);
    expect(fs.readFileSync(join(disk.folder, 'copy', 'Meta', 'About us.md'), 'utf8')).toBe('we\n');
  });

  it('is read by another implementation of git', async () => {
    await using disk = await repositoryOnDisk();
    const repository = disk.reopened();
    const heads = await history(repository, 12);
    await repository.consolidate({ minimumPacks: 2, grace: -1000 });
    await repository.consolidate({ grace: -1000 });
    const { blob } = await isomorphicGit.readBlob({ fs, gitdir: disk.gitdir, oid: heads[3] ?? '', filepath: 'Page 3.md' });
    expect(Buffer.from(blob).toString()).toBe(await textAt(repository, heads[3] as ObjectId, 'Page 3.md'));
  });
});

describe('what git has written', () => {
  it('is read: loose objects, packs with differences, links, modes and submodules', async () => {
    await using disk = await repositoryOnDisk();
    const start = await write(disk.reopened(), null, { 'Home.md': 'home\n', 'run.md': 'x' });
    const long = Array.from({ length: 500 }, (_, i) => `line ${i} ${i * 7919}\n`);
    const blobs = [1, 2, 3].map((n) => runGit(disk.gitdir, ['hash-object', '-w', '--stdin'], long.with(n * 50, `edit ${n}\n`).join('')));
    const listing = [
      `100755 blob ${blobs[0]}\trun.sh`,
      `120000 blob ${blobs[1]}\tlink`,
      `160000 commit ${start}\tsub`,
      `100644 blob ${blobs[2]}\tpage.md`,
    ];
    const tree = runGit(disk.gitdir, ['mktree'], `${listing.join('\n')}\n`);
    // Git prints an object id.
    const pushed = disk.git('commit-tree', tree, '-p', start, '-m', 'pushed') as ObjectId;
    const check = async () => {
      const repository = disk.reopened();
      expect(await textAt(repository, pushed, 'page.md')).toContain('edit 3');
      expect(await repository.readFile(pushed, 'link')).toBeUndefined();
      const next = await write(repository, pushed, { 'new.md': 'n' });
      const modes: string[] = [];
      for await (const { mode, path } of repository.list(next)) modes.push(`${mode} ${path}`);
      expect(modes).toEqual(['120000 link', '100644 new.md', '100644 page.md', '100755 run.sh', '160000 sub']);
      return next;
    };
    const next = await check();
    await disk.reopened().advance(next, 1);
    await saved(join(disk.folder, 'loose.bundle'), disk.reopened().bundle(next));
    disk.git('gc', '-q', '--prune=now');
    expect(disk.git('fsck', '--full', '--no-dangling')).toBe('');
    await check();
    await disk.reopened().consolidate({ minimumPacks: 2, grace: -1000 });
    await disk.reopened().consolidate({ grace: -1000 });
    await saved(join(disk.folder, 'packed.bundle'), disk.reopened().bundle(next));
    for (const name of ['loose', 'packed']) {
      runGit(disk.folder, ['clone', '-q', '--bare', `${name}.bundle`, `${name}.git`]);
      expect(runGit(join(disk.folder, `${name}.git`), ['show', 'main:run.sh'])).toContain('edit 1');
    }
  });
});

describe('a bundle', () => {
  it('is cloned by git and holds what the commit reaches, nothing else', async () => {
    await using disk = await repositoryOnDisk();
    const repository = disk.reopened();
    const heads = await history(repository, 25);
    const lost = await write(repository, heads[20] ?? null, { 'lost.md': 'a race' });
    await repository.consolidate({ minimumPacks: 2, grace: -1000 });
    const last = await write(repository, heads.at(-1) ?? null, { 'last.md': 'z' });
    await saved(join(disk.folder, 'wiki.bundle'), repository.bundle(last));
    runGit(disk.folder, ['clone', '-q', 'wiki.bundle', 'copy']);
    const copy = join(disk.folder, 'copy');
    expect(runGit(copy, ['fsck', '--strict', '--full'])).toBe('');
    expect(runGit(copy, ['rev-list', '--count', 'HEAD'])).toBe('26');
    expect(fs.readFileSync(join(copy, 'last.md'), 'utf8')).toBe('z');
    expect(() => runGit(copy, ['cat-file', '-e', lost])).toThrow();
  });

  it('refuses a commit that is not there', async () => {
    await using disk = await repositoryOnDisk();
    const bundle = disk.reopened().bundle('0123456789012345678901234567890123456789' as ObjectId);
    await expect(saved(join(disk.folder, 'none'), bundle)).rejects.toMatchObject({ name: 'ObjectMissing' });
  });
});
