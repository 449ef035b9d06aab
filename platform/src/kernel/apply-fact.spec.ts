import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { defineFact } from '@wikibot/contracts/define/fact';
import fc from 'fast-check';
import * as z from 'zod';
import type { Change, Fold } from './apply-fact-fixture.ts';
import { changing, placing, setUp, STREAM } from './apply-fact-fixture.ts';
import { depositFact } from './ledger-fixture.ts';
import { readMark } from './marks.ts';
import { gapPartition, invalidPartition, registerPartition } from './view-rows.ts';

describe('folding a fact', () => {
  it('writes its registers and counts it', async () => {
    const { apply, mark, seen, lags, clock } = setUp(() => [{ pk: 'places', sk: 'a', row: { text: 'A' } }]);
    clock.forward(250);
    await apply(depositFact(1));
    expect(await seen('places')).toEqual([['a', 'A']]);
    expect(await mark()).toEqual({ upTo: 1, seen: [] });
    expect(lags).toEqual([250]);
  });

  it('that says nothing to the view still counts it', async () => {
    const { apply, mark } = setUp(() => []);
    await apply(depositFact(1));
    await apply(depositFact(2, {}, { name: 'billing.Unheard' }));
    expect(await mark()).toEqual({ upTo: 2, seen: [] });
  });

  it('happens once however often the fact comes', async () => {
    let folds = 0;
    const { apply, mark } = setUp(() => ((folds += 1), []));
    for (let copy = 0; copy < 3; copy += 1) await apply(depositFact(1));
    expect(folds).toBe(1);
    expect(await mark()).toEqual({ upTo: 1, seen: [] });
  });

  it('out of order is seen at once, but counts as caught up only without gaps', async () => {
    const { apply, mark, seen, table, view, clock } = setUp(({ sequence }) => [{ pk: 'places', sk: `${sequence}`, row: { text: 'x' } }]);
    await apply(depositFact(3));
    expect(await mark()).toEqual({ upTo: 0, seen: [3] });
    expect(await seen('places')).toEqual([['3', 'x']]);
    expect((await table.query({ pk: gapPartition(view) })).rows).toMatchObject([{ sk: STREAM, since: clock.now() }]);
    await apply(depositFact(1));
    expect(await mark()).toEqual({ upTo: 1, seen: [3] });
    await apply(depositFact(2));
    expect(await mark()).toEqual({ upTo: 3, seen: [] });
    expect((await table.query({ pk: gapPartition(view) })).rows).toEqual([]);
  });

  it('keeps what a newer fact has written, and what it has deleted', async () => {
    const fold: Fold = ({ sequence }) => [
      { pk: 'places', sk: 'kept', row: { text: `${sequence}` } },
      { pk: 'places', sk: 'dropped', row: sequence === 1 ? { text: 'old' } : null },
    ];
    const { apply, seen } = setUp(fold);
    await apply(depositFact(2));
    await apply(depositFact(1));
    expect(await seen('places')).toEqual([['kept', '2']]);
  });

  it('leaves a tombstone for what is deleted, which goes by itself', async () => {
    const { apply, registers, clock } = setUp(placing);
    await apply(changing(1, [{ place: 'a', text: 'A' }]));
    await apply(changing(2, [{ place: 'a', text: null }]));
    await apply(changing(4, [{ place: 'b', text: null }]));
    expect(await registers('places')).toMatchObject([
      { sk: 'a', gone: true, seq: 2 },
      { sk: 'b', gone: true, seq: 4 },
    ]);
    clock.forward(31 * 24 * 60 * 60 * 1000);
    expect(await registers('places')).toEqual([]);
  });

  it('does not mix streams', async () => {
    const { apply, table, view } = setUp(() => []);
    await apply(depositFact(1));
    await apply(depositFact(1, { amount: 1 }, { stream: 'ledger/two' }));
    expect(await readMark(table, view, 'ledger/two')).toEqual({ upTo: 1, seen: [] });
  });
});

