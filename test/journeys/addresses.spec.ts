import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../house/client.ts';
import type { House, Person } from '../house/house.ts';
import { eras } from '../house/mcp-client.ts';
import { openHouse } from '../house/open-house.ts';
import { createWikiAt, insist, wikiAt } from '../house/wiki.ts';

let house: House;
let bob: Client;
let cleo: Person;
beforeAll(async () => {
  house = await openHouse();
  bob = house.asBearer((await house.openPerson('bob')).token);
  cleo = await house.openPerson('cleo');
});
afterAll(() => house?.close());

const settings = (client: Client, name: string, body: object) => client.send('PATCH', `/${name}/api/v1/settings`, { body });

describe('a wiki that takes another address', () => {
  it('is found there, and its old addresses lead there, for programs, browsers and agents', async () => {
    const { wiki } = await createWikiAt(house.owner, { name: 'Ponds', slug: 'ponds' });
    await wiki.write('Frogs', 'They croak.\n');
    const changed = insist(await settings(house.owner, 'ada/ponds', { slug: 'waters' }), 200).json<{ href: string; slug: string }>();
    expect(changed).toMatchObject({ href: '/ada/waters/', slug: 'waters' });
    expect((await wikiAt(house.owner, 'ada/waters').read('Frogs')).text).toContain('croak');

    const api = await house.owner.send('PUT', '/ada/ponds/api/v1/pages/Frogs?x=1', { body: { content: 'changed' } });
    expect([api.status, api.headers['location']]).toEqual([308, '/ada/waters/api/v1/pages/Frogs?x=1']);
    expect(api.json()).toMatchObject({ code: 'wiki.moved', status: 308, moved_to: '/ada/waters/' });
    const page = await house.owner.get('/ada/ponds/Frogs', { accept: 'text/html' });
    expect([page.status, page.headers['location']]).toEqual([308, '/ada/waters/Frogs']);
    const refs = await house.owner.get('/ada/ponds.git/info/refs?service=git-upload-pack');
    expect([refs.status, refs.headers['location']]).toEqual([308, '/ada/waters.git/info/refs?service=git-upload-pack']);
    const agent = await house.owner.send('POST', '/ada/ponds/mcp', { body: { jsonrpc: '2.0', id: 1, method: 'ping' } });
    expect([agent.status, agent.headers['location']]).toEqual([308, '/ada/waters/mcp']);
  });

  it.each(eras)('is reached at its old address by %s', async (_era, connect) => {
    const client = await connect(`${house.ready.url}/ada/ponds/mcp`, house.ready.token);
    expect((await client.call('read_note', { path: 'Frogs' })).text).toContain('croak');
    await client.close();
  });

  it('tells a stranger nothing, neither at the old address nor at the new one', async () => {
    for (const caller of [bob, house.asStranger()]) {
      const listed = await Promise.all(['ponds', 'waters', 'nowhere'].map((slug) => caller.get(`/ada/${slug}/api/v1/pages`)));
      const [old, now, none] = listed.map(({ status, text }) => ({ status, text }));
      expect([old, now]).toEqual([none, none]);
    }
  });

  it('leaves the old address to whoever takes it next', async () => {
    const { wiki } = await createWikiAt(house.owner, { name: 'Other ponds', slug: 'ponds' });
    await wiki.write('Newts', 'Another wiki.\n');
    expect((await wiki.read('Frogs')).status).toBe(404);
    insist(await settings(house.owner, 'ada/ponds', { slug: 'puddles' }), 200);
    // The one that left last is meant.
    expect((await house.owner.get('/ada/ponds/api/v1/pages')).headers['location']).toBe('/ada/puddles/api/v1/pages');
  });

  it('may not take one that another wiki of its owner has', async () => {
    const refused = await settings(house.owner, 'ada/puddles', { slug: 'waters' });
    expect([refused.status, refused.json<{ code: string }>().code]).toEqual([409, 'wiki.slug-taken']);
    expect((await settings(house.owner, 'ada/puddles', { slug: 'settings' })).status).toBe(422);
  });
});

describe('a public wiki that moved', () => {
  it('leads everybody on, and nobody once it is closed', async () => {
    await createWikiAt(bob, { name: 'Open', slug: 'open', visibility: 'public' });
    insist(await settings(bob, 'bob/open', { slug: 'opened' }), 200);
    const stranger = await house.asStranger().get('/bob/open/api/v1/pages');
    expect([stranger.status, stranger.headers['location']]).toEqual([308, '/bob/opened/api/v1/pages']);
    insist(await settings(bob, 'bob/opened', { visibility: 'private' }), 200);
    expect((await house.asStranger().get('/bob/open/api/v1/pages')).status).toBe(401);
    expect((await house.asStranger().get('/bob/opened/api/v1/pages')).status).toBe(401);
  });
});

