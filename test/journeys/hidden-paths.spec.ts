import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatToken } from '@wikibot/contracts/define/token';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import type { Client } from '../house/client.ts';
import { followEvents } from '../house/event-stream.ts';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { target } from '../house/target.ts';
import { letIn } from '../house/let-in.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

let house: House;
let wiki: WikiAt;
let reader: Client;
let token: string;

const hiding: readonly PathRule[] = [{ prefix: 'Secret', access: 'none' }];

beforeAll(async () => {
  house = await openHouse();
  const made = await createWikiAt(house.owner, { name: 'Ponds', slug: 'ponds' });
  wiki = made.wiki;
  const bob = await house.openPerson('bob');
  token = bob.token;
  reader = house.asBearer(token);
  await letIn(house, { wikiId: made.id, accountId: bob.accountId, role: 'viewer', rules: hiding });
  await wiki.write('Pond', 'Home of the [[Heron]].\n\nAnd of the [[Secret/Carp]].\n');
  await wiki.write('Heron', 'Eats [[Newts]].\n');
  await wiki.write('Secret/Carp', 'Fears the [[Heron]], eats [[Newts]] and [[Bait]].\n');
  await wiki.write('Secret/Pike', 'Hidden merger.\n');
});
afterAll(() => house?.close());

const tokenOf = (client: Client): string => formatToken(client.token());

const shownTo = async (client: Client, path: string): Promise<string> => {
  // The reader has read nothing yet, so what the owner wrote is waited for with the owner's token.
  const headers = { 'wikibot-token': tokenOf(house.owner) };
  return insist(await client.get(`${wiki.api}${path}`, headers), 200).text;
};

const hidden = /secret|carp|pike|bait|merger/i;