describe('any order, with duplicates', () => {
  const change = fc.record({ place: fc.constantFrom('a', 'b', 'c'), text: fc.option(fc.string({ maxLength: 3 }), { nil: null }) });
  const facts = fc
    .array(fc.uniqueArray(change, { maxLength: 3, selector: (one) => one.place }), { minLength: 1, maxLength: 5 })
    .map((all) => all.map((changes, index) => changing(index + 1, changes)));
  const disordered = facts.chain((all) => {
    const copies = fc.array(fc.constantFrom(...all), { maxLength: 8 });
    const order = copies.chain((more) => fc.shuffledSubarray([...all, ...more], { minLength: all.length + more.length }));
    return fc.record({ all: fc.constant(all), order });
  });
  const outcome = async (house: ReturnType<typeof setUp>) => ({ seen: await house.seen('places'), mark: await house.mark() });

  it('one after the other, leaves the same registers and the same watermark', async () => {
    await fc.assert(
      fc.asyncProperty(disordered, async ({ all, order }) => {
        const [ordered, other] = [setUp(placing), setUp(placing)];
        for (const fact of all) await ordered.apply(fact);
        for (const fact of order) await other.apply(fact);
        expect(await outcome(other)).toEqual(await outcome(ordered));
      }),
      { numRuns: 60 },
    );
  });

  it('all at once, interleaved in any way, leaves the same registers and the same watermark', async () => {
    await fc.assert(
      fc.asyncProperty(disordered, fc.scheduler(), async ({ all, order }, scheduler) => {
        const ordered = setUp(placing);
        const other = setUp(placing, (table) => ({
          ...table,
          get: scheduler.scheduleFunction(table.get.bind(table)),
          write: scheduler.scheduleFunction(table.write.bind(table)),
        }));
        for (const fact of all) await ordered.apply(fact);
        const applied = Promise.all(order.map((fact) => other.apply(fact)));
        await scheduler.waitFor(applied);
        expect(await outcome(other)).toEqual(await outcome(ordered));
      }),
      { numRuns: 60 },
    );
  });

  it('never brings back what was deleted, when a copy of an old fact is slow', async () => {
    let slow: Promise<void> | undefined;
    let release = (): void => undefined;
    const { apply, seen } = setUp(async (fact) => (await slow, placing(fact)));
    slow = new Promise((resolve) => (release = resolve));
    const copy = apply(changing(1, [{ place: 'a', text: 'A' }]));
    await new Promise(setImmediate);
    slow = undefined;
    await apply(changing(1, [{ place: 'a', text: 'A' }]));
    await apply(changing(2, [{ place: 'a', text: null }]));
    release();
    await copy;
    expect(await seen('places')).toEqual([]);
  });
});

describe('a replayed fact', () => {
  const replayed = (fact: FactEnvelope): FactEnvelope => ({ ...fact, replay: '*' });

  it('is written anew without being counted again', async () => {
    const { apply, mark, seen, table, view, lags } = setUp(placing);
    const fact = changing(1, [{ place: 'a', text: 'A' }]);
    await apply(fact);
    await table.write([{ delete: { pk: registerPartition(view, 'places'), sk: 'a' } }]);
    await apply(replayed(fact));
    expect(await seen('places')).toEqual([['a', 'A']]);
    expect(await mark()).toEqual({ upTo: 1, seen: [] });
    expect(lags).toHaveLength(1);
  });

  it('leaves alone what newer facts have written or deleted', async () => {
    const { apply, seen } = setUp(placing);
    const facts = [
      changing(1, [
        { place: 'a', text: 'A' },
        { place: 'b', text: 'B' },
      ]),
      changing(2, [
        { place: 'a', text: null },
        { place: 'b', text: 'B2' },
      ]),
    ];
    for (const fact of facts) await apply(fact);
    if (facts[0]) await apply(replayed(facts[0]));
    expect(await seen('places')).toEqual([['b', 'B2']]);
  });
});

