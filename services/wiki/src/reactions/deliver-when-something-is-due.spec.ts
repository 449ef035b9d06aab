import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { WebhookId, WikiId } from '@wikibot/contracts/define/ids';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import { savePage } from '@wikibot/contracts/requests/pages';
import * as webhooks from '@wikibot/contracts/requests/webhooks';
import { noAnswer } from '@wikibot/platform/kernel/internet';
import { wiki } from '../manifest.ts';
import { ada, bob, useWikiHouse } from '../test-house.ts';
import { endpoint } from '../webhook-endpoint-fixture.ts';

const SUBSCRIBER = 'wiki.deliverWhenSomethingIsDue';
const MINUTE = 60_000;

const hooks = endpoint();
const house = useWikiHouse({ internet: hooks.internet });
let wikiId: WikiId;
/** Addresses of one test each: what an earlier one left waiting may still come to its own. */
let [ONE, TWO] = ['', ''];
let tests = 0;

beforeEach(async () => {
  tests += 1;
  [ONE, TWO] = [`https://hooks.example/${tests}/one`, `https://hooks.example/${tests}/two`];
  wikiId = await house().found();
  hooks.posted.splice(0);
  hooks.answers(() => 204);
});

const owner = () => house().person(wikiId);
const hook = async (over: { url?: string; prefix?: string; by?: string; events?: ('save' | 'push')[] } = {}): Promise<WebhookId> =>
  (await house().told(webhooks.createWebhook, { url: ONE, ...over }, owner())).webhook.id;
const seen = async (webhookId: WebhookId) => (await house().told(webhooks.describeWebhook, { webhookId }, owner())).webhook;
const log = async (webhookId: WebhookId) => (await house().told(webhooks.listDeliveries, { webhookId }, owner())).deliveries;
let pages = 0;
const save = async (path = `Page ${(pages += 1)}`, context: Context = owner()): Promise<number> =>
  (await house().told(savePage, { path, content: 'The secret recipe.\n' }, context)).sequence;
const saves = async (count: number): Promise<number[]> => {
  const all: number[] = [];
  for (let nth = 0; nth < count; nth += 1) all.push(await save());
  return all;
};
/** Time goes by, and the timer comes round. */
const later = async (milliseconds: number): Promise<void> => {
  house().clock.forward(milliseconds);
  await house().runtime.runTimer('ringForWebhooks');
  await house().settle();
};

describe('a change', () => {
  it('is delivered once to each webhook of the wiki, signed, with paths and without text', async () => {
    await hook();
    await hook({ url: TWO });
    const sequence = await save('Meta/Pond');
    await house().settle();
    expect([hooks.sequences(ONE), hooks.sequences(TWO)]).toEqual([[sequence], [sequence]]);
    const [first] = hooks.posted;
    expect(first?.body).toMatchObject({
      type: 'wiki.changed',
      data: { wiki: { id: wikiId }, change: { sequence, pages_affected: ['Meta/Pond'], intent: 'save' } },
    });
    expect(first?.text).not.toContain('secret recipe');
    expect(first?.headers).toMatchObject({
      'webhook-id': expect.stringMatching(new RegExp(`^msg_[0-9a-f]{32}_${sequence}$`)),
      'webhook-signature': expect.stringMatching(/^v1,\S{44}$/),
    });
  });

  it('is delivered once and in order, however often and in whatever order its fact comes', async () => {
    const id = await hook();
    const sequences = await saves(5);
    const facts = (await house().facts(wikiId)).filter(({ name }) => name === 'wiki.HeadMoved');
    const disorder = [...facts, ...facts.toReversed(), ...facts].toSorted((one, other) =>
      (one.id.at(-1) ?? '').localeCompare(other.id.at(-1) ?? ''),
    );
    await Promise.all(disorder.map((fact) => house().runtime.deliver(SUBSCRIBER, fact)));
    await house().settle();
    expect(hooks.sequences(ONE)).toEqual(sequences);
    expect(await seen(id)).toMatchObject({ delivered: sequences.at(-1) });
  });

  it('is told to those who asked for it', async () => {
    await hook({ prefix: 'Meta/' });
    await hook({ url: TWO, events: ['push'] });
    await hook({ url: `${TWO}/bob`, by: bob });
    const [, meta] = [await save('Pond'), await save('Meta/Reed')];
    const byBob = await save('Shed', house().person(wikiId, bob));
    await house().settle();
    expect([hooks.sequences(ONE), hooks.sequences(TWO), hooks.sequences(`${TWO}/bob`)]).toEqual([[meta], [], [byBob]]);
  });

  it('that is replayed on the bus is not heard', async () => {
    const [fact] = (await house().facts(wikiId)).filter(({ name }) => name === 'wiki.HeadMoved');
    const heard = subscriptionsOf(wiki).find(({ subscriber }) => subscriber === SUBSCRIBER);
    const replayed = { ...(fact as FactEnvelope), replay: { subscriber: 'wiki.pages' } } as unknown as FactEnvelope;
    expect([heard?.receives(fact as FactEnvelope), heard?.receives(replayed)]).toEqual([true, false]);
  });
});

