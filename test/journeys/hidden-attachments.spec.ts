import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../house/client.ts';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { letIn } from '../house/let-in.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

let house: House;
let wiki: WikiAt;
let bob: Client;
const hrefs = new Map<string, string>();

const at = (page: string, file = ''): string => `${wiki.api}/pages/${page}/attachments${file === '' ? '' : `/${file}`}`;

beforeAll(async () => {
  house = await openHouse();
  const made = await createWikiAt(house.owner, { name: 'Ponds', slug: 'ponds' });
  wiki = made.wiki;
  const person = await house.openPerson('bob');
  bob = house.asBearer(person.token);
  const rules = [
    { prefix: 'Secret', access: 'none' },
    { prefix: 'Fixed', access: 'read' },
  ] as const;
  await letIn(house, { wikiId: made.id, accountId: person.accountId, role: 'editor', rules });
  for (const page of ['Open', 'Fixed', 'Secret']) {
    await wiki.write(page, `# ${page}\n`);
    const answer = insist(await house.owner.send('PUT', at(page, 'file.txt'), { body: `the ${page} file` }), 201);
    hrefs.set(page, `/${wiki.name}/${answer.json<{ href: string }>().href}`);
  }
  // Whoever comes first has seen nothing to wait for.
  insist(await bob.send('PUT', at('Open', 'his.txt'), { body: 'his' }), 201);
});
afterAll(() => house?.close());

const seen = async (page: string) => (await bob.get(hrefs.get(page) ?? '')).status;

describe('whoever may not see a page', () => {
  it('sees nothing of its files, by whatever address', async () => {
    expect(await seen('Secret')).toBe(403);
    for (const address of [at('Secret'), at('Secret', 'file.txt'), `${at('Secret', 'file.txt')}/history`, at('secret', 'FILE.txt')])
      expect([address, (await bob.get(address)).status]).toEqual([address, 403]);
    const all = await bob.get(`${wiki.api}/attachments`);
    expect(all.json<{ attachments: { path: string }[] }>().attachments.map(({ path }) => path)).toEqual(['Fixed', 'Open', 'Open']);
    expect((await bob.get(`${wiki.api}/changelog`)).text).not.toMatch(/secret/i);
  });

  it('does not get them by their content id through a page that is open', async () => {
    const version = new URL(hrefs.get('Secret') ?? '', 'http://x').searchParams.get('v');
    expect((await bob.get(`/${wiki.name}/Open/a/file.txt?v=${version}`)).status).toBe(404);
  });

  it('puts nothing beside it and deletes nothing there', async () => {
    expect((await bob.send('PUT', at('Secret', 'x.txt'), { body: 'x' })).status).toBe(403);
    expect((await bob.send('POST', at('Secret'), { body: { filename: 'x.txt', content: '' } })).status).toBe(403);
    expect((await bob.send('DELETE', at('Secret', 'file.txt'))).status).toBe(403);
  });
});

describe('whoever may only read a page', () => {
  it('reads its files and changes none', async () => {
    expect(await seen('Fixed')).toBe(200);
    for (const page of ['Fixed', 'fixed', 'FIXED']) {
      expect((await bob.send('PUT', at(page, 'file.txt'), { body: 'changed' })).status).toBe(403);
      expect((await bob.send('DELETE', at(page, 'file.txt'))).status).toBe(403);
    }
    expect((await bob.get(hrefs.get('Fixed') ?? '')).text).toBe('the Fixed file');
  });

  it('still writes beside pages that are open', async () => {
    expect((await bob.send('PUT', at('Open', 'file.txt'), { body: 'changed' })).status).toBe(200);
  });
});
