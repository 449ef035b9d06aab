import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { HttpBackend } from '../../load/git-http-backend.ts';
import { httpBackend } from '../../load/git-http-backend.ts';
import { rowsAbout, wordsOnDisk } from '../house/bytes-on-disk.ts';
import type { Client } from '../house/client.ts';
import { gitClient, remoteOf } from '../house/git-client.ts';
import { openHostHouse } from '../house/host.ts';
import type { HostHouse } from '../house/host.ts';
import type { Death } from '../house/moments.ts';
import { deathsIn, watched } from '../house/moments.ts';
import { doorways, filledIn } from '../house/routes.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, insist, wikiAt } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';
import { services } from '../../services/all.ts';

/** A word for each thing that a wiki is told; none of them is written anywhere else. */
const FIELDS =
  'name purpose category page title text front commit attachment content large deleted moved token push tag thumbnail renamed template imported offer'.split(
    ' ',
  );
type Field = string;
const canary = (wiki: string, field: Field): string => `zq${wiki}${field}kx`;
const canariesOf = (wiki: string): readonly string[] => FIELDS.map((field) => canary(wiki, field));

const LARGE = 'A line of the same words in both wikis, so that the content is one.\n'.repeat(3_300);
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const base = temporaryFolder();
const folder = join(base.path, 'data');
const git = gitClient(base.path);
const { deaths, of: dying } = deathsIn(folder, base.path);
const STEPS = /ForgetWiki|Deletion|Removal|DeleteWiki|EndAccess/;
/** Longer than late work is given to end. */
const LATER_MS = 10 * 60_000;
let house: HostHouse;
let elsewhere: HttpBackend;
const ids = new Map<string, string>();

