import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { Answer } from '../house/client.ts';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { openReceiver } from '../house/receiver.ts';
import type { Receiver } from '../house/receiver.ts';
import { seededRandom } from '../house/seeded-random.ts';
import { target } from '../house/target.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { Problem, WikiAt } from '../house/wiki.ts';

interface Made {
  readonly webhook: { readonly id: string; readonly delivered: number };
  readonly secret: string;
}
interface Attempt {
  readonly kind: string;
  readonly sequence: number | null;
  readonly ok: boolean;
  readonly status?: number;
}

/** A host of the internet, which on the templates lies on this machine. */
const HOST = 'hooks.example.org';
let receiver: Receiver;
let house: House;
let base: string;
beforeAll(async () => {
  receiver = await openReceiver();
  base = target === 'template' ? `https://${HOST}` : receiver.url;
  house = await openHouse({
    privateNetwork: true,
    internet: new Map([[HOST, receiver.url]]),
    disorder: { copies: 2, spreadMs: 20, random: seededRandom(5) },
  });
}, 120_000);
afterAll(async () => {
  await house?.close();
  await receiver?.close();
});

let count = 0;
const newWiki = async (): Promise<WikiAt> => (await createWikiAt(house.owner, { name: 'Ponds', slug: `hooked-${(count += 1)}` })).wiki;
const post = (wiki: WikiAt, path: string, body: object = {}): Promise<Answer> =>
  wiki.client.send('POST', `${wiki.api}/webhooks${path}`, { body });
const hookAt = async (wiki: WikiAt, path: string, over: object = {}): Promise<Made> =>
  insist(await post(wiki, '', { url: base + path, ...over }), 201).json<Made>();
const bodyless = (wiki: WikiAt, path: string): Promise<Answer> => wiki.client.send('POST', `${wiki.api}/webhooks${path}`);
const deliveriesOf = async (wiki: WikiAt, id: string): Promise<readonly Attempt[]> =>
  insist(await wiki.client.get(`${wiki.api}/webhooks/${id}/deliveries`), 200).json<{ deliveries: Attempt[] }>().deliveries;

