import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportReport } from '@wikibot/platform/ops/import-report';
import type { CommandLine } from '../house/command-line.ts';
import { commandLine } from '../house/command-line.ts';
import type { FileTree } from '../house/file-tree.ts';
import { fileTree, readTree, writeTree } from '../house/file-tree.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import { markdownFound } from '../house/markdown-found.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt } from '../house/wiki.ts';

let house: HostHouse;
let wikibot: CommandLine;
const work = temporaryFolder();
beforeAll(async () => {
  house = await openHostHouse();
  wikibot = commandLine(house.folder);
});
afterAll(async () => {
  await house?.close();
  work.remove();
});

let count = 0;
const place = (): string => join(work.path, `place-${(count += 1)}`);

const newWiki = async (slug: string): Promise<string> => {
  await createWikiAt(house.owner, { name: slug, slug });
  return `ada/${slug}`;
};

const written = (files: FileTree): string => writeTree(place(), files);

const imported = async (folder: string, wiki: string, ...options: readonly string[]): Promise<ImportReport & { exit: number }> => {
  const end = await wikibot('import', folder, wiki, '--json', ...options);
  return { ...end.json<ImportReport>(), exit: end.exit };
};

const exported = async (wiki: string): Promise<FileTree> => {
  const folder = place();
  const end = await wikibot('export', wiki, folder);
  expect([end.exit, end.err.replace(/^downloading.*\n/gm, '')]).toEqual([0, '']);
  return readTree(folder);
};

/** Every file is there byte for byte under its own or its new name, or it is listed as refused. */
const accountedFor = (files: FileTree, there: FileTree, report: ImportReport): void => {
  const names = new Map(report.renamed.map(({ file, as }) => [file, as]));
  const refused = new Set(report.refused.map(({ file }) => file));
  const lost = [...files].filter(([file, content]) => !refused.has(file) && there.get(names.get(file) ?? file)?.equals(content) !== true);
  expect(lost.map(([file]) => file)).toEqual([]);
};

describe('600 pages that others have written', () => {
  const files: FileTree = new Map(markdownFound(600).map(({ file, content }) => [file, content]));
  let wiki: string;
  let report: ImportReport & { exit: number };
  beforeAll(async () => {
    wiki = await newWiki('found');
    report = await imported(written(files), wiki);
  });

  it('come in without one that is refused or forgotten', () => {
    expect(files.size).toBeGreaterThanOrEqual(500);
    expect(report).toMatchObject({ exit: 0, written: files.size, unchanged: 0, refused: [] });
    expect(report.renamed.every(({ file, reason }) => files.has(file) && reason.length > 20)).toBe(true);
  });

  it('come out byte for byte', async () => {
    const there = await exported(wiki);
    accountedFor(files, there, report);
    expect(there.size).toBe(files.size + 3);
  });

  it('are the same in every view as in the repository', async () => {
    const end = await wikibot('check');
    expect([end.exit, end.out]).toEqual([0, expect.stringContaining('all agree')]);
  });

  it('change nothing when they come again', async () => {
    const again = await imported(written(files), wiki);
    expect(again).toMatchObject({ exit: 0, written: 0, unchanged: files.size, renamed: [], refused: [] });
  });
});

describe('files of every kind', () => {
  const deep = Array.from({ length: 40 }, (_, index) => `d${index}`).join('/');
  const files = fileTree({
    'page.md': 'one\n',
    'Page.md': 'two\n',
    'white space.md': 'spaces\n',
    'white_space.md': 'underscores\n',
    'docs/history.md': 'an action\n',
    'latin.md': Uint8Array.of(0x67, 0x72, 0xfc, 0x6e),
    'crlf.md': '\ufeffa\r\nb',
    'picture.png': Uint8Array.of(0x89, 0x50, 0, 255),
    'ünï/日本語 😀.md': 'unicode\n',
    [`${deep}/page.md`]: 'deep\n',
    'two-megabytes.bin': Buffer.alloc(2 * 1024 * 1024, 'attachment'),
    'two-megabytes.md': Buffer.alloc(2 * 1024 * 1024, 'page\n'),
    'eleven-megabytes.bin': Buffer.alloc(11 * 1024 * 1024, 1),
    'a/back\\slash.md': 'backslash\n',
    'empty.md': '',
  });
  let report: ImportReport & { exit: number };
  let there: FileTree;
  let wiki: string;
  let folder: string;
  beforeAll(async () => {
    wiki = await newWiki('kinds');
    folder = written(files);
    symlinkSync('page.md', join(folder, 'link.md'));
    report = await imported(folder, wiki);
    there = await exported(wiki);
  });

  it('are all kept, renamed or refused, and the exit status tells', () => {
    accountedFor(files, there, report);
    expect(report.exit).toBe(3);
  });

  it('are refused by name and reason where they cannot be kept', () => {
    const reasons = Object.fromEntries(report.refused.map(({ file, reason }) => [file, reason]));
    expect(reasons).toEqual({
      'link.md': expect.stringContaining('symbolic link'),
      'two-megabytes.md': expect.stringContaining('the limit is 1048576'),
      'eleven-megabytes.bin': expect.stringContaining('the limit is 10485760'),
      'a/back\\slash.md': expect.stringContaining('backslash'),
    });
  });

  it('get another name where theirs clashes or could not be reached', () => {
    const renamed = Object.fromEntries(report.renamed.map(({ file, as }) => [file, as]));
    expect(Object.keys(renamed).sort()).toEqual(['docs/history.md', 'page.md', 'white_space.md']);
    expect(new Set(Object.values(renamed)).size).toBe(3);
  });

  it('change nothing when they come again, whatever their name became', async () => {
    expect(await imported(folder, wiki)).toMatchObject({ written: 0, unchanged: report.written, renamed: [] });
  });

  it('can be read as pages where they are text, and are kept where they are not', async () => {
    expect(
      (await house.asBearer(house.ready.token).get(`/${wiki}/api/v1/pages/${encodeURIComponent('ünï')}/${encodeURIComponent('日本語_😀')}`))
        .status,
    ).toBe(200);
    expect((await house.asBearer(house.ready.token).get(`/${wiki}/api/v1/pages/latin`)).status).not.toBe(200);
    expect((await wikibot('check')).out).toContain('all agree');
  });
});

