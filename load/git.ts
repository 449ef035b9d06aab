/**
 * `node load/git.ts [--pages 1000] [--seed 7]`: how long git takes with the product as remote, and with `git http-backend` on the same
 * repositories. One page is one commit; they come as pushes of at most a thousand.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gitClient, remoteOf } from '../test/house/git-client.ts';
import type { GitClient } from '../test/house/git-client.ts';
import { connection } from './connection.ts';
import { generatedPages } from './generated-pages.ts';
import type { GeneratedPage } from './generated-pages.ts';
import { httpBackend } from './git-http-backend.ts';
import { markdownTable, short } from './markdown-table.ts';
import { machineLoad } from './round.ts';
import { startServer } from './server-process.ts';

const given = parseArgs({ options: { pages: { type: 'string', default: '1000' }, seed: { type: 'string', default: '7' } } });
const pages = generatedPages(Number(given.values.pages), Number(given.values.seed));
const [AT_ONCE, TIMES, COMMITS_A_PUSH] = [1000, 5, 100];

const folder = mkdtempSync(join(tmpdir(), 'wikibot-load-git-'));
const home = join(folder, 'home');
mkdirSync(home);
const git = gitClient(home);
const server = await startServer(join(folder, 'data'));
const to = connection(server.ready.url, server.ready.token);
const remote = remoteOf(server.ready.url, server.ready.wiki, `git:${server.ready.token}`);

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const times = async (count: number, work: (time: number) => Promise<number>): Promise<number[]> => {
  const taken: number[] = [];
  for (let time = 0; time < count; time += 1) taken.push(await work(time));
  return taken;
};

/** As `git fast-import` reads them: one commit for each page. */
const commitsOf = (from: string, made: readonly GeneratedPage[]): string =>
  made
    .map(({ path, text }, place) => {
      const parent = place === 0 ? `from ${from}\n` : '';
      const content = Buffer.byteLength(text);
      return `commit refs/heads/main\ncommitter Ada <ada@example.org> ${1_700_000_000 + place} +0000\ndata ${Buffer.byteLength(path)}\n${path}\n${parent}M 100644 inline ${path}.md\ndata ${content}\n${text}\n`;
    })
    .join('');

const commitAll = async (client: GitClient, made: readonly GeneratedPage[]): Promise<void> => {
  const { code, said } = await client.feed('work', commitsOf('refs/heads/main^0', made), 'fast-import', '--quiet', '--force');
  if (code !== 0) throw new Error(said);
};

/** Every view has everything, so that what follows is measured alone. */
const settled = async (): Promise<void> => {
  let { status: told, text } = await to.ask({ path: `/${server.ready.wiki}/api/v1/changelog` });
  while (told === 503) ({ status: told, text } = await to.ask({ path: `/${server.ready.wiki}/api/v1/changelog` }));
  const { text: wikis } = await to.ask({ path: '/api/v1/wikis' });
  const [entry] = (JSON.parse(text) as { entries: { sequence: number }[] }).entries;
  const [wiki] = (JSON.parse(wikis) as { wikis: { id: string }[] }).wikis;
  const headers = { 'wikibot-token': `wiki/${wiki?.id}=${entry?.sequence}` };
  for (const path of ['api/v1/search?q=water', 'Home', 'api/v1/pages?limit=1'])
    for (let status = 503; status === 503;) ({ status } = await to.ask({ path: `/${server.ready.wiki}/${path}`, headers }));
};

const cloneTimes = (url: string, name: string): Promise<number[]> =>
  times(TIMES, (time) => timed(() => git.must('.', 'clone', '--quiet', '--bare', url, `${name}-${time}`)));

try {
  await git.must('.', 'clone', '--quiet', '--bare', remote, 'work');
  const filling: number[] = [];
  for (let from = 0; from < pages.length; from += AT_ONCE) {
    await commitAll(git, pages.slice(from, from + AT_ONCE));
    filling.push(await timed(() => git.must('work', 'push', '--quiet', remote, 'main')));
  }
  await settled();
  const [repository = ''] = readdirSync(join(folder, 'data/repositories'));
  const backend = await httpBackend(join(folder, 'data/repositories'));
  const ours = await cloneTimes(remote, 'ours');
  const theirs = await cloneTimes(`${backend.url}/${repository}`, 'theirs');
  await backend.close();

  await git.must('ours-0', 'config', 'remote.origin.fetch', '+refs/heads/*:refs/heads/*');
  const fetching = await times(TIMES, async (time) => {
    await to.ask({ method: 'PUT', path: `/${server.ready.wiki}/api/v1/pages/Fetched_${time}`, body: { content: 'a page\n' } });
    await settled();
    return timed(() => git.must('ours-0', 'fetch', '--quiet'));
  });

  await git.must('work', 'fetch', '--quiet', remote, '+main:main');
  const pushing = await times(TIMES, async (time) => {
    const edited = Array.from({ length: COMMITS_A_PUSH }, (_, place) => pages[(time * COMMITS_A_PUSH + place * 7) % pages.length]);
    await commitAll(
      git,
      edited.flatMap((page) => (page ? [{ ...page, text: `${page.text}\nEdited ${time}\n` }] : [])),
    );
    await settled();
    return timed(() => git.must('work', 'push', '--quiet', remote, 'main'));
  });

  const row = (name: string, taken: readonly number[]): readonly string[] => {
    const sorted = taken.toSorted((a, b) => a - b);
    return [name, short(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN), short(sorted.at(-1) ?? Number.NaN)];
  };
  const rows = [
    row(`push of ${Math.min(AT_ONCE, pages.length)} new pages in as many commits`, filling),
    row('clone', ours),
    row('clone from git http-backend', theirs),
    row('fetch after one commit', fetching),
    row(`push of ${COMMITS_A_PUSH} commits`, pushing),
  ];
  process.stdout.write(
    `# git\n\nNode ${process.version}, ${cpus().length} cores, load average ${machineLoad()}, ${pages.length} pages.\n\n${markdownTable(['', 'median ms', 'worst ms'], rows)}\n`,
  );
} finally {
  to.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
