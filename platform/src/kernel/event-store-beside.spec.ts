import { describe, expect, it } from '@jest/globals';
import { envelopes } from './envelopes.ts';
import type { Decide } from './event-store.ts';
import { eventStore } from './event-store.ts';
import { randomIds } from './ids.ts';
import { ledgerStream } from './ledger-fixture.ts';
import { memoryTable } from './memory-table.ts';
import type { Table } from './table.ts';
import { movableClock } from './test-clock.ts';
import { testContext } from './test-kernel.ts';

const setUp = () => {
  const clock = movableClock();
  const table = memoryTable({ now: clock.now });
  const over = (one: Table) =>
    eventStore({
      table: one,
      clock,
      envelopes: envelopes('billing', clock, randomIds(clock.now)),
      streams: [ledgerStream],
      random: () => 1,
    });
  return { table, over, events: over(table) };
};

const fact = (amount: number) => ({ name: 'billing.Deposited', data: { amount } }) as const;

/** Puts into one ledger and notes it in another. */
const noting =
  (amount: number, own = [fact(amount)]): Decide<number> =>
  async (sequence) => ({ ok: true, facts: own, beside: { stream: 'ledger/notes', facts: [fact(-amount)] }, answer: sequence });

const amountsIn = async (events: ReturnType<typeof setUp>['events'], stream: string) =>
  (await events.read(stream, 0, 100)).map(({ sequence, data }) => [sequence, (data as { amount: number }).amount]);

describe('facts beside the stream that a decision is made on', () => {
  it('are appended to the end of theirs, and the token names both', async () => {
    const { events } = setUp();
    await events.commit(testContext(), 'ledger/notes', async () => ({ ok: true, facts: [fact(7)], answer: 0 }));
    expect(await events.commit(testContext(), 'ledger/one', noting(3))).toMatchObject({
      ok: true,
      token: { 'ledger/one': 1, 'ledger/notes': 2 },
    });
    expect(await amountsIn(events, 'ledger/one')).toEqual([[1, 3]]);
    expect(await amountsIn(events, 'ledger/notes')).toEqual([
      [1, 7],
      [2, -3],
    ]);
  });

  it('may be all that a decision comes to', async () => {
    const { events } = setUp();
    expect(await events.commit(testContext(), 'ledger/one', noting(3, []))).toMatchObject({ ok: true, token: { 'ledger/notes': 1 } });
    expect(await events.list('ledger', 10)).toEqual({ streams: ['ledger/notes'] });
  });

  it('are written with those of the stream or not at all, and are decided again when another was faster there', async () => {
    const { table, over, events } = setUp();
    let meddled = false;
    const busy = over({
      ...table,
      write: async (operations) => {
        if (!meddled) {
          meddled = true;
          await events.commit(testContext(), 'ledger/notes', async () => ({ ok: true, facts: [fact(9)], answer: 0 }));
        }
        return table.write(operations);
      },
    });
    expect(await busy.commit(testContext(), 'ledger/one', noting(3))).toMatchObject({ token: { 'ledger/one': 1, 'ledger/notes': 2 } });
    expect(await amountsIn(events, 'ledger/one')).toEqual([[1, 3]]);
    expect(await amountsIn(events, 'ledger/notes')).toEqual([
      [1, 9],
      [2, -3],
    ]);
  });

  it('have no gaps however many decide at once', async () => {
    const { events } = setUp();
    await Promise.all(Array.from({ length: 20 }, (_, index) => events.commit(testContext(), `ledger/${index % 5}`, noting(index))));
    expect((await amountsIn(events, 'ledger/notes')).map(([sequence]) => sequence)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });
});
