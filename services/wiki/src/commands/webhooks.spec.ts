import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { savePage } from '@wikibot/contracts/requests/pages';
import * as webhooks from '@wikibot/contracts/requests/webhooks';
import { ada, bob, useWikiHouse } from '../test-house.ts';
import { endpoint } from '../webhook-endpoint-fixture.ts';

const hooks = endpoint();
const house = useWikiHouse({ internet: hooks.internet });
let wikiId: WikiId;
const url = 'https://hooks.example/one?token=hidden';

beforeEach(async () => {
  wikiId = await house().found();
  hooks.posted.splice(0);
  hooks.answers(() => 204);
});

const owner = () => house().person(wikiId);
const made = (over: Partial<Parameters<typeof create>[0]> = {}) => create({ url, ...over });
const create = async (data: { url: string; description?: string; prefix?: string }) => house().told(webhooks.createWebhook, data, owner());
const seen = (webhookId: string) => house().told(webhooks.describeWebhook, { webhookId: webhookId as never }, owner());
const refusalOf = async (asked: ReturnType<ReturnType<typeof house>['ask']>): Promise<string | undefined> => {
  const outcome = await asked;
  return outcome.ok ? undefined : outcome.refusal.code;
};

describe('a webhook', () => {
  it('begins with what comes after it, and shows its secret once', async () => {
    const { webhook, secret } = await made({ description: 'the bot' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({
      url,
      description: 'the bot',
      active: true,
      delivered: 3,
      creator: ada,
      prefix: '',
      by: '',
      events: [],
    });
    expect(JSON.stringify(await seen(webhook.id))).not.toContain(secret);
    expect((await house().told(webhooks.listWebhooks, {}, owner())).webhooks).toEqual([webhook]);
  });

  it('keeps its secret where nobody inside can read it, and on no message', async () => {
    const { webhook, secret } = await made();
    const row = await house().ports.table.get({ pk: `webhooks#${wikiId}`, sk: webhook.id });
    expect(JSON.stringify(row)).not.toContain(secret.slice(6, 30));
    expect(JSON.stringify(house().sent)).not.toMatch(/whsec_|token=hidden/);
  });

  it('is one of ten at most', async () => {
    const some = (length: number) => Promise.all(Array.from({ length }, () => house().ask(webhooks.createWebhook, { url }, owner())));
    const all = [...(await some(6)), ...(await some(6))];
    expect(all.filter(({ ok }) => ok)).toHaveLength(10);
    const [first] = (await house().told(webhooks.listWebhooks, {}, owner())).webhooks;
    await house().told(webhooks.deleteWebhook, { webhookId: first?.id as never }, owner());
    expect(await refusalOf(house().ask(webhooks.createWebhook, { url }, owner()))).toBeUndefined();
    expect(await refusalOf(house().ask(webhooks.createWebhook, { url }, owner()))).toBe('webhook.too-many');
  });

  it.each([
    'nonsense',
    '/relative',
    'ftp://hooks.example/',
    'https://ada:secret@hooks.example/',
    'https://10.0.0.1/',
    'javascript:alert(1)',
  ])('is not made for %s', async (address) => {
    expect(await refusalOf(house().ask(webhooks.createWebhook, { url: address }, owner()))).toBe('webhook.address');
  });

  it('is not moved to an address that may not be called', async () => {
    const { webhook } = await made();
    const moving = house().ask(webhooks.changeWebhook, { webhookId: webhook.id, url: 'https://10.0.0.1/' }, owner());
    expect(await refusalOf(moving)).toBe('webhook.address');
  });

  it('belongs to one wiki', async () => {
    const { webhook } = await made();
    const other = house().person(await house().found());
    expect(await refusalOf(house().ask(webhooks.describeWebhook, { webhookId: webhook.id }, other))).toBe('webhook.not-found');
    expect(await refusalOf(house().ask(webhooks.deleteWebhook, { webhookId: webhook.id }, other))).toBe('webhook.not-found');
    expect(await refusalOf(house().ask(webhooks.testWebhook, { webhookId: webhook.id }, other))).toBe('webhook.not-found');
    expect(await refusalOf(house().ask(webhooks.rotateWebhookSecret, { webhookId: webhook.id }, other))).toBe('webhook.not-found');
    expect((await house().told(webhooks.listWebhooks, {}, other)).webhooks).toEqual([]);
  });

  it('is not made by whom a folder is closed to, because it tells of all', async () => {
    const limited = house().person(wikiId, bob, { pathRules: [{ prefix: 'Secret', access: 'none' }] });
    expect(await refusalOf(house().ask(webhooks.createWebhook, { url }, limited))).toBe('webhook.closed-paths');
  });
});

describe('changing a webhook', () => {
  it('pauses it with the reason, and lets it go on where it stopped', async () => {
    const { webhook } = await made();
    const { webhook: resting } = await house().told(webhooks.changeWebhook, { webhookId: webhook.id, active: false }, owner());
    expect(resting).toMatchObject({ active: false, paused: { reason: 'owner' } });
    const { sequence } = await house().told(savePage, { path: 'Pond', content: 'Deep.\n' }, owner());
    await house().settle();
    expect(hooks.posted).toEqual([]);
    await house().told(webhooks.changeWebhook, { webhookId: webhook.id, active: true }, owner());
    await house().settle();
    expect(hooks.sequences(url)).toEqual([sequence]);
    expect((await seen(webhook.id)).webhook).toMatchObject({ active: true, delivered: sequence });
  });

  it('leaves what is not named as it was', async () => {
    const { webhook } = await made({ description: 'the bot', prefix: 'Meta/' });
    const { webhook: changed } = await house().told(
      webhooks.changeWebhook,
      { webhookId: webhook.id, by: 'bob', events: ['push'] },
      owner(),
    );
    expect(changed).toEqual({ ...webhook, by: 'bob', events: ['push'] });
  });

  it('gives it another secret, and signs with both for a day', async () => {
    const { webhook, secret } = await made();
    const rotated = await house().told(webhooks.rotateWebhookSecret, { webhookId: webhook.id }, owner());
    expect(rotated.secret).not.toBe(secret);
    expect(rotated.webhook.rotating).toBeDefined();
    await house().told(webhooks.testWebhook, { webhookId: webhook.id }, owner());
    house().clock.forward(24 * 60 * 60 * 1000);
    await house().told(webhooks.testWebhook, { webhookId: webhook.id }, owner());
    expect(hooks.posted.map(({ headers }) => headers['webhook-signature']?.split(' ').length)).toEqual([2, 1]);
  });

  it('ends it with all that is remembered of it', async () => {
    const { webhook } = await made();
    await house().told(webhooks.testWebhook, { webhookId: webhook.id }, owner());
    await house().told(webhooks.deleteWebhook, { webhookId: webhook.id }, owner());
    expect(await refusalOf(house().ask(webhooks.listDeliveries, { webhookId: webhook.id }, owner()))).toBe('webhook.not-found');
    expect(await house().ports.webhooks.attempts(webhook.id, 100)).toEqual([]);
    await house().told(savePage, { path: 'Pond', content: 'Deep.\n' }, owner());
    await house().settle();
    expect(hooks.posted).toHaveLength(1);
  });
});

describe('the webhooks of a wiki that is deleted', () => {
  it('are gone, with their attempts and whatever was still to be done for them', async () => {
    const { table } = house().ports;
    const [failing, resting] = [(await made()).webhook.id, (await made()).webhook.id];
    hooks.answers(() => 500);
    await house().told(savePage, { path: 'Pond', content: 'Deep.\n' }, owner());
    await house().settle();
    const fact: FactEnvelope = {
      ...owner(),
      id: house().ids.uuid(),
      kind: 'fact',
      name: 'wiki.WikiDeleted',
      version: 1,
      time: '2026-01-01T00:00:00.000Z',
      stream: `wiki/${wikiId}`,
      sequence: 9,
      data: { wikiId },
    };
    for (let copy = 0; copy < 2; copy += 1) await house().runtime.deliver('wiki.forgetWebhooksWhenWikiDeleted', fact);
    const partitions = [`webhooks#${wikiId}`, `deliveries#${failing}`, `deliveries#${resting}`];
    for (const pk of partitions) expect((await table.query({ pk })).rows).toEqual([]);
    expect((await table.query({ pk: 'webhooks-due' })).rows.filter((row) => row['wikiId'] === wikiId)).toEqual([]);
  });
});

describe('a test', () => {
  it('is delivered at once and tells how it went, paused or not', async () => {
    const { webhook } = await made();
    await house().told(webhooks.changeWebhook, { webhookId: webhook.id, active: false }, owner());
    hooks.answers(() => 503);
    const { attempt } = await house().told(webhooks.testWebhook, { webhookId: webhook.id }, owner());
    expect(attempt).toMatchObject({ kind: 'test', sequence: null, ok: false, status: 503, error: 'The endpoint answered 503.', number: 1 });
    expect(hooks.posted[0]?.body).toMatchObject({ type: 'wiki.test', data: { wiki: { id: wikiId } } });
    expect((await house().told(webhooks.listDeliveries, { webhookId: webhook.id }, owner())).deliveries).toEqual([attempt]);
    expect((await seen(webhook.id)).webhook).not.toHaveProperty('failing');
  });
});