describe('an endpoint', () => {
  it('that is down gets everything in order when it is up again', async () => {
    const id = await hook();
    hooks.answers(() => noAnswer('unreachable'));
    const sequences = await saves(3);
    await house().settle();
    expect(hooks.sequences(ONE)).toEqual([sequences[0]]);
    expect(await seen(id)).toMatchObject({ failing: { tries: 1, problem: 'Nobody answers at the address.' }, delivered: 3 });
    await later(MINUTE);
    hooks.answers(() => 200);
    await later(MINUTE);
    expect(hooks.sequences(ONE)).toEqual([sequences[0], sequences[0], ...sequences]);
    expect(new Set(hooks.posted.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await seen(id)).not.toHaveProperty('failing');
    expect((await log(id)).map(({ tries, ok }) => [tries, ok]).toReversed()).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [1, true],
      [1, true],
    ]);
  });

  it.each([
    [302, 'The endpoint answered 302; redirects are not followed.'],
    [404, 'The endpoint answered 404.'],
    [500, 'The endpoint answered 500.'],
  ])('that answers %s has not taken it', async (status, problem) => {
    const id = await hook();
    hooks.answers(() => ({ status, headers: { location: 'http://169.254.169.254/' } }));
    await save();
    await house().settle();
    expect([(await seen(id)).failing?.problem, hooks.posted.length]).toEqual([problem, 1]);
  });

  it('that says it is gone is left alone from then on', async () => {
    const id = await hook();
    hooks.answers(() => 410);
    await saves(2);
    await later(24 * 60 * MINUTE);
    expect(hooks.sequences(ONE)).toHaveLength(1);
    expect(await seen(id)).toMatchObject({ active: false, paused: { reason: 'gone' } });
  });

  it('that does not answer for three days is left alone, and its owner reads why', async () => {
    const id = await hook();
    hooks.answers(() => noAnswer('slow'));
    const sequence = await save();
    for (let hours = 0; hours < 90; hours += 1) await later(60 * MINUTE);
    expect(await seen(id)).toMatchObject({
      active: false,
      paused: { reason: 'failing', detail: 'Three days in vain: The answer takes too long.' },
    });
    hooks.answers(() => 204);
    await house().told(webhooks.changeWebhook, { webhookId: id, active: true }, owner());
    await house().settle();
    expect([hooks.sequences(ONE).at(-1), (await seen(id)).delivered]).toEqual([sequence, sequence]);
  });

  /** An endpoint that says nothing until it is told to. */
  const silentAt = (url: string): (() => void) => {
    let answer: () => void = () => undefined;
    const silence = new Promise<void>((resolve) => (answer = resolve));
    hooks.answers(async (posted) => (posted.url === url ? silence.then(() => 204) : 204));
    return () => answer();
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let round = 0; !isSo() && round < 400; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('that is slow holds up no other', async () => {
    const [one, two] = [await hook(), await hook({ url: TWO })];
    const sequences = await saves(3);
    await house().settle();
    hooks.posted.splice(0);
    const answer = silentAt(ONE);
    for (const webhookId of [one, two]) await house().told(webhooks.replayWebhook, { webhookId, from: sequences[0] }, owner());
    await until(() => hooks.sequences(TWO).length === 3);
    expect([hooks.sequences(ONE), hooks.sequences(TWO)]).toEqual([[sequences[0]], sequences]);
    answer();
    await house().settle();
    expect(hooks.sequences(ONE)).toEqual(sequences);
  });

  it('that took something before the program died gets it again under the same id, and the rest in order', async () => {
    const id = await hook();
    const sequences = await saves(2);
    await house().settle();
    hooks.posted.splice(0);
    const answer = silentAt(ONE);
    await house().told(webhooks.replayWebhook, { webhookId: id, from: sequences[0] }, owner());
    await until(() => hooks.posted.length === 1);
    // Nobody hears the answer: for all that is written down, the program died here.
    hooks.answers(() => 204);
    house().clock.forward(MINUTE);
    await house().runtime.runTimer('ringForWebhooks');
    await until(() => hooks.posted.length === 3);
    expect(hooks.sequences(ONE)).toEqual([sequences[0], ...sequences]);
    expect(hooks.posted[0]?.headers['webhook-id']).toBe(hooks.posted[1]?.headers['webhook-id']);
    answer();
    await house().settle();
    expect([(await seen(id)).delivered, hooks.posted.length]).toEqual([sequences[1], 3]);
  });
});