/** Of what is recorded after it has arrived. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let round = 0; round < 200 && !(await isSo()); round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('a program elsewhere', () => {
  it('is told of each change once and in order, and can prove from whom it comes', async () => {
    const wiki = await newWiki();
    const { secret } = await hookAt(wiki, '/all');
    const saved = [await wiki.write('Pond', 'Deep water.'), await wiki.write('Reed', 'x'), await wiki.write('Birds/Heron', 'y')];
    await receiver.arrived('/all', 3);
    expect(receiver.sequences('/all')).toEqual(saved.map(({ sequence }) => sequence));
    const own = receiver.received.filter(({ path }) => path === '/all');
    for (const { text, headers } of own) expect(new Webhook(secret).verify(text, headers)).toMatchObject({ type: 'wiki.changed' });
    expect(JSON.parse(own[2]?.text ?? '')).toMatchObject({
      data: {
        wiki: { owner: 'ada', slug: wiki.name.split('/')[1] },
        change: { pages_affected: ['Birds/Heron'], author: 'ada', intent: 'save' },
      },
    });
    expect(own.map(({ text }) => text).join()).not.toContain('Deep water');
    expect(() => new Webhook(secret).verify(`${own[0]?.text} `, own[0]?.headers ?? {})).toThrow();
  });

  it('is tested at once, and its secret is changed without a gap', async () => {
    const wiki = await newWiki();
    const { webhook, secret } = await hookAt(wiki, '/tested');
    const rotated = insist(await bodyless(wiki, `/${webhook.id}/rotate`), 200).json<Made>();
    const tested = insist(await bodyless(wiki, `/${webhook.id}/test`), 200).json<{ attempt: Attempt }>();
    expect(tested.attempt).toMatchObject({ kind: 'test', ok: true, status: 204 });
    const [one] = receiver.received.filter(({ path }) => path === '/tested');
    for (const each of [secret, rotated.secret]) {
      expect(new Webhook(each).verify(one?.text ?? '', one?.headers ?? {})).toMatchObject({ type: 'wiki.test' });
    }
    expect(await deliveriesOf(wiki, webhook.id)).toContainEqual(tested.attempt);
  });

  it('gets again what it asks for', async () => {
    const wiki = await newWiki();
    const { webhook } = await hookAt(wiki, '/again');
    const { sequence } = await wiki.write('Pond', 'x');
    await receiver.arrived('/again', 1);
    insist(await post(wiki, `/${webhook.id}/replay`, { sequence }), 200);
    await receiver.arrived('/again', 2);
    insist(await post(wiki, `/${webhook.id}/replay`, { from: sequence }), 200);
    await receiver.arrived('/again', 3);
    const ids = receiver.received.filter(({ path }) => path === '/again').map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    const kinds = async () => (await deliveriesOf(wiki, webhook.id)).map(({ kind }) => kind).toSorted();
    await until(async () => (await kinds()).length === 3);
    expect(await kinds()).toEqual(['change', 'change', 'replay']);
  });

  it('that is not there holds up no other, and its owner reads how it fares', async () => {
    const wiki = await newWiki();
    receiver.answers(({ path }) => (path === '/down' ? 503 : 204));
    const [down] = [await hookAt(wiki, '/down'), await hookAt(wiki, '/up')];
    const sequences = [(await wiki.write('Pond', 'x')).sequence, (await wiki.write('Reed', 'x')).sequence];
    await receiver.arrived('/up', 2);
    await receiver.arrived('/down', 1);
    const shown = async () => (await wiki.client.get(`${wiki.api}/webhooks/${down.webhook.id}`)).json<{ webhook: object }>().webhook;
    await until(async () => 'failing' in (await shown()));
    expect(await shown()).toMatchObject({ failing: { problem: 'The endpoint answered 503.' }, active: true });
    receiver.answers(() => 204);
    insist(await wiki.client.send('PATCH', `${wiki.api}/webhooks/${down.webhook.id}`, { body: { active: true } }), 200);
    await until(async () => !('failing' in (await shown())) && receiver.sequences('/down').at(-1) === sequences[1]);
    // the first as often as it was tried, then the second
    const tried = receiver.sequences('/down');
    expect([...new Set(tried)]).toEqual(sequences);
    expect(tried.filter((one) => one === sequences[0]).length).toBeGreaterThan(1);
  });
});

describe('the webhooks of a wiki', () => {
  it('are its owner’s alone', async () => {
    const wiki = await newWiki();
    const { webhook } = await hookAt(wiki, '/private');
    const linus = house.asBearer((await house.openPerson('linus')).token);
    for (const [who, status] of [
      [linus, 404],
      [house.asStranger(), 401],
    ] as const) {
      for (const path of ['', `/${webhook.id}`, `/${webhook.id}/deliveries`]) {
        expect((await who.get(`${wiki.api}/webhooks${path}`)).status).toBe(status);
      }
      for (const path of [`/${webhook.id}/test`, `/${webhook.id}/rotate`]) {
        expect((await who.send('POST', `${wiki.api}/webhooks${path}`)).status).toBe(status);
      }
    }
    const other = await newWiki();
    expect((await other.client.get(`${other.api}/webhooks/${webhook.id}`)).status).toBe(404);
  });

  it('end when their owner says so', async () => {
    const wiki = await newWiki();
    const { webhook } = await hookAt(wiki, '/ended');
    expect((await wiki.client.send('DELETE', `${wiki.api}/webhooks/${webhook.id}`)).status).toBe(204);
    expect((await wiki.client.get(`${wiki.api}/webhooks`)).json()).toEqual({ webhooks: [] });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:169.254.169.254]/',
    'http://0.0.0.0/',
    'gopher://127.0.0.1:6379/',
    'https://ada:b@hooks.example/',
  ])('never lead to %s', async (url) => {
    const wiki = await newWiki();
    const answer = await post(wiki, '', { url });
    expect([answer.status, answer.json<Problem>().code]).toEqual([422, 'webhook.address']);
  });

  it('leave nothing undelivered behind', () => {
    expect(house.deadLetters()).toEqual([]);
  });
});