describe('an owner who takes another name', () => {
  const rename = (client: Client, username: string) => client.send('PATCH', '/api/v1/me', { body: { username } });

  it('is found under it with every wiki, and the old addresses lead there', async () => {
    const client = house.asBearer(cleo.token);
    const { wiki } = await createWikiAt(client, { name: 'Notes', slug: 'notes' });
    await wiki.write('Page', 'Text.\n');
    expect(insist(await rename(client, 'cleopatra'), 200).json()).toMatchObject({ username: 'cleopatra' });
    expect((await wikiAt(client, 'cleopatra/notes').read('Page')).text).toContain('Text.');
    expect((await client.get('/cleo/notes/api/v1/pages')).headers['location']).toBe('/cleopatra/notes/api/v1/pages');
    expect((await house.asStranger().get('/cleo/notes/api/v1/pages')).status).toBe(401);
  });

  it('keeps the name given up, and takes none that is taken or reserved', async () => {
    const answers = [await rename(bob, 'cleo'), await rename(bob, 'cleopatra'), await rename(bob, 'admin'), await rename(bob, 'B')];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 422, 422]);
    const client = house.asBearer(cleo.token);
    insist(await rename(client, 'cleo'), 200);
    expect((await client.get('/cleopatra/notes/api/v1/pages')).headers['location']).toBe('/cleo/notes/api/v1/pages');
    insist(await client.get('/cleo/notes/api/v1/pages'), 200);
  });

  it('does not collect names', async () => {
    const client = house.asBearer(cleo.token);
    for (const name of ['cleo-2', 'cleo-3', 'cleo-4', 'cleo-5']) insist(await rename(client, name), 200);
    const one = await rename(client, 'cleo-6');
    expect([one.status, one.json<{ code: string }>().code]).toEqual([403, 'account.too-many-names']);
  });
});

describe('a wiki that goes to another account', () => {
  interface Offer {
    readonly id: string;
  }
  const offer = (wikiId: string, body: object) => house.owner.send('POST', `/api/v1/wikis/${wikiId}/transfer`, { body });
  const answer = (client: Client, path: string, over: object = {}) => client.send('POST', `/api/v1/transfers/${path}`, over);
  const offers = async (client: Client) => insist(await client.get('/api/v1/transfers'), 200).json<{ given: Offer[]; received: Offer[] }>();
  const usedBy = async (client: Client) => insist(await client.get('/api/v1/plan'), 200).json<{ usage: { wikis: number } }>().usage.wikis;
  let bound: Client;
  let id = '';

  it('is offered, which opens nothing of it yet and is nobody else’s business', async () => {
    const made = await createWikiAt(house.owner, { name: 'Gift', slug: 'gift' });
    await made.wiki.write('Frogs', 'They croak.\n');
    const token = insist(await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'bot', wiki: 'ada/gift' } }), 201);
    bound = house.asBearer(token.json<{ secret: string }>().secret);
    expect((await offer(made.id, { to: 'nobody-there' })).status).toBe(404);
    id = insist(await offer(made.id, { to: 'bob', reason: 'For you.' }), 201).json<Offer>().id;
    expect([await offers(house.owner), await offers(bob)]).toMatchObject([
      { given: [{ id, to: 'bob' }], received: [] },
      { given: [], received: [{ id, from: 'ada', name: 'Gift', reason: 'For you.', staysAs: 'none' }] },
    ]);
    expect((await bob.get('/ada/gift/api/v1/pages')).status).toBe(404);
    const stranger = house.asBearer((await house.openPerson('dora')).token);
    for (const how of ['accept', 'decline', 'withdraw'])
      expect((await answer(stranger, `${id}/${how}`, how === 'accept' ? { body: {} } : {})).status).toBe(404);
    expect(await offers(stranger)).toEqual({ given: [], received: [] });
  });

  it('is taken over once, and stands below the other name with all that it holds', async () => {
    const before = await usedBy(bob);
    const request = { body: { slug: 'present' }, headers: { 'Idempotency-Key': 'take-it' } };
    for (let times = 0; times < 2; times += 1) {
      const taken = insist(await answer(bob, `${id}/accept`, request), 200).json();
      expect(taken).toMatchObject({ owner: 'bob', slug: 'present', href: '/bob/present/' });
    }
    expect((await answer(bob, `${id}/accept`, { body: {} })).status).toBe(404);
    expect((await wikiAt(bob, 'bob/present').read('Frogs')).text).toContain('croak');
    insist(await settings(bob, 'bob/present', { purpose: 'Was a gift.' }), 200);
    expect((await bob.get('/ada/gift/api/v1/pages')).headers['location']).toBe('/bob/present/api/v1/pages');
    expect(await usedBy(bob)).toBe(before + 1);
  });

  it('does not exist any more for whoever gave it away, nor for their tokens', async () => {
    for (const address of ['ada/gift', 'bob/present', 'bob/nowhere'])
      expect((await house.owner.get(`/${address}/api/v1/pages`)).status).toBe(404);
    expect((await bound.get('/bob/present/api/v1/pages')).status).toBe(401);
    const { wiki } = await createWikiAt(house.owner, { name: 'New gift', slug: 'gift' });
    expect((await wiki.read('Frogs')).status).toBe(404);
    expect((await bob.get('/ada/gift/api/v1/pages')).status).toBe(404);
  });

  it('keeps whoever gave it away as an editor when that was agreed', async () => {
    const made = await createWikiAt(house.owner, { name: 'Shared', slug: 'shared' });
    const shared = insist(await offer(made.id, { to: 'bob', staysAs: 'editor' }), 201).json<Offer>();
    insist(await answer(bob, `${shared.id}/accept`, { body: {} }), 200);
    const wiki = wikiAt(house.owner, 'bob/shared');
    await wiki.write('Frogs', 'They still croak.\n');
    expect((await settings(house.owner, 'bob/shared', { name: 'Mine' })).status).toBe(403);
    expect((await house.owner.send('DELETE', `/api/v1/wikis/${made.id}`, { body: { confirm: 'bob/shared' } })).status).toBe(404);
  });
});
