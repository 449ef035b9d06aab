import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../house/client.ts';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { WikiCreated } from '../house/wiki.ts';

let house: House;
let bob: Client;
let made: WikiCreated;
const DAY_MS = 24 * 60 * 60 * 1000;
const at = (id: string, rest = ''): string => `/api/v1/wikis/${id}${rest}`;

beforeAll(async () => {
  house = await openHouse();
  bob = house.asBearer((await house.openPerson('bob')).token);
  made = await createWikiAt(house.owner, { name: 'Herbs', slug: 'herbs', visibility: 'public' });
  await made.wiki.write('Thyme', 'A small herb.\n');
});
afterAll(() => house?.close());

const remove = (client: Client, body: object) => client.send('DELETE', at(made.id), { body });

describe('a wiki that is to be deleted', () => {
  it('is deleted by nobody but the account that owns it', async () => {
    const bound = insist(await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'agent', wiki: 'ada/herbs' } }), 201);
    const readOnly = insist(await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'reader', scopes: ['read'] } }), 201);
    const callers = [
      bob,
      house.asStranger(),
      house.asBearer(bound.json<{ secret: string }>().secret),
      house.asBearer(readOnly.json<{ secret: string }>().secret),
    ];
    const answers = await Promise.all(callers.map((caller) => remove(caller, { confirm: 'ada/herbs' })));
    expect(answers.map(({ status }) => status)).toEqual([404, 401, 401, 403]);
  });

  it('is gone for everybody but its owner, who is told until when it can be brought back', async () => {
    insist(await house.asStranger().get('/ada/herbs/api/v1/pages'), 200);
    const { status, deletedOn } = insist(await remove(house.owner, { confirm: 'ada/herbs' }), 202).json<{
      status: string;
      deletedOn: string;
    }>();
    expect(status).toBe('deleting');
    expect(Math.round((Date.parse(deletedOn) - Date.now()) / DAY_MS)).toBe(7);
    const others = [await bob.get('/ada/herbs/api/v1/pages'), await house.asStranger().get('/ada/herbs/api/v1/pages')];
    expect(others.map((answer) => answer.status)).toEqual([404, 401]);
    const { wikis } = (await house.owner.get('/api/v1/wikis')).json<{ wikis: object[] }>();
    expect(wikis).toContainEqual(expect.objectContaining({ slug: 'herbs', status: 'deleting', deletedOn }));
  });

  it('is read and cloned by its owner, and changed by nobody', async () => {
    expect((await made.wiki.read('Thyme')).text).toContain('small herb');
    insist(await house.owner.get('/ada/herbs.git/info/refs?service=git-upload-pack'), 200);
    const save = await made.wiki.save('Thyme', 'Other.\n');
    expect([save.status, save.json<{ code: string }>().code]).toEqual([410, 'wiki.deleting']);
    expect((await house.owner.send('POST', at(made.id, '/archive'))).status).toBe(410);
  });

  it('keeps its address, as it may come back', async () => {
    expect((await house.owner.send('POST', '/api/v1/wikis', { body: { name: 'Other', slug: 'herbs' } })).status).toBe(409);
  });

  it('is brought back by its owner as it was', async () => {
    expect((await bob.send('POST', at(made.id, '/restore'))).status).toBe(404);
    const back = insist(await house.owner.send('POST', at(made.id, '/restore')), 200).json();
    expect(back).toMatchObject({ status: 'active' });
    expect(back['deletedOn']).toBeUndefined();
    expect((await house.asStranger().get('/ada/herbs/api/v1/pages/Thyme')).text).toContain('small herb');
    await made.wiki.write('Sage', 'Another.\n');
  });

  it('comes back archived when it was', async () => {
    insist(await house.owner.send('POST', at(made.id, '/archive')), 200);
    insist(await remove(house.owner, { confirm: 'ada/herbs' }), 202);
    expect(insist(await house.owner.send('POST', at(made.id, '/restore')), 200).json()).toMatchObject({ status: 'archived' });
    expect((await made.wiki.save('Sage', 'Other.\n')).json<{ code: string }>().code).toBe('wiki.archived');
  });

  it('is gone for good when its owner does not want to wait', async () => {
    insist(await remove(house.owner, { confirm: 'ada/herbs' }), 202);
    insist(await remove(house.owner, { confirm: 'ada/herbs', now: true }), 202);
    expect((await house.owner.send('POST', at(made.id, '/restore'))).status).toBeGreaterThanOrEqual(404);
    for (let attempt = 0; (await house.owner.get(at(made.id))).status !== 404; attempt += 1) {
      if (attempt > 600) throw new Error('it is still there');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await made.wiki.read('Thyme')).status).toBe(404);
    await createWikiAt(house.owner, { name: 'New herbs', slug: 'herbs' });
  });
});
