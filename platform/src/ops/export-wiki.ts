/** `export`: a wiki with its whole history as a git repository on this machine, checked against what the wiki says it has. */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { isMarkdownFile, pageKey } from '../page/page-path.ts';
import type { ApiClient } from './api-client.ts';
import { apiClient } from './api-client.ts';
import type { Command, Exit, Given, Surroundings } from './command.ts';
import { CommandFault, EXIT, hostOptions, positionals, wikiAddress } from './command.ts';
import { counting } from './counted-download.ts';
import { allText, exportAll } from './export-all.ts';
import { archiveText, exportArchive, namesArchive } from './export-archive.ts';
import { nameOf } from './file-source.ts';
import { findApi } from './find-host.ts';
import type { Environment } from './git.ts';
import { git } from './git.ts';
import { bytesText } from './progress.ts';

const run = async (given: Given, around: Surroundings) => {
  if (given.values['all'] === true) return toArchives(given, around);
  const [address, into] = positionals(given, 'owner/wiki', 'folder or archive.zip');
  const wiki = wikiAddress(address);
  const place = resolve(around.folder, into);
  return namesArchive(place) ? toArchive(wiki, place, { given, around }) : toFolder(wiki, place, { given, around });
};

interface Called {
  readonly given: Given;
  readonly around: Surroundings;
}

const toArchives = async (given: Given, around: Surroundings): Promise<Exit> => {
  const [into] = positionals(given, 'folder');
  const report = await exportAll(apiClient(await findApi(given, around), around), resolve(around.folder, into), around);
  around.out(given.values['json'] ? `${JSON.stringify(report, null, 2)}\n` : allText(report));
  return EXIT.done;
};

const toArchive = async (wiki: string, file: string, { given, around }: Called): Promise<Exit> => {
  const report = await exportArchive(apiClient(await findApi(given, around), around), { wiki, file }, around);
  around.out(given.values['json'] ? `${JSON.stringify(report, null, 2)}\n` : archiveText(report));
  return EXIT.done;
};

const toFolder = async (wiki: string, folder: string, { given, around }: Called): Promise<Exit> => {
  await mustBeFree(folder);
  const api = apiClient(await findApi(given, around), around);
  const work = await mkdtemp(join(tmpdir(), 'wikibot-export-'));
  try {
    const bundle = join(work, 'wiki.bundle');
    const { head, bytes } = await download({ api, wiki, bundle }, around);
    await cloneBundle(bundle, folder, around.env);
    const report = { wiki, folder, head, bytes, ...(await countsOf(folder, around.env)), pagesInWiki: await pagesInWiki(api, wiki) };
    const complete = report.pages === report.pagesInWiki;
    around.out(given.values['json'] ? `${JSON.stringify({ ...report, complete }, null, 2)}\n` : reportText(report, complete));
    return complete ? EXIT.done : EXIT.failed;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

export const exportCommand: Command = {
  usage: '<owner>/<wiki> <folder or archive.zip>, or --all <folder>',
  meaning:
    'Makes a git repository of a wiki with its whole history in a new or empty folder, or writes everything of it, or of all your wikis, to zip archives.',
  example: 'export ada/notes ~/notes-copy',
  options: { ...hostOptions, all: { type: 'boolean' } },
  run,
};

const mustBeFree = async (folder: string): Promise<void> => {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new CommandFault(error.code === 'ENOTDIR' ? `${folder} is a file` : `${folder} cannot be read (${error.code ?? error.message})`);
  });
  if (entries.length > 0) throw new CommandFault(`${folder} is not empty; name a new folder, so that nothing is overwritten`);
};

interface Download {
  readonly api: ApiClient;
  readonly wiki: string;
  readonly bundle: string;
}

const download = async ({ api, wiki, bundle }: Download, around: Surroundings): Promise<{ head: string; bytes: number }> => {
  const response = await api.open(`/${wiki}/api/v1/export`);
  const counted = counting(around);
  await pipeline(Readable.fromWeb(response.body as never), counted.through, createWriteStream(bundle)); // node's and the web's type of the same stream
  return { head: response.headers.get('Wikibot-Head') ?? '', bytes: counted.end() };
};

/** Every object is checked on its way in, and again where it lies; line endings stay as they are on every system. */
const cloneBundle = async (bundle: string, folder: string, env: Environment): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const settings = ['-c', 'core.autocrlf=false', '-c', 'transfer.fsckObjects=true', '-c', 'advice.detachedHead=false'];
  await git(env, [...settings, 'clone', '--quiet', '--branch', 'main', '--config', 'core.autocrlf=false', bundle, folder]);
  await git(env, ['-C', folder, 'fsck', '--full', '--no-progress']);
  await git(env, ['-C', folder, 'remote', 'remove', 'origin']);
};

const countsOf = async (folder: string, env: Environment) => {
  const listed = (await git(env, ['-C', folder, 'ls-tree', '-r', '-z', '--name-only', '--full-tree', 'HEAD'])).toString('utf8');
  const files = listed.split('\0').slice(0, -1);
  const pages = new Set<string>();
  for (const file of files) {
    if (isMarkdownFile(file) && nameOf(await readFile(join(folder, file))) !== undefined) pages.add(pageKey(file));
  }
  const commits = Number((await git(env, ['-C', folder, 'rev-list', '--count', 'HEAD'])).toString('latin1'));
  return { files: files.length, pages: pages.size, commits };
};

const Total = z.object({ total: z.number().int() });
const pagesInWiki = async (api: ApiClient, wiki: string): Promise<number> =>
  (await api.call({ method: 'GET', path: `/${wiki}/api/v1/pages?limit=1` }, Total)).total;

interface Report {
  readonly wiki: string;
  readonly folder: string;
  readonly head: string;
  readonly bytes: number;
  readonly files: number;
  readonly pages: number;
  readonly commits: number;
  readonly pagesInWiki: number;
}

const reportText = (report: Report, complete: boolean): string =>
  [
    `${report.wiki} is in ${report.folder}: ${report.files} files, ${report.pages} pages, ${report.commits} commits (${bytesText(report.bytes)}), checked by git fsck`,
    complete
      ? 'The wiki lists as many pages.'
      : `The wiki lists ${report.pagesInWiki} pages: somebody is writing just now, or run: npm run wikibot -- check`,
    '',
  ].join('\n');
