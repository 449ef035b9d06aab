import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

const shownTo = async (client: Client, path: string): Promise<string> => {
  // The reader has read nothing yet, so what the owner wrote is waited for with the owner's token.
  const headers = {
    'wikibot-token': Object.entries(house.owner.token())
      .map(([stream, sequence]) => `${stream}=${sequence}`)
      .join(','),
  };
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
