import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { FileSource } from '@wikibot/platform/ops/file-source';
import { folderSource } from '@wikibot/platform/ops/folder-source';
import { gitSource, isRepository } from '@wikibot/platform/ops/git-source';

const root = mkdtempSync(join(tmpdir(), 'wikibot-sources-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
const folderOf = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = join(root, `source-${(count += 1)}`);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
};

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', '-c', 'protocol.file.allow=always', ...args],
    { cwd: folder, encoding: 'utf8', stdio: 'pipe' },
  );

const committed = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = folderOf(files);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '-m', 'first');
  return folder;
};

const contentOf = async (source: FileSource): Promise<Record<string, string>> => {
  const content: Record<string, string> = {};
  for (const one of source.files) {
    const bytes = Buffer.from(await one.read());
    expect(bytes.length).toBe(one.bytes);
    content[one.file] = bytes.toString('latin1');
  }
  source.close();
  return content;
};

const FILES = {
  'b.md': 'b',
  'a/deep/ünï.md': 'text',
  'a/picture.bin': Uint8Array.of(0, 10, 255),
  'empty.txt': '',
  'white space.md': '\n\n',
};
const READ = { 'a/deep/ünï.md': 'text', 'a/picture.bin': '\u0000\n\u00ff', 'b.md': 'b', 'empty.txt': '', 'white space.md': '\n\n' };

describe('a folder as source', () => {
  it('has all files by path, whatever their kind', async () => {
    const source = await folderSource(folderOf(FILES));
    expect(source.files.map(({ file }) => file)).toEqual(Object.keys(READ));
    expect(await contentOf(source)).toEqual(READ);
  });

  it('leaves git’s own out and refuses links without following them', async () => {
    const folder = folderOf({ 'a.md': 'a', '.git/config': 'x', 'sub/.git': 'gitdir: elsewhere', 'node_modules/b/readme.md': 'b' });
    symlinkSync('/etc', join(folder, 'folder-link'));
    symlinkSync('a.md', join(folder, 'link.md'));
    const source = await folderSource(folder);
    expect(Object.keys(await contentOf(source))).toEqual(['a.md', 'node_modules/b/readme.md']);
    expect(source.leftOut).toEqual(["2 × .git, which is git's own"]);
    expect(source.refused.map(({ file }) => file)).toEqual(['folder-link', 'link.md']);
  });

  (process.platform === 'linux' ? it : it.skip)('refuses names that are not UTF-8', async () => {
    const folder = folderOf({ 'a.md': 'a' });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xe4), Buffer.from('.md')]), 'x');
    const { files, refused } = await folderSource(folder);
    expect([files.length, refused]).toEqual([1, [{ file: '\ufffd.md', reason: expect.stringContaining('UTF-8') }]]);
  });
});

describe('a repository as source', () => {
  it('has the files of HEAD and nothing that is not committed', async () => {
    const folder = committed(FILES);
    writeFileSync(join(folder, 'b.md'), 'changed');
    writeFileSync(join(folder, 'new.md'), 'new');
    const source = await gitSource(folder, process.env);
    expect(await contentOf(source)).toEqual(READ);
    expect(source.leftOut).toEqual(['2 changes that are not committed']);
    expect(source.title).toMatch(/^commit [0-9a-f]{7} of source-\d+$/);
  });

  it('may be bare, and reads what is larger than a pipe', async () => {
    const large = 'x'.repeat(300_000);
    const bare = join(root, 'bare.git');
    execFileSync('git', ['clone', '--quiet', '--bare', committed({ 'large.md': large, 'small.md': 's' }), bare], { stdio: 'pipe' });
    expect(isRepository(bare)).toBe(true);
    expect(await contentOf(await gitSource(bare, process.env))).toEqual({ 'large.md': large, 'small.md': 's' });
  });

  it('refuses links and submodules', async () => {
    const folder = committed({ 'a.md': 'a' });
    symlinkSync('a.md', join(folder, 'link.md'));
    git(folder, 'add', 'link.md');
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${git(folder, 'rev-parse', 'HEAD').trim()},module`);
    git(folder, 'commit', '--quiet', '-m', 'second');
    const source = await gitSource(folder, process.env);
    expect(source.refused.map(({ file }) => file)).toEqual(['link.md', 'module']);
    expect(Object.keys(await contentOf(source))).toEqual(['a.md']);
  });

  it('is told from a folder that lies in one', () => {
    const folder = committed({ 'sub/a.md': 'a' });
    expect([isRepository(folder), isRepository(join(folder, 'sub'))]).toEqual([true, false]);
  });

  it('says that there is nothing yet in one without commits', async () => {
    const folder = folderOf({ 'a.md': 'a' });
    git(folder, 'init', '--quiet');
    await expect(gitSource(folder, process.env)).rejects.toThrow('has no commit yet');
  });

  it('is not led elsewhere by the environment of a git hook', async () => {
    const other = committed({ 'other.md': 'o' });
    const source = await gitSource(committed({ 'mine.md': 'm' }), { ...process.env, GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other });
    expect(Object.keys(await contentOf(source))).toEqual(['mine.md']);
  });
});