describe('an import', () => {
  it('of a repository takes what is committed, and its export is a repository again', async () => {
    const folder = written(fileTree({ 'kept.md': 'kept\n', 'old.md': 'old\n' }));
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd: folder, stdio: 'pipe' });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'first');
    writeFileSync(join(folder, 'junk.md'), 'not committed\n');
    const wiki = await newWiki('from-git');
    expect(await imported(folder, wiki)).toMatchObject({ exit: 0, written: 2, leftOut: ['1 change that is not committed'] });
    const copy = place();
    expect((await wikibot('export', wiki, copy, '--json')).json()).toMatchObject({
      files: 5,
      pages: 5,
      commits: 2,
      pagesInWiki: 5,
      complete: true,
    });
    expect(execFileSync('git', ['-C', copy, 'remote'], { encoding: 'utf8' })).toBe('');
    expect(execFileSync('git', ['-C', copy, 'rev-parse', '--abbrev-ref', 'HEAD'], { encoding: 'utf8' })).toBe('main\n');
    expect(existsSync(join(copy, 'junk.md'))).toBe(false);
  });

  it('keeps what the wiki has under a name, unless told to overwrite', async () => {
    const wiki = await newWiki('twice');
    await imported(written(fileTree({ 'a.md': 'first\n' })), wiki);
    const second = written(fileTree({ 'a.md': 'second\n' }));
    expect(await imported(second, wiki)).toMatchObject({
      exit: 3,
      written: 0,
      refused: [{ file: 'a.md', reason: expect.stringContaining('overwrite') }],
    });
    expect(await imported(second, wiki, '--overwrite')).toMatchObject({ exit: 0, written: 1 });
    expect((await exported(wiki)).get('a.md')?.toString()).toBe('second\n');
  });

  it('brings back what was deleted since the same import before', async () => {
    const wiki = await newWiki('again');
    const folder = written(fileTree({ 'a.md': 'text\n' }));
    await imported(folder, wiki);
    const page = `/${wiki}/api/v1/pages/a`;
    expect((await house.owner.send('DELETE', page, { body: {} })).status).toBe(200);
    expect(await imported(folder, wiki)).toMatchObject({ exit: 0, written: 1 });
  });

  it('says what is wrong with a folder, a wiki or a token, and how to go on', async () => {
    const folder = written(fileTree({ 'a.md': 'text\n' }));
    expect(await wikibot('import', join(folder, 'nowhere'), 'ada/notes')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('is no folder'),
    });
    expect(await wikibot('import', folder, 'ada/no-such-wiki')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('There is no such wiki'),
    });
    expect(await wikibot('import', folder, 'notes')).toMatchObject({ exit: 2, err: expect.stringContaining('<owner>/<wiki>') });
    expect(await wikibot('import', folder, 'ada/notes', '--token', 'wb_wrong')).toMatchObject({
      exit: 1,
      out: expect.stringMatching(/credentials|token/i),
    });
  });
});

it('never exports into a folder that has something in it', async () => {
  const folder = written(fileTree({ 'mine.txt': 'mine' }));
  expect(await wikibot('export', 'ada/notes', folder)).toMatchObject({ exit: 1, err: expect.stringContaining('is not empty') });
  expect([...readTree(folder).keys()]).toEqual(['mine.txt']);
});

it('reaches another machine by its address and a token', async () => {
  const far = commandLine(place());
  const folder = written(fileTree({ 'far.md': 'far away\n' }));
  const end = await far('import', folder, 'ada/notes', '--url', house.ready.url, '--token', house.ready.token, '--json');
  expect(end.json()).toMatchObject({ written: 1 });
});
