import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipped, zipOf } from '../house/archive.ts';
import { commandLineAt } from '../house/command-line.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import type { GitClient } from '../house/git-client.ts';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { oddWiki } from '../house/odd-wiki.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { PageRead, WikiAt } from '../house/wiki.ts';

let house: House;
let git: GitClient;
let odd: WikiAt;
let archive: Buffer;
let inside: ReadonlyMap<string, Buffer>;
const work = temporaryFolder();

/** Bytes, which the client of the journeys would read as text. */
const exportOf = (wiki: WikiAt, query: string, token = house.ready.token): Promise<Response> =>
  fetch(`${house.ready.url}${wiki.api}/export${query}`, { headers: { Authorization: `Bearer ${token}` } });
const archiveOf = async (wiki: WikiAt): Promise<Buffer> => Buffer.from(await (await exportOf(wiki, '?format=zip')).arrayBuffer());

let count = 0;
const newWiki = async (): Promise<WikiAt> => {
  const slug = `again-${(count += 1)}`;
  return (await createWikiAt(house.owner, { name: slug, slug })).wiki;
};
const imported = (wiki: WikiAt, bytes: Buffer, query = '?on_conflict=replace') =>
  wiki.client.send('POST', `${wiki.api}/import${query}`, { body: bytes, headers: { 'content-type': 'application/zip' } });

const contentIn = (files: ReadonlyMap<string, Buffer>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...files].filter(([path]) => path.startsWith('content/')).map(([path, content]) => [path, content.toString('base64')]),
  );
const json = <T>(path: string): T => JSON.parse(inside.get(path)?.toString('utf8') ?? 'null') as T;

beforeAll(async () => {
  house = await openHouse();
  git = gitClient(work.path, ['-c', 'core.autocrlf=false']);
  odd = await oddWiki(house, 'odd');
  await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'for odd alone', wiki: 'ada/odd' } });
  archive = await archiveOf(odd);
  inside = await unzipped(archive);
});
afterAll(async () => {
  await house?.close();
  work.remove();
});

interface Manifest {
  readonly head: string;
  readonly sequence: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly parts: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

describe('an exported archive', () => {
  it('holds everything in open formats, and its manifest counts it', async () => {
    const { parts, counts, head, sequence } = json<Manifest>('manifest.json');
    expect([...inside.keys()].sort()).toEqual([...parts.map(({ path }) => path), 'manifest.json'].sort());
    for (const { path, bytes } of parts) expect(inside.get(path)?.length).toBe(bytes);
    const facts = inside.get('events.ndjson')?.toString('utf8').trimEnd().split('\n') ?? [];
    expect(facts.length).toBe(sequence);
    expect(facts.map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual(facts.map((_, at) => at + 1));
    expect(JSON.parse(facts.at(-1) ?? '')).toMatchObject({ name: 'wiki.HeadMoved', data: { head } });
    expect(counts).toMatchObject({ pages: (await odd.paths()).length, members: 1, tokens: 1, events: sequence });
  });

  it('names members, tokens and settings, and no secret', () => {
    expect(json('members.json')).toMatchObject([{ username: 'ada', role: 'owner' }]);
    expect(json('tokens.json')).toMatchObject([{ name: 'for odd alone' }]);
    expect(json('settings.json')).toMatchObject({ name: 'odd', visibility: 'private' });
    expect(archive.includes(house.ready.token.slice(-20))).toBe(false);
  });

  it('brought into a fresh wiki gives every page and file byte for byte', async () => {
    const wiki = await newWiki();
    insist(await imported(wiki, archive), 200);
    expect(contentIn(await unzipped(await archiveOf(wiki)))).toEqual(contentIn(inside));
    expect((await wiki.paths()).toSorted()).toEqual((await odd.paths()).toSorted());
  });

  it('that was tampered with changes nothing', async () => {
    const wiki = await newWiki();
    const before = (await wiki.changes()).text;
    const tampered = new Map([...inside, ['content/Empty.md', Buffer.from('no longer empty')] as const]);
    for (const bytes of [await zipOf(Object.fromEntries(tampered)), archive.subarray(0, archive.length - 100)])
      expect((await imported(wiki, bytes)).status).toBe(422);
    expect((await wiki.changes()).text).toBe(before);
  });

  it('is for the owner alone, in the formats that there are', async () => {
    const bob = await house.openPerson('bob');
    expect((await exportOf(odd, '?format=zip', bob.token)).status).toBe(404);
    expect((await fetch(`${house.ready.url}${odd.api}/export?format=zip`)).status).toBe(401);
    expect((await exportOf(odd, '?format=rar')).status).toBe(422);
  });

  it('that nobody reads to its end leaves the house as it was', async () => {
    const response = await exportOf(odd, '?format=zip');
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect((await archiveOf(odd)).length).toBeGreaterThan(1000);
  });
});

describe('the bundle in it', () => {
  const clone = async (folder: string): Promise<string> => {
    writeFileSync(join(work.path, `${folder}.bundle`), inside.get('repository.bundle') ?? '');
    await git.must('.', 'clone', '--quiet', `${folder}.bundle`, folder);
    return folder;
  };
  const historyOf = (folder: string): Promise<string> => git.must(folder, 'log', '--format=%H %T %an %ae %ad %cn %s%n%b', '--date=raw');

  it('is a whole repository to git, with the files of the archive in it', async () => {
    const folder = await clone('whole');
    expect(await git.must(folder, 'fsck', '--full', '--strict')).toBe('');
    expect(await git.must(folder, 'rev-parse', 'HEAD')).toBe(json<Manifest>('manifest.json').head);
    const names = (await git.must(folder, 'ls-tree', '-r', '-z', '--name-only', 'HEAD')).split('\0').filter(Boolean);
    expect(names.map((name) => `content/${name}`).sort()).toEqual(Object.keys(contentIn(inside)).sort());
  });

  it('pushed into a fresh wiki is its history, commit by commit, and every view knows it', async () => {
    const folder = await clone('pushed');
    const wiki = await newWiki();
    const pushed = await git.run(folder, 'push', '--force', remoteOf(house.ready.url, wiki.name, `ada:${house.ready.token}`), 'HEAD:main');
    expect(pushed).toMatchObject({ code: 0 });
    await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, wiki.name, `ada:${house.ready.token}`), 'back');
    expect(await historyOf('back')).toBe(await historyOf('pushed'));
    expect(await git.must('back', 'fsck', '--full', '--strict')).toBe('');
    expect(contentIn(await unzipped(await archiveOf(wiki)))).toEqual(contentIn(inside));
    expect((await wiki.paths()).toSorted()).toEqual((await odd.paths()).toSorted());
    expect(insist(await wiki.read('By_another'), 200).json<PageRead>().content).toBe('by another\n');
  });

  it('does not take the place of a wiki that somebody has written in', async () => {
    const folder = await clone('late');
    const wiki = await newWiki();
    await wiki.write('Mine', 'mine\n');
    const pushed = await git.run(folder, 'push', '--force', remoteOf(house.ready.url, wiki.name, `ada:${house.ready.token}`), 'HEAD:main');
    expect(pushed.said).toContain('non-fast-forward');
    expect((await wiki.read('Mine')).status).toBe(200);
  });
});