describe('a long fact', () => {
  const many = (count: number, text: string): Change[] =>
    Array.from({ length: count }, (_, index) => ({ place: String(index).padStart(4, '0'), text }));

  it.each([98, 99, 100, 196, 250, 1000])('of %i registers is written whole', async (count) => {
    const { apply, seen, mark } = setUp(placing);
    await apply(changing(1, many(count, 'x')));
    expect(await seen('places')).toHaveLength(count);
    expect(await mark()).toEqual({ upTo: 1, seen: [] });
  });

  it('goes on where it was interrupted', async () => {
    let writes = 0;
    const { apply, seen, mark } = setUp(placing, (table) => ({
      ...table,
      write: (operations) => ((writes += 1) === 3 ? Promise.reject(new Error('disk')) : table.write(operations)),
    }));
    await expect(apply(changing(1, many(250, 'x')))).rejects.toThrow('disk');
    expect((await mark()).upTo).toBe(0);
    await apply(changing(1, many(250, 'x')));
    expect(await seen('places')).toHaveLength(250);
    expect((await mark()).upTo).toBe(1);
  });

  it('does not overwrite what a newer fact has written meanwhile', async () => {
    const { apply, seen } = setUp(placing);
    await apply(changing(2, [{ place: '0123', text: 'newer' }]));
    await apply(changing(1, many(250, 'x')));
    expect((await seen('places')).filter(([, text]) => text === 'newer')).toEqual([['0123', 'newer']]);
    expect(await seen('places')).toHaveLength(250);
  });

  it('whose registers are large together is written in as many parts as it takes', async () => {
    const { apply, seen, mark } = setUp(placing);
    await apply(changing(1, many(60, 'x'.repeat(100_000))));
    expect(await seen('places')).toHaveLength(60);
    expect((await mark()).upTo).toBe(1);
  });
});

describe('a fact that cannot be folded', () => {
  it('for its data is kept with the reason and counts as applied', async () => {
    const { apply, mark, table, view } = setUp(placing);
    const fact = depositFact(1, { amount: 'much' });
    await apply(fact);
    expect(await mark()).toEqual({ upTo: 1, seen: [] });
    const { rows } = await table.query({ pk: invalidPartition(view) });
    expect(rows).toMatchObject([{ sk: fact.id, reason: expect.stringContaining('amount') }]);
    expect(JSON.parse(String(rows[0]?.['envelope']))).toEqual(fact);
  });

  it('for its version is kept as well', async () => {
    const { apply, table, view, mark } = setUp(placing);
    await apply(depositFact(1, { amount: 1 }, { version: 9 }));
    expect((await table.query({ pk: invalidPartition(view) })).rows).toMatchObject([{ reason: 'version 9 is newer than 1' }]);
    expect((await mark()).upTo).toBe(1);
  });

  it('for a fault of the fold stays uncounted, so that it comes again', async () => {
    const { apply, mark } = setUp(() => Promise.reject(new Error('bug')));
    await expect(apply(depositFact(1))).rejects.toThrow('bug');
    expect(await mark()).toEqual({ upTo: 0, seen: [] });
  });
});

describe('an older version of a fact', () => {
  it('is lifted to the present one', async () => {
    const now = defineFact('billing.Deposited', {
      version: 2,
      meaning: 'Cents.',
      data: z.object({ cents: z.number() }),
      upcasts: { 1: (data: { amount: number }) => ({ cents: data.amount * 100 }) },
    });
    const { apply, seen, view } = setUp(({ data }) => [{ pk: 'places', sk: 'a', row: { text: (data as { cents: number }).cents } }]);
    await apply(depositFact(1, { amount: 3 }), { ...view, facts: new Map([[now.name, now]]) });
    expect(await seen('places')).toEqual([['a', 300]]);
  });
});
