import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withdrawRole } from '@wikibot/contracts/requests/auth';
import { WikiId } from '@wikibot/contracts/define/ids';
import type { Answer, Client } from '../house/client.ts';
import { letIn } from '../house/let-in.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import type { Person } from '../house/house.ts';
import { insist } from '../house/wiki.ts';

const api = '/ada/notes/api/v1';

let house: House;
let bob: Person;
let bobs: Client;
let wikiId: string;
const enter = () => letIn(house, { wikiId, accountId: bob.accountId, role: 'editor', rules: [{ prefix: 'Secret', access: 'none' }] });
beforeAll(async () => {
  house = await openHouse();
  bob = await house.openPerson('bob');
  bobs = house.asBearer(bob.token);
  wikiId = (await house.owner.get('/api/v1/wikis')).json<{ wikis: { id: string }[] }>().wikis[0]?.id ?? '';
  await enter();
});
afterAll(() => house?.close());

const keep = (client: Client, path: string, body: object): Promise<Answer> => client.send('PUT', `${api}/drafts/${path}`, { body });
interface Draft {
  readonly content: string;
  readonly draft_revision: string;
  readonly page: string;
  readonly current_revision: string | null;
}

describe('a draft over REST', () => {
  it('is begun on a page, outlives a restart of the browser, and tells when somebody saved the page meanwhile', async () => {
    const { revision } = await house.notes.write('Plan', 'one\n');
    const made = insist(await keep(house.owner, 'Plan', { content: 'one\nmine\n', revision }), 201).json<Draft>();
    expect((await house.owner.get(`${api}/drafts/Plan`)).json<Draft>()).toMatchObject({ content: 'one\nmine\n', page: 'current' });
    const saved = insist(await bobs.send('PUT', `${api}/pages/Plan`, { body: { content: 'one\nbob\n', revision } }), 200).json<{
      revision: string;
    }>();
    const read = (await house.owner.get(`${api}/drafts/Plan`)).json<Draft>();
    expect(read).toMatchObject({ content: 'one\nmine\n', page: 'changed', current_revision: saved.revision });
    expect(insist(await keep(house.owner, 'Plan', { content: 'other\n' }), 409).json()).toMatchObject({
      code: 'draft.changed',
      draft_content: 'one\nmine\n',
      yours: 'other\n',
      draft_revision: made.draft_revision,
    });
    insist(await house.owner.send('DELETE', `${api}/drafts/Plan?draft_revision=${made.draft_revision}`), 200);
    insist(await house.owner.get(`${api}/drafts/Plan`), 404);
  });

  it('is seen by nobody else, the owner of the wiki no more than a stranger', async () => {
    insist(await keep(bobs, 'Diary', { content: 'a thought of Bob' }), 201);
    expect((await bobs.get(`${api}/drafts`)).json()).toMatchObject({ drafts: [{ path: 'Diary' }], total: 1, limit: 100 });
    expect((await house.owner.get(`${api}/drafts`)).text).not.toContain('Diary');
    insist(await house.owner.get(`${api}/drafts/Diary`), 404);
    insist(await house.asStranger().get(`${api}/drafts/Diary`), 401);
    for (const question of ['pages', 'changelog', 'search?q=thought']) {
      expect((await house.owner.get(`${api}/${question}`)).text).not.toContain('thought of Bob');
    }
  });

  it('keeps to the folders that are open to its writer', async () => {
    insist(await keep(bobs, 'Secret/Plan', { content: 'x' }), 403);
    insist(await bobs.get(`${api}/drafts/Secret/Plan`), 403);
  });

  it('repeated under one key is kept once, and the same again changes nothing', async () => {
    const twice = () =>
      house.owner.send('PUT', `${api}/drafts/Again`, { body: { content: 'text' }, headers: { 'idempotency-key': 'again' } });
    const [first, second] = [insist(await twice(), 201).json<Draft>(), insist(await twice(), 200).json<Draft>()];
    expect(second).toMatchObject({ draft_revision: first.draft_revision, outcome: 'unchanged' });
  });

  it('vanishes with the role of its account', async () => {
    insist(await keep(bobs, 'Left_behind', { content: 'x' }), 201);
    const outcome = await house.call(withdrawRole, { wikiId: WikiId.parse(wikiId), accountId: bob.accountId });
    expect(outcome).toMatchObject({ ok: true });
    insist(await bobs.get(`${api}/drafts`), 404);
    await enter();
    const left = async (): Promise<number> => (await bobs.get(`${api}/drafts`)).json<{ total: number }>().total;
    for (let round = 0; round < 100 && (await left()) > 0; round += 1) await new Promise((resolve) => void setTimeout(resolve, 50));
    expect(await left()).toBe(0);
  });
});
