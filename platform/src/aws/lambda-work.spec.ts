import { afterEach, describe, expect, it } from '@jest/globals';
import type { Manifest } from '@wikibot/contracts/define/service';
import {
  answers,
  deposit,
  depositFact,
  depositRequest,
  depositSlice,
  ledgerService,
  ledgerStream,
  view,
} from '../kernel/ledger-fixture.ts';
import type { BusEvent } from './doubles/eventbridge-wire.ts';
import { environment, variablesFor } from './environment.ts';
import { busEvent, queueEvent, rawQueueEvent } from './fixtures/events.ts';
import { testWorld } from './test-world.ts';
import type { TestWorld } from './test-world.ts';

let world: TestWorld | undefined;
afterEach(async () => world?.close());
const open = async (manifest: Manifest): Promise<TestWorld> => (world = await testWorld(manifest));

const ledgers = (): Manifest =>
  ledgerService({
    deposit: answers(deposit, { load: async () => ({ default: depositSlice }) }),
    totals: view({
      version: 1,
      of: [ledgerStream],
      load: async () => ({
        default: async (fact) => [
          { pk: 'total', sk: String(fact.sequence).padStart(3, '0'), row: { amount: 'amount' in fact.data ? fact.data.amount : 0 } },
        ],
      }),
    }),
    sweep: {
      kind: 'timer',
      meaning: 'Sweeps.',
      everySeconds: 60,
      load: async () => ({ default: async (ports: never) => void (await sweep(ports)) }),
    },
  });
const sweep = (ports: { readonly table: TestWorld['table'] }): Promise<void> =>
  ports.table.write([{ add: { pk: 'swept', sk: 'count' }, amounts: { n: 1 } }]);

const depositing = (amount: number, id: string) => depositRequest({ ledger: 'one', amount }, { id, deadline: '2099-01-01T00:00:00.000Z' });
const idOf = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const MANY = Array.from({ length: 8 }, (_, n) => depositing(n + 1, idOf(n)));

describe('messages of a queue', () => {
  it('are handed to the subscriber behind it', async () => {
    const { handlers, dynamo } = await open(ledgers());
    expect(await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY))).toEqual({ batchItemFailures: [] });
    await world?.settle();
    expect(world?.bus.events.filter(({ detail }) => (detail as { kind: string }).kind === 'answer')).toHaveLength(8);
    expect(dynamo.records('table').length).toBeGreaterThan(16);
  });

  it('that fail come again alone', async () => {
    const { handlers } = await open(ledgers());
    const good = JSON.stringify(busEvent(MANY[0] ?? depositing(1, idOf(0)), 'wikibot.mcp'));
    const answer = await handlers.work(rawQueueEvent('billing.requests', 'no json', good, '{"source":"x","detail":{}}'));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-2' }]);
  });

  it('are refused from whoever may not say them', async () => {
    const { handlers, table } = await open(ledgers());
    const answers = [
      await handlers.work(queueEvent('billing.totals', 'wikibot.wiki', depositFact(1))),
      await handlers.work(queueEvent('billing.requests', 'wikibot.wiki', depositing(1, idOf(1)))),
    ];
    expect(answers.map(({ batchItemFailures }) => batchItemFailures.length)).toEqual([1, 1]);
    expect((await table.query({ pk: 'streams#ledger' })).rows).toEqual([]);
  });

  it('of a queue that nobody has named fail', async () => {
    const { handlers } = await open(ledgers());
    expect((await handlers.work(queueEvent('other', 'wikibot.mcp', depositing(1, idOf(1))))).batchItemFailures).toHaveLength(1);
  });
});

describe('the whole way of a request', () => {
  it.each([
    ['once and in order', (events: readonly BusEvent[]) => events],
    ['twice and backwards', (events: readonly BusEvent[]) => [...events, ...events].reverse()],
  ] as const)('from queue over table, stream and bus to the view, with messages %s', async (_, disorder) => {
    const { handlers, settle, table } = await open(ledgers());
    await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY));
    await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY.toReversed()));
    await settle(disorder);
    const facts = (await table.query({ pk: 'stream#ledger/one' })).rows;
    expect(facts).toHaveLength(MANY.length);
    const all = await Promise.all(world?.dynamo.records('table').map(async ({ dynamodb }) => dynamodb.Keys) ?? []);
    const totals = new Set(all.filter(({ pk }) => pk?.S?.includes('total')).map(({ sk }) => sk?.S));
    expect([...totals].filter((sk) => /^00\d$/.test(sk ?? '')).length).toBe(MANY.length);
  });
});

describe('a schedule', () => {
  it('runs the timer that it names', async () => {
    const { handlers, table } = await open(ledgers());
    await handlers.timer({ timer: 'sweep' });
    expect(await table.get({ pk: 'swept', sk: 'count' })).toMatchObject({ n: 1 });
    await expect(handlers.timer({ timer: 'unknown' })).rejects.toThrow(/no timer unknown/);
  });

  it('cares for views', async () => {
    const { handlers } = await open(ledgerService({}));
    await expect(handlers.timer({ care: true })).resolves.toBeUndefined();
  });
});

describe('an environment', () => {
  it('that lacks a variable says which and what for', async () => {
    expect(() => environment({}).read('TABLE_NAME')).toThrow(/TABLE_NAME is not set: The service's own table/);
    expect(variablesFor('work', ['payloads:write'])).toEqual(expect.arrayContaining(['TABLE_NAME', 'PAYLOAD_BUCKET', 'QUEUES']));
    expect(variablesFor('http', [])).not.toContain('BUS_NAME');
  });
});