/** Somewhere else, with a page that a later commit has taken away: only its history holds the word. */
const repositoryOf = async (name: string, word: string): Promise<string> => {
  await git.must('.', 'init', '--quiet', name);
  await git.commit(name, 'First', { 'Kept.md': 'Nothing of note.\n', 'Gone.md': `${word}\n` });
  await git.must(name, 'rm', '--quiet', 'Gone.md');
  await git.commit(name, 'Then', { 'Kept.md': `Of ${word}.\n` });
  return `${elsewhere.url}/${name}/.git`;
};

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let attempt = 0; !(await isSo()); attempt += 1) {
    if (attempt > 400) throw new Error('it does not come to that');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** What is brought in is read, found, and told of everywhere, before anything else happens. */
const imported = async (wiki: WikiAt, url: string, word: string): Promise<void> => {
  const { client, api } = wiki;
  const body = { git: { url }, on_conflict: 'replace' };
  const { id } = insist(await client.send('POST', `${api}/imports`, { body }), 202).json<{ id: string }>();
  await until(async () => (await client.get(`${api}/imports/${id}`)).json<{ status: string }>().status === 'done');
  await until(async () => (await wiki.view('Kept')).text.includes(word));
  await until(async () => (await wiki.search(word)).text.includes('Kept'));
};

/** Tells a wiki something in every field there is, by every surface. */
const fill = async (name: string, client: Client): Promise<WikiAt> => {
  const word = (field: Field): string => canary(name, field);
  const body = { name: word('name'), slug: name, purpose: word('purpose'), categories: [word('category')] };
  const template = { url: await repositoryOf(`${name}-template`, word('template')) };
  const { id, wiki } = await createWikiAt(client, { ...body, template });
  ids.set(name, id);
  await imported(wiki, await repositoryOf(`${name}-elsewhere`, word('imported')), word('imported'));
  const text = `---\ntitle: ${word('title')}\ntags: [${word('tag')}]\nnote: ${word('front')}\n---\n\n${word('text')} [[Large]]\n`;
  const saved = await client.send('PUT', `${wiki.api}/pages/${word('page')}`, {
    body: { content: text, commit_message: word('commit') },
    headers: { 'idempotency-key': `key-${name}` },
  });
  insist(saved, 201);
  await wiki.write('Large', `${LARGE}${word('large')}\n`);
  await wiki.write('Same', LARGE);
  await wiki.write('Deleted', `${word('deleted')}\n`);
  insist(await wiki.remove('Deleted'), 200);
  await wiki.write('Moving', `${word('moved')}\n`);
  insist(await client.send('POST', `${wiki.api}/pages/Moving/rename`, { body: { new_path: word('renamed') } }), 200);
  const attach = (filename: string, content: string) =>
    client.send('POST', `${wiki.api}/pages/Large/attachments`, { body: { filename, content } });
  insist(await attach(`${word('attachment')}.txt`, Buffer.from(word('content')).toString('base64')), 200, 201);
  insist(await attach(`${word('thumbnail')}.png`, PICTURE), 200, 201);
  await client.get(`/${wiki.name}/Large/a/${word('thumbnail')}.png?thumbnail=128`);
  insist(await client.send('POST', '/api/v1/tokens', { body: { name: word('token'), wiki: wiki.name } }), 201);
  await git.must('.', 'clone', '--quiet', remoteOf(house.ready.url, wiki.name, `ada:${house.ready.token}`), name);
  await git.commit(name, word('push'), { 'Pushed.md': `${word('push')}\n` });
  await git.must(name, 'push', '--quiet', 'origin', 'main');
  for (const page of ['Large', word('page')]) insist(await wiki.view(page), 200);
  insist(await client.send('POST', `/api/v1/wikis/${id}/transfer`, { body: { to: 'bob', reason: word('offer') } }), 201);
  await wiki.search(word('text'));
  insist(await client.get(`${wiki.api}/links`), 200);
  return wiki;
};

const gone = async (client: Client, id: string): Promise<void> => {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if ((await client.get(`/api/v1/wikis/${id}`)).status === 404) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${id} is still there: ${JSON.stringify(house.host.sagas.list({ limit: 10 }))}`);
};

/** How the deletion stands: the step it is at, or how it ended. */
const deletionOf = ({ host }: HostHouse): string => {
  const [{ name = '' } = {}] = host.sagas.list({ stateMachine: 'wiki-deletion', limit: 1 }).executions;
  const { status, at = [] } = host.sagas.describe('wiki-deletion', name) ?? { status: 'NONE' };
  return status === 'RUNNING' ? at.join() : status;
};

const reaches = async (host: HostHouse, step: string): Promise<void> => {
  for (let attempt = 0; attempt < 400 && deletionOf(host) !== step; attempt += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(deletionOf(host)).toBe(step);
};

/** Starts where a death left off; whoever was not answered asks again. */
const comesToTheEnd = async (death: Death, { step, later = 0 }: { readonly step: string; readonly later?: number }): Promise<void> => {
  const again = await openHostHouse({ folder: death.folder, later });
  try {
    const body = { confirm: 'ada/doomed', now: true };
    insist(await again.owner.send('DELETE', `/api/v1/wikis/${doomed}`, { body }), 202, 404);
    await reaches(again, step);
    await gone(again.owner, doomed);
    expect([death.at, again.deadLetters()]).toEqual([death.at, []]);
  } finally {
    await again.close();
  }
  expect([death.at, wordsOnDisk(death.folder, canariesOf('doomed'))]).toEqual([death.at, []]);
  expect([death.at, rowsAbout(death.folder, doomed)]).toEqual([death.at, rowsAbout(folder, doomed)]);
};

/** The last steps run after the wiki itself is gone. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 1500));

let kept: WikiAt;
let doomed: string;
/** Every fact of it, before it goes. */
let told: readonly FactEnvelope[] = [];
beforeAll(async () => {
  elsewhere = await httpBackend(base.path);
  house = await openHostHouse({ folder, privateNetwork: true });
  await house.openPerson('bob');
  kept = await fill('keeper', house.owner);
  await fill('doomed', house.owner);
  doomed = ids.get('doomed') ?? '';
}, 120_000);
afterAll(async () => {
  await house?.close();
  await elsewhere?.close();
  base.remove();
});

describe('a wiki that is deleted at once', () => {
  it('was everywhere before', async () => {
    await house.close();
    const found = wordsOnDisk(folder, canariesOf('doomed')).map((line) => line.split(': ')[1]);
    expect(new Set(found)).toEqual(new Set(canariesOf('doomed')));
    house = await openHostHouse({ folder, services: watched(services, dying(STEPS)) });
    const wiki = await house.host.runtimes.get('wiki')?.ports();
    told = (await wiki?.events.read(`wiki/${doomed}`, 0, 100)) ?? [];
  });

  it('is deleted only by its address typed out', async () => {
    const wrong = await house.owner.send('DELETE', `/api/v1/wikis/${doomed}`, { body: { confirm: 'ada/keeper', now: true } });
    expect([wrong.status, wrong.json()]).toEqual([422, expect.objectContaining({ code: 'wiki.unconfirmed' })]);
    const body = { confirm: 'ada/doomed', now: true };
    expect(insist(await house.owner.send('DELETE', `/api/v1/wikis/${doomed}`, { body }), 202).json()).toMatchObject({ status: 'deleting' });
    await gone(house.owner, doomed);
    await settled();
  });

  it('answers at no route with anything of it', async () => {
    const values = { owner: 'ada', wiki: 'doomed', page: canary('doomed', 'page'), file: 'x.png', wikiId: doomed, revision: 'HEAD' };
    const nowhere = { ...values, wiki: 'nowhere', wikiId: `wik_${'0'.repeat(32)}` };
    for (const { method, path } of doorways.filter((doorway) => doorway.method === 'GET')) {
      const answer = await house.owner.send(method, filledIn(path, values), { headers: { accept: 'text/html' } });
      const text = answer.text.replaceAll(canary('doomed', 'page'), '');
      for (const word of canariesOf('doomed')) expect(text).not.toContain(word);
      if (path.startsWith('/{owner}/{wiki}')) {
        const other = await house.owner.send(method, filledIn(path, nowhere), { headers: { accept: 'text/html' } });
        expect([path, answer.status]).toEqual([path, other.status]);
      }
    }
  });

  it('comes not back with facts that are told again', async () => {
    expect(told.length).toBeGreaterThan(5);
    await house.host.bus.publish([...told, ...told.map((fact) => ({ ...fact, replay: '*' }))]);
    await settled();
    const { wikis } = (await house.owner.get('/api/v1/wikis')).json<{ wikis: { id: string }[] }>();
    expect(wikis.map(({ id }) => id)).not.toContain(doomed);
  });

  it('leaves nothing on the disk, and another wiki with the same contents as it was', async () => {
    expect(house.deadLetters()).toEqual([]);
    await house.close();
    expect(wordsOnDisk(folder, canariesOf('doomed'))).toEqual([]);
    house = await openHostHouse({ folder });
    const again = wikiAt(house.owner, kept.name);
    expect((await again.read('Same')).json<{ content: string }>().content).toHaveLength(LARGE.length);
    expect((await again.view('Large')).text).toContain(canary('keeper', 'large'));
    expect((await again.search(canary('keeper', 'text'))).text).toContain(canary('keeper', 'page'));
    await git.must('keeper', 'fetch', '--quiet', remoteOf(house.ready.url, kept.name, `ada:${house.ready.token}`), 'main');
  });

  it('is gone in the same way wherever the program dies on the way', async () => {
    expect(deaths.length).toBeGreaterThan(15);
    await Promise.all(deaths.map((death) => comesToTheEnd(death, { step: 'LetLateWorkEnd' })));
  }, 120_000);

  it('is swept once more when late work has ended, wherever the program dies then', async () => {
    const before = deaths.length;
    await house.close();
    house = await openHostHouse({ folder, services: watched(services, dying(STEPS)), later: LATER_MS });
    await reaches(house, 'SUCCEEDED');
    expect(house.deadLetters()).toEqual([]);
    expect(deaths.length).toBeGreaterThan(before);
    await Promise.all(deaths.slice(before).map((death) => comesToTheEnd(death, { step: 'SUCCEEDED', later: LATER_MS })));
  }, 60_000);

  it('frees its address', async () => {
    const { wiki } = await createWikiAt(house.owner, { name: 'New', slug: 'doomed' });
    expect((await wiki.paths()).length).toBe(3);
  });
});
