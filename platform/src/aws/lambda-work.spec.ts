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
import { environment, variablesFor } from './environment.ts';
import { busEvent, queueEvent, rawQueueEvent } from './fixtures/events.ts';
import { testWorld } from './test-world.ts';
import type { TestWorld, TestWorldOptions } from './test-world.ts';

let world: TestWorld | undefined;
afterEach(async () => world?.close());
const open = async (manifest: Manifest, options?: TestWorldOptions): Promise<TestWorld> => (world = await testWorld(manifest, options));

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

const twiceAndBackwards: TestWorldOptions['aroundOutbox'] = (outbox) => async (event) => {
  await outbox({ Records: event.Records.toReversed() });
  return outbox(event);
};

describe('the whole way of a request', () => {
  it.each([
    ['once and in order', {}],
    ['twice and backwards', { disorder: { copies: 2, random: () => 0 } }],
    ['of a stream that tells its records twice and backwards', { aroundOutbox: twiceAndBackwards }],
    ['of both', { disorder: { copies: 2, random: () => 0 }, aroundOutbox: twiceAndBackwards }],
  ])('from queue over table, stream and bus to the view, with messages %s', async (_, options) => {
    const { handlers, settle, table } = await open(ledgers(), options);
    await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY));
    await handlers.work(queueEvent('billing.requests', 'wikibot.mcp', ...MANY.toReversed()));
    await settle();
    const facts = (await table.query({ pk: 'stream#ledger/one' })).rows;
    expect(facts).toHaveLength(MANY.length);
    const all = await Promise.all(world?.dynamo.records('table').map(async ({ dynamodb }) => dynamodb.Keys) ?? []);
    const totals = new Set(all.filter(({ pk }) => pk?.S?.includes('total')).map(({ sk }) => sk?.S));
    expect([...totals].filter((sk) => /^00\d$/.test(sk ?? '')).length).toBe(MANY.length);
  });
});

describe('a function that dies', () => {
  const died = (): never => {
    throw new Error('Runtime exited with error: signal: killed');
  };
  const deposits = async (): Promise<number> => ((await world?.table.query({ pk: 'stream#ledger/one' })) ?? { rows: [] }).rows.length;
  const askAll = (): void => MANY.forEach((message) => world?.feeds.put(busEvent(message, 'wikibot.mcp')));
  const requests = () => world?.feeds.queues.get('billing.requests');

  it('in the middle of a batch loses nothing, and what it had done is not done twice', async () => {
    let turn = 0;
    const aroundWork: TestWorldOptions['aroundWork'] = (work) => async (event) => {
      turn += 1;
      if (turn % 2 === 0) return work(event);
      await work({ Records: event.Records.slice(0, Math.ceil(event.Records.length / 2)) });
      return died();
    };
    const { settle } = await open(ledgers(), { aroundWork });
    askAll();
    await settle();
    expect(turn).toBeGreaterThan(2);
    expect([await deposits(), requests()?.waiting, requests()?.dead]).toEqual([MANY.length, [], []]);
  });

  it('over one message leaves it and its batch among the dead letters, to be given back when it is mended', async () => {
    let broken = true;
    const { settle, feeds } = await open(ledgers(), {
      aroundWork: (work) => async (event) => (broken && event.Records.some(({ body }) => body.includes(idOf(3))) ? died() : work(event)),
    });
    askAll();
    await settle();
    expect((await deposits()) + (requests()?.dead.length ?? 0)).toBe(MANY.length);
    expect(requests()?.dead.some((body) => body.includes(idOf(3)))).toBe(true);
    broken = false;
    feeds.redrive();
    await settle();
    expect([await deposits(), requests()?.dead]).toEqual([MANY.length, []]);
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
