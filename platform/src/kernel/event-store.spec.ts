import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { envelopes } from './envelopes.ts';
import type { Decide, RememberingContext } from './event-store.ts';
import { eventStore } from './event-store.ts';
import { randomIds } from './ids.ts';
import { ada, ledgerStream } from './ledger-fixture.ts';
import { memoryTable } from './memory-table.ts';
import type { Operation, Table } from './table.ts';
import { ConditionFailed } from './table.ts';
import { movableClock } from './test-clock.ts';
import { testContext } from './test-kernel.ts';

const STREAM = 'ledger/one';

/** Event stores of several processes over one table. */
const setUp = () => {
  const clock = movableClock();
  const table = memoryTable({ now: clock.now });
  const processOver = (over: Table) =>
    eventStore({
      table: over,
      clock,
      envelopes: envelopes('billing', clock, randomIds(clock.now)),
      streams: [ledgerStream],
      random: () => 1,
    });
  return { clock, table, processOver, events: processOver(table) };
};

const depositing =
  (amount: number, changes: readonly Operation[] = []): Decide<number> =>
  async (sequence) => ({ ok: true, facts: [{ name: 'billing.Deposited', data: { amount } }], changes, answer: sequence + 1 });

const refusal = { ok: false, refusal: { code: 'ledger.closed', kind: 'conflict', message: 'No.', remedy: '', detail: {} } } as const;
const amounts = (facts: readonly { data: unknown }[]): unknown[] => facts.map(({ data }) => (data as { amount: number }).amount);

/** A table on which something happens just before each write. */
const before = (table: Table, happens: () => Promise<unknown>): Table => ({
  ...table,
  write: async (operations) => {
    await happens();
    return table.write(operations);
  },
});