describe('all wikis of an account', () => {
  it('are listed with where each is fetched, to their owner alone', async () => {
    const { wikis } = insist(await house.owner.get('/api/v1/export'), 200).json<{
      wikis: { slug: string; zip: string; bundle: string }[];
    }>();
    const owned = (await house.owner.get('/api/v1/wikis')).json<{ wikis: { slug: string }[] }>().wikis;
    expect(wikis.map(({ slug }) => slug).toSorted()).toEqual(owned.map(({ slug }) => slug).toSorted());
    expect(wikis.find(({ slug }) => slug === 'odd')).toMatchObject({
      zip: '/ada/odd/api/v1/export?format=zip',
      bundle: '/ada/odd/api/v1/export?format=bundle',
    });
    const bob = house.asBearer((await house.openPerson('bob')).token);
    expect(insist(await bob.get('/api/v1/export'), 200).json()).toEqual({ wikis: [] });
    const bound = insist(await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'bound', wiki: 'ada/odd' } }), 201);
    const callers = [house.asStranger(), house.asBearer(bound.json<{ secret: string }>().secret)];
    for (const caller of callers) expect((await caller.get('/api/v1/export')).status).toBe(401);
  });

  it('are written to a folder by the command line, which goes on where it was broken off', async () => {
    const wikibot = commandLineAt(house, work.path);
    const folder = join(work.path, 'all');
    const first = await wikibot('export', '--all', folder, '--json');
    const { wikis } = first.json<{ wikis: { wiki: string; file: string }[] }>();
    expect([first.exit, wikis.map(({ wiki }) => wiki)]).toEqual([0, expect.arrayContaining(['ada/odd', 'ada/notes'])]);
    const of = await unzipped(readFileSync(join(folder, 'odd.zip')));
    expect(contentIn(of)).toEqual(contentIn(inside));
    rmSync(join(folder, 'notes.zip'));
    const again = await wikibot('export', '--all', folder);
    expect([again.exit, again.out]).toEqual([0, expect.stringContaining(`1 of ${wikis.length} archives`)]);
  });
});

it('the command line writes the archive to a file, and brings it in again', async () => {
  const wikibot = commandLineAt(house, work.path);
  const file = join(work.path, 'odd.zip');
  const end = await wikibot('export', odd.name, file);
  expect([end.exit, end.out]).toEqual([0, expect.stringContaining('odd.zip')]);
  expect(await wikibot('export', odd.name, file)).toMatchObject({ exit: 1, err: expect.stringContaining('already') });
  const wiki = await newWiki();
  expect(await wikibot('import', file, wiki.name, '--on-conflict', 'replace')).toMatchObject({ exit: 0 });
  expect(contentIn(await unzipped(await archiveOf(wiki)))).toEqual(contentIn(inside));
});