describe('a replay', () => {
  it('delivers again from a sequence on, or one alone', async () => {
    const id = await hook();
    const [first, second, third] = await saves(3);
    await house().settle();
    hooks.posted.splice(0);
    await house().told(webhooks.replayWebhook, { webhookId: id, from: second }, owner());
    await house().settle();
    await house().told(webhooks.replayWebhook, { webhookId: id, sequence: first }, owner());
    await house().settle();
    expect(hooks.sequences(ONE)).toEqual([second, third, first]);
    expect((await log(id))[0]).toMatchObject({ kind: 'replay', sequence: first, ok: true });
  });

  it('leaves out what waits, when it begins behind it', async () => {
    const id = await hook();
    hooks.answers(() => 500);
    const [first = 0, second = 0] = await saves(2);
    await house().settle();
    hooks.answers(() => 204);
    await house().told(webhooks.replayWebhook, { webhookId: id, from: second + 1 }, owner());
    const third = await save();
    await house().settle();
    expect(hooks.sequences(ONE)).toEqual([first, third]);
  });

  it('of what never was is refused', async () => {
    const id = await hook();
    const outcomes = await Promise.all(
      [{ from: 99 }, { sequence: 99 }, { sequence: 1 }].map((asked) =>
        house().ask(webhooks.replayWebhook, { webhookId: id, ...asked }, owner()),
      ),
    );
    expect(outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code))).toEqual(
      Array.from({ length: 3 }, () => 'webhook.no-change'),
    );
  });
});

describe('nothing more is delivered', () => {
  const withdrawn = (time: string): FactEnvelope => ({
    ...owner(),
    id: house().ids.uuid(),
    kind: 'fact',
    name: 'auth.RoleWithdrawn',
    version: 1,
    time,
    stream: `access/${wikiId}`,
    sequence: 9,
    data: { wikiId, accountId: ada },
  });

  it('when who answers for it is no owner any more, and not because of news from before', async () => {
    const id = await hook();
    await house().runtime.deliver('wiki.pauseWebhooksWhenRightLost', withdrawn('2020-01-01T00:00:00.000Z'));
    expect(await seen(id)).toMatchObject({ active: true });
    await house().runtime.deliver('wiki.pauseWebhooksWhenRightLost', withdrawn('2099-01-01T00:00:00.000Z'));
    expect(await seen(id)).toMatchObject({ active: false, paused: { reason: 'right-lost' } });
    await save();
    await house().settle();
    expect(hooks.posted).toEqual([]);
  });

  it('when the wiki is not in use any more', async () => {
    const id = await hook();
    const state = await house().ports.wikis.get(wikiId);
    await save();
    hooks.posted.splice(0);
    if (state) await house().ports.table.write([house().ports.wikis.putting({ ...state, status: 'failed' })]);
    for (const fact of await house().facts(wikiId)) if (fact.name === 'wiki.HeadMoved') await house().runtime.deliver(SUBSCRIBER, fact);
    expect(hooks.posted).toEqual([]);
    expect((await house().ports.webhooks.find(wikiId, id))?.webhook.paused).toMatchObject({ reason: 'wiki' });
  });
});

describe('of the deliveries', () => {
  it('the last hundred are listed', async () => {
    const id = await hook();
    for (let nth = 0; nth < 103; nth += 1) await house().told(webhooks.testWebhook, { webhookId: id }, owner());
    const all = await log(id);
    expect([all.length, all[0]?.number, all.at(-1)?.number]).toEqual([100, 103, 4]);
  });
});