describe('a stream', () => {
  it('numbers its facts from one without gaps and reads them by sequence', async () => {
    const { events } = setUp();
    for (const amount of [10, 20, 30]) await events.commit(testContext(), STREAM, depositing(amount));
    expect(await events.head(STREAM)).toBe(3);
    expect(amounts(await events.read(STREAM, 0, 100))).toEqual([10, 20, 30]);
    expect((await events.read(STREAM, 0, 100)).map((fact) => fact.sequence)).toEqual([1, 2, 3]);
    expect(amounts(await events.read(STREAM, 1, 1))).toEqual([20]);
    expect(amounts(await events.latest(STREAM, 2))).toEqual([30, 20]);
    expect(amounts(await events.latest(STREAM, 2, 3))).toEqual([20, 10]);
  });

  it('is empty before its first fact', async () => {
    const { events } = setUp();
    expect(await events.head(STREAM)).toBe(0);
    expect(await events.read(STREAM, 0, 10)).toEqual([]);
  });

  it('is listed once under its kind, page by page', async () => {
    const { events } = setUp();
    for (const name of ['b', 'a', 'c', 'a']) await events.commit(testContext(), `ledger/${name}`, depositing(1));
    const first = await events.list('ledger', 2);
    expect(first.streams).toEqual(['ledger/a', 'ledger/b']);
    expect(await events.list('ledger', 2, first.next)).toEqual({ streams: ['ledger/c'] });
    expect(await events.list('other', 2)).toEqual({ streams: [] });
  });

  it('says in each fact who did it, for whom and because of what', async () => {
    const { events } = setUp();
    const context = testContext({ accountId: ada });
    await events.commit(context, STREAM, depositing(1));
    expect((await events.read(STREAM, 0, 1))[0]).toMatchObject({
      kind: 'fact',
      name: 'billing.Deposited',
      version: 1,
      stream: STREAM,
      time: '2026-01-01T00:00:00.000Z',
      actor: { kind: 'person', accountId: ada },
      tenant: { accountId: ada },
      correlationId: context.correlationId,
      causationId: context.requestId,
    });
  });

  it('sends every fact through the outbox, in order', async () => {
    const { events, table } = setUp();
    await events.commit(testContext(), STREAM, async () => ({
      ok: true,
      facts: [1, 2, 3].map((amount) => ({ name: 'billing.Deposited' as const, data: { amount } })),
      answer: {},
    }));
    const sent = table.tail.read(10).map(({ outgoing }) => outgoing['envelope'] as { sequence?: number });
    expect(sent.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('takes no fact that is not declared, and none that does not fit its schema', async () => {
    const { events } = setUp();
    const odd = (name: string, data: unknown) =>
      events.commit(testContext(), STREAM, async () => ({ ok: true, facts: [{ name, data }], answer: {} }));
    await expect(odd('billing.Unheard', {})).rejects.toThrow('billing.Unheard is not declared');
    await expect(odd('billing.Deposited', { amount: 'much' })).rejects.toThrow();
    await events.commit(testContext(), STREAM, depositing(7));
    expect(amounts(await events.read(STREAM, 0, 10))).toEqual([7]);
  });
});

describe('a commit', () => {
  it('answers with the token of what it wrote', async () => {
    const { events } = setUp();
    await events.commit(testContext(), STREAM, depositing(1));
    expect(await events.commit(testContext(), STREAM, depositing(2))).toEqual({ ok: true, answer: 2, token: { [STREAM]: 2 } });
  });

  it('that decides on no facts appends none, and its token is what the decision has seen', async () => {
    const { events } = setUp();
    const nothing: Decide<string> = async () => ({ ok: true, facts: [], answer: 'nothing' });
    expect(await events.commit(testContext(), STREAM, nothing)).toEqual({ ok: true, answer: 'nothing', token: {} });
    await events.commit(testContext(), STREAM, depositing(1));
    expect(await events.commit(testContext(), STREAM, nothing)).toEqual({ ok: true, answer: 'nothing', token: { [STREAM]: 1 } });
    expect(await events.head(STREAM)).toBe(1);
  });

  it('that is refused writes nothing', async () => {
    const { events, table } = setUp();
    expect(await events.commit(testContext(), STREAM, async () => refusal)).toEqual(refusal);
    expect(table.tail.read(10)).toEqual([]);
    expect(await events.list('ledger', 10)).toEqual({ streams: [] });
  });

  it('writes inline changes with its facts or not at all', async () => {
    const { events, table } = setUp();
    const key = { pk: 'balance', sk: 'one' };
    await events.commit(testContext(), STREAM, depositing(1, [{ put: { ...key, sum: 1 } }]));
    expect(await table.get(key)).toEqual({ ...key, sum: 1 });
    const tooLarge = [{ put: { ...key, sum: 2, text: 'x'.repeat(500_000) } }];
    await expect(events.commit(testContext(), STREAM, depositing(2, tooLarge))).rejects.toMatchObject({ name: 'RowTooLarge' });
    expect(await events.head(STREAM)).toBe(1);
    expect(await table.get(key)).toEqual({ ...key, sum: 1 });
  });

  it('remembers the outcome in the same transaction as the facts', async () => {
    const { events, table } = setUp();
    const writes: (readonly Operation[])[] = [];
    const watched: Table = { ...table, write: (operations) => (writes.push(operations), table.write(operations)) };
    const context: RememberingContext = {
      ...testContext(),
      outcomeRows: async (outcome: Outcome) => [{ put: { pk: 'outcome', sk: 'one', outcome: outcome.ok }, if: 'absent' }],
    };
    await setUp().processOver(watched).commit(context, STREAM, depositing(1));
    expect(writes).toHaveLength(1);
    expect(await table.get({ pk: 'outcome', sk: 'one' })).toMatchObject({ outcome: true });
    expect(await events.head(STREAM)).toBe(1);
  });

  it('answers what another process has remembered for the same request, instead of doing it twice', async () => {
    const { events, table } = setUp();
    await table.write([{ put: { pk: 'outcome', sk: 'one' } }]);
    const earlier = { ok: true, answer: 'earlier', token: {} } as const;
    const context: RememberingContext = {
      ...testContext(),
      outcomeRows: async () => [{ put: { pk: 'outcome', sk: 'one' }, if: 'absent' }],
      earlier: async () => earlier,
    };
    expect(await events.commit(context, STREAM, depositing(1))).toEqual(earlier);
    expect(await events.head(STREAM)).toBe(0);
  });
});

describe('a lost race', () => {
  it('is decided again on the new head', async () => {
    const { processOver, table, events } = setUp();
    let rival = true;
    const seen: number[] = [];
    const slow = processOver(
      before(table, async () => {
        if (rival) await events.commit(testContext(), STREAM, depositing(100));
        rival = false;
      }),
    );
    const outcome = await slow.commit(testContext(), STREAM, async (sequence) => {
      seen.push(sequence);
      return depositing(1)(sequence);
    });
    expect(seen).toEqual([0, 1]);
    expect(outcome).toMatchObject({ ok: true, answer: 2, token: { [STREAM]: 2 } });
    expect(amounts(await events.read(STREAM, 0, 10))).toEqual([100, 1]);
  });

  it('may end in a refusal when the new state says so', async () => {
    const { processOver, table, events } = setUp();
    const slow = processOver(before(table, () => events.commit(testContext(), STREAM, depositing(100))));
    expect(
      await slow.commit(testContext(), STREAM, (sequence) => (sequence > 0 ? Promise.resolve(refusal) : depositing(1)(sequence))),
    ).toEqual(refusal);
  });

  it('over an inline condition is decided again as well', async () => {
    const { events, table } = setUp();
    const key = { pk: 'place', sk: 'one' };
    let tries = 0;
    await events.commit(testContext(), STREAM, async (sequence) => {
      tries += 1;
      if (tries === 1) await table.write([{ put: key }]);
      return depositing(1, tries === 1 ? [{ put: key, if: 'absent' }] : [])(sequence);
    });
    expect(tries).toBe(2);
  });

  it('that is lost for five seconds ends in "not now"', async () => {
    const { processOver, table, clock } = setUp();
    const from = clock.now();
    const busy = processOver(before(table, () => Promise.reject(new ConditionFailed([0]))));
    const outcome = await busy.commit(testContext(), STREAM, depositing(1));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'request.contended', kind: 'unavailable' } });
    expect(clock.now() - from).toBeGreaterThanOrEqual(5_000);
    expect(clock.now() - from).toBeLessThan(6_000);
  });

  it('does not hide a fault of the table', async () => {
    const { processOver, table, events } = setUp();
    const broken = processOver(before(table, () => Promise.reject(new Error('disk'))));
    await expect(broken.commit(testContext(), STREAM, depositing(1))).rejects.toThrow('disk');
    expect(await events.head(STREAM)).toBe(0);
  });
});

describe('many writers', () => {
  it('leave every fact once, in a stream without gaps', async () => {
    const { processOver, table, events } = setUp();
    const processes = [events, processOver(table), processOver(table)];
    const sum = { pk: 'sum', sk: 'one' };
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        processes[index % 3]?.commit(testContext(), STREAM, depositing(index, [{ add: sum, amounts: { count: 1, amount: index } }])),
      ),
    );
    expect(outcomes.every((outcome) => outcome?.ok)).toBe(true);
    const facts = await events.read(STREAM, 0, 100);
    expect(facts.map((fact) => fact.sequence)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(new Set(amounts(facts)).size).toBe(60);
    expect(await table.get(sum)).toMatchObject({ count: 60, amount: (59 * 60) / 2 });
  });

  it('go on when the decision of one of them throws', async () => {
    const { events } = setUp();
    const broken = events.commit(testContext(), STREAM, () => Promise.reject(new Error('bug')));
    const next = events.commit(testContext(), STREAM, depositing(1));
    await expect(broken).rejects.toThrow('bug');
    expect(await next).toMatchObject({ ok: true, answer: 1 });
  });
});
