import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportReport } from '@wikibot/platform/ops/import-report';
import { zipOf } from '../house/archive.ts';
import type { Answer } from '../house/client.ts';
import { commandLineAt } from '../house/command-line.ts';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { PageRead, Problem, WikiAt } from '../house/wiki.ts';

let house: House;
const work = temporaryFolder();
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
  work.remove();
});

let count = 0;
const newWiki = async (): Promise<WikiAt> => {
  const slug = `archive-${(count += 1)}`;
  return (await createWikiAt(house.owner, { name: slug, slug })).wiki;
};

interface Imported {
  readonly written: number;
  readonly unchanged: number;
  readonly sequence: number;
  readonly relinked?: number;
  readonly left_out?: readonly unknown[];
}

const post = (wiki: WikiAt, body: Uint8Array, { query = '', key }: { query?: string; key?: string } = {}): Promise<Answer> =>
  wiki.client.send('POST', `${wiki.api}/import${query}`, {
    body: Buffer.from(body),
    headers: { 'content-type': 'application/zip', ...(key === undefined ? {} : { 'idempotency-key': key }) },
  });
const read = async (wiki: WikiAt, path: string): Promise<string> => insist(await wiki.read(path), 200).json<PageRead>().content;

describe('a vault of Obsidian in an archive', () => {
  const vault = {
    'vault/.obsidian/app.json': '{}',
    'vault/Index.md': 'See [[Deep Note|the note]] and ![[cat.png]].\n',
    'vault/notes/Deep Note.md': 'Back to [[Index]].\n',
    'vault/notes/Deep Note/cat.png': Uint8Array.of(0x89, 0x50),
  };

  it('comes in as one change, its links lead where they led, and its pictures are there', async () => {
    const wiki = await newWiki();
    const before = (await wiki.changes()).json<{ head: number }>().head;
    const answer = insist(await post(wiki, await zipOf(vault)), 200).json<Imported>();
    expect(answer).toMatchObject({ written: 3, sequence: before + 1, relinked: 1, left_out: [{ file: 'vault/.obsidian', files: 1 }] });
    expect(await read(wiki, 'Index')).toBe('See [[the note|notes/Deep Note]] and ![cat.png](/notes/Deep%20Note/cat.png).\n');
    const links = insist(await wiki.client.get(`${wiki.api}/links/notes/Deep_Note`), 200).text;
    expect(links).toContain('Index');
    expect((await wiki.client.get(`${wiki.api}/broken-links`)).text).not.toContain('Deep');
    expect((await wiki.client.get(`/${wiki.name}/notes/Deep_Note/a/cat.png`)).status).toBe(200);
  });
});

describe('an archive', () => {
  it('under the same key is imported once, and under the same key another one is refused', async () => {
    const wiki = await newWiki();
    const [one, other] = [await zipOf({ 'a.md': 'a' }), await zipOf({ 'b.md': 'b' })];
    const first = insist(await post(wiki, one, { key: 'once' }), 200);
    expect((await post(wiki, one, { key: 'once' })).json()).toEqual(first.json());
    expect((await post(wiki, other, { key: 'once' })).status).toBe(422);
    expect((await wiki.read('b')).status).toBe(404);
  });

  it('is tried out first, and the report is the one that comes after', async () => {
    const wiki = await newWiki();
    const bytes = await zipOf({ 'x/edit.md': 'a', 'y/b.md': 'b' });
    const tried = insist(await post(wiki, bytes, { query: '?dry_run=true' }), 200).json<Imported>();
    expect((await wiki.read('y/b')).status).toBe(404);
    const done = insist(await post(wiki, bytes), 200).json<Imported>();
    expect(tried).toMatchObject({ ...done, revision: expect.anything(), sequence: expect.anything(), dry_run: true });
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut in the middle', (bytes) => bytes.subarray(0, bytes.length / 2)],
    [
      'with a changed byte of a file',
      (bytes) => Buffer.concat([bytes.subarray(0, 45), Buffer.from([(bytes[45] ?? 0) ^ 1]), bytes.subarray(46)]),
    ],
    ['that is text', () => Buffer.from('# Home\n')],
    ['without a byte', () => Buffer.alloc(0)],
  ])('%s is refused with nothing changed', async (_what, spoil) => {
    const wiki = await newWiki();
    const before = (await wiki.changes()).text;
    const answer = await post(wiki, spoil(await zipOf({ 'a.md': 'words '.repeat(100), 'b.md': 'b' })));
    expect([400, 422]).toContain(answer.status);
    expect(answer.json<Problem>().remedy).toMatch(/\w{3}/);
    expect((await wiki.changes()).text).toBe(before);
  });

  it('of more than may come in one request is refused', async () => {
    const wiki = await newWiki();
    const answer = await post(wiki, Buffer.alloc(33 * 1024 * 1024)).catch((error: unknown) => error);
    if (!(answer instanceof Error)) expect((answer as Answer).status).toBe(413);
  });

  it('is not taken from strangers or other people', async () => {
    const wiki = await newWiki();
    const bob = await house.openPerson(`bob-${count}`);
    const sending = { body: await zipOf({ 'a.md': 'a' }), headers: { 'content-type': 'application/zip' } };
    expect((await house.asBearer(bob.token).send('POST', `${wiki.api}/import`, sending)).status).toBe(404);
    expect((await house.asStranger().send('POST', `${wiki.api}/import`, sending)).status).toBe(401);
  });
});

it('of 3,000 pages is one change, and every page is there', async () => {
  const wiki = await newWiki();
  const files = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`notes/${at % 100}/Page ${at}.md`, `# Page ${at}\n\nwords\n`]));
  expect(insist(await post(wiki, await zipOf(files)), 200).json()).toMatchObject({ written: 3000 });
  expect((await wiki.paths()).length).toBe(3003);
}, 60_000);

it('an archive and its settings are taken from the command line too', async () => {
  const wiki = await newWiki();
  const wikibot = commandLineAt(house, work.path);
  const file = join(work.path, 'brought.zip');
  writeFileSync(file, await zipOf({ 'b/a.md': 'first', 'b/.DS_Store': '', 'b/history.md': 'h' }));
  const first = await wikibot('import', file, wiki.name, '--json', '--dry-run');
  expect([first.exit, first.json<ImportReport>().written]).toEqual([0, 2]);
  expect((await wiki.read('a')).status).toBe(404);
  const told = await wikibot('import', file, wiki.name);
  expect(told).toMatchObject({ exit: 0, out: expect.stringContaining('history.md → history_page.md') });
  expect(told.out).toContain('Left out: 1 × b/.DS_Store');
  writeFileSync(file, await zipOf({ 'b/a.md': 'second', 'b/other.md': 'o' }));
  expect((await wikibot('import', file, wiki.name, '--on-conflict', 'skip')).out).toContain('Skipped: ');
  expect(await read(wiki, 'a')).toBe('first');
  expect(await wikibot('import', file, wiki.name, '--on-conflict', 'perhaps')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('rename'),
  });
});