describe('whoever may not read a folder', () => {
  it.each([
    '/links/Pond',
    '/links/Heron',
    '/links',
    '/broken-links',
    '/orphans',
    '/wanted',
    '/changelog',
    '/changelog?since=0',
    '/changelog?prefix=Secret',
  ])('learns nothing of it at %s, and the owner does', async (path) => {
    expect(await shownTo(reader, path)).not.toMatch(hidden);
    expect(await shownTo(house.owner, path)).toMatch(hidden);
  });

  it.each(['/links/Secret/Carp', '/links/Secret/Nobody'])('is refused at %s, whether there is a page or not', async (path) => {
    expect((await reader.get(`${wiki.api}${path}`)).status).toBe(403);
  });

  it.each(['/llms.txt', '/sitemap.xml', '/-/changelog/feed.atom'])('finds nothing of it in %s, and the owner does', async (path) => {
    const address = `/${wiki.name}${path}`;
    const [seen, all] = [insist(await reader.get(address), 200), insist(await house.owner.get(address), 200)];
    expect(seen.text).toContain('Heron');
    expect(seen.text).not.toMatch(hidden);
    expect(all.text).toMatch(hidden);
    expect((await reader.get(address, { 'if-none-match': String(seen.headers['etag']) })).status).toBe(304);
    expect((await house.owner.get(address, { 'if-none-match': String(seen.headers['etag']) })).status).toBe(200);
    expect((await house.asStranger().get(address)).status).toBe((await house.asStranger().get(`/ada/no-such-wiki${path}`)).status);
  });

  it('gets the Markdown of what it may read, with the revision as its tag', async () => {
    const heron = insist(await reader.get(`/${wiki.name}/Heron.md`), 200);
    expect([heron.text, heron.headers['content-type']]).toEqual(['Eats [[Newts]].\n', 'text/markdown; charset=utf-8']);
    const { revision } = (await wiki.read('Heron')).json<{ revision: string }>();
    expect(heron.headers['etag']).toBe(`"${revision}"`);
    expect((await reader.get(`/${wiki.name}/Heron.md`, { 'if-none-match': `"${revision}"` })).status).toBe(304);
    expect((await house.asStranger().get(`/${wiki.name}/Heron.md`)).status).not.toBe(200);
  });

  it('of a private wiki finds nothing in a page that is meant for others; of a public one a preview', async () => {
    const head = async (): Promise<string> => insist(await house.owner.get(`/${wiki.name}/Heron`, { accept: 'text/html' }), 200).text;
    expect(await head()).not.toMatch(/og:|canonical|atom/);
    insist(await house.owner.send('PATCH', `${wiki.api}/settings`, { body: { visibility: 'public' } }), 200);
    const text = await head();
    expect(text).toContain(`<link rel="canonical" href="${house.ready.url}/${wiki.name}/Heron" />`);
    expect(text).toContain('<meta property="og:title" content="Heron" />');
  });

  it('sees the rest as if the folder were empty', async () => {
    expect(JSON.parse(await shownTo(reader, '/wanted'))).toEqual({ pages: [{ path: 'Newts', sources: 1 }] });
    expect(JSON.parse(await shownTo(house.owner, '/wanted'))).toEqual({
      pages: [
        { path: 'Newts', sources: 2 },
        { path: 'Bait', sources: 1 },
      ],
    });
    expect(JSON.parse(await shownTo(reader, '/links/Heron'))).toMatchObject({ linked_from: ['Pond'], links_to: ['Newts'] });
  });

  it('sees links into it alike, whether there is a page or not, and does not learn that a page was moved there', async () => {
    await wiki.write('Old', 'x');
    await wiki.write('Ways', 'To [[Secret/Carp]], [[Secret/Nobody]], [[Old]] and [[Nowhere]].\n');
    insist(await house.owner.send('POST', `${wiki.api}/pages/Old/rename`, { body: { new_path: 'Secret/Old' } }), 200);
    await wiki.write(
      'Ways',
      'To [[Secret/Carp]], [[Secret/Nobody]], [[Old]] and [[Nowhere]].\n',
      (await wiki.read('Ways')).json<{ revision: string }>().revision,
    );
    const red = async (client: Client): Promise<readonly string[]> => {
      const { text } = insist(await client.get(`/${wiki.name}/Ways`, { accept: 'text/html', 'wikibot-token': tokenOf(house.owner) }), 200);
      return [...text.matchAll(/class="wiki-link missing"[^>]*>([^<]*)/g)].map(([, words = '']) => words);
    };
    expect(await red(reader)).toEqual(['Old', 'Nowhere']);
    expect(await red(house.owner)).toEqual(['Secret/Nobody', 'Nowhere']);
    for (const page of ['Secret/Carp', 'Secret/Nobody', 'Secret/Carp.md', 'Secret/Nobody.md'])
      expect([page, (await reader.get(`/${wiki.name}/${page}`)).status]).toEqual([page, 403]);
  });

  it('neither waits for what happens there nor hears of it', async () => {
    const { head } = JSON.parse(await shownTo(reader, '/changelog')) as { head: number };
    const waiting = reader.get(`${wiki.api}/changelog?since=${head}&wait=20`);
    const stream = await followEvents(house.ready.url, `${wiki.api}/changelog?since=${head}`, { authorization: `Bearer ${token}` });
    await wiki.write('Secret/Merger', 'Signed.\n');
    await wiki.write('Reed', 'Grows.\n');
    const answer = await waiting;
    expect(answer.text).not.toMatch(hidden);
    expect(answer.json<{ entries: { pages_affected: string[] }[] }>().entries.map((entry) => entry.pages_affected)).toEqual([['Reed']]);
    const event = await stream.next();
    stream.close();
    expect([event?.data.includes('Reed'), hidden.test(event?.data ?? '')]).toEqual([true, false]);
  });
});

/** Where the gateway can ask again; on AWS it cannot, and a stream ends by itself soon. */
if (target === 'host')
  it('whoever follows hears no more once the token is revoked', async () => {
    const made = insist(await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'follower' } }), 201);
    const { id, secret } = made.json<{ id: string; secret: string }>();
    const stream = await followEvents(house.ready.url, `${wiki.api}/changelog`, { authorization: `Bearer ${secret}` });
    await wiki.write('Before', 'x');
    expect((await stream.next())?.data).toContain('Before');
    insist(await house.owner.send('DELETE', `/api/v1/tokens/${id}`), 204);
    await wiki.write('After', 'x');
    expect(await stream.next()).toBeUndefined();
  });
