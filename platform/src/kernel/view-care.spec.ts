import { describe, expect, it } from '@jest/globals';
import type { FoldSlice, Manifest } from '@wikibot/contracts/define/service';
import { answers, deposit, depositFact, depositSlice, ledgerService, ledgerStream, view } from './ledger-fixture.ts';
import type { KernelPorts } from './ports.ts';
import { bindService } from './runtime.ts';
import type { ServiceRuntime } from './runtime.ts';
import { randomIds } from './ids.ts';
import { silentLog } from './log.ts';
import { movableClock } from './test-clock.ts';
import { testContext, testHouse } from './test-kernel.ts';

const STREAM = 'ledger/one';
const fold =
  (word: string): FoldSlice<typeof ledgerStream, KernelPorts> =>
  async (fact) => [{ pk: 'facts', sk: String(fact.sequence), row: { text: `${word} ${fact.sequence}` } }];

/** A house that keeps the ledger and a view of it; a later release may have another version of the view. */
const setUp = () => {
  const clock = movableClock();
  const service = (version: number, folding = fold(`v${version}`)): Manifest =>
    ledgerService({
      deposit: answers(deposit, { load: async () => ({ default: depositSlice }) }),
      facts: view({ version, of: [ledgerStream], load: async () => ({ default: folding }) }),
    });
  let losing: readonly number[] = [];
  const house = testHouse([service(1)], {
    clock,
    disorder: (messages) => messages.filter((message) => message.kind !== 'fact' || !losing.includes(message.sequence)),
  });
  const now = house.runtimes.get('billing') as ServiceRuntime; // the only service of the house
  const put = async (amount: number): Promise<void> => {
    await depositSlice({ ledger: 'one', amount }, testContext(), await now.ports());
    await now.views.get('facts')?.caughtUp({ [STREAM]: losing.length > 0 ? 1 : amount }, 500);
  };
  const shown = async (runtime: ServiceRuntime): Promise<unknown[]> =>
    ((await runtime.views.get('facts')?.query({ pk: 'facts' }))?.rows ?? []).map((row) => row['text']);
  /** The next release over the same table; its bus is that of the house. */
  const nextRelease = async (folding = fold('v2')): Promise<ServiceRuntime> => {
    const ports = await now.ports();
    return bindService(service(2, folding), {
      table: ports.table,
      clock,
      ids: randomIds(clock.now),
      log: silentLog,
      random: () => 0.5,
      resources: ports.resources,
      deployment: ports.deployment,
    });
  };
  return { clock, now, put, shown, nextRelease, lose: (...sequences: number[]) => void (losing = sequences) };
};

describe('a view that misses a fact', () => {
  it('asks its owner once the gap is five seconds old, not before', async () => {
    const { clock, now, put, lose } = setUp();
    await put(1);
    lose(2);
    await put(2);
    await put(3);
    await now.deliver('billing.facts', depositFact(3));
    await now.care.repairGaps();
    expect(await now.views.get('facts')?.upTo(STREAM)).toBe(1);
    clock.forward(5_000);
    await now.care.repairGaps();
    expect(await now.views.get('facts')?.upTo(STREAM)).toBe(3);
  });

  it('has nothing to repair afterwards', async () => {
    const { clock, now, put, lose, shown } = setUp();
    await put(1);
    lose(2, 3);
    for (const amount of [2, 3, 4]) await put(amount);
    await now.deliver('billing.facts', depositFact(4));
    clock.forward(5_000);
    await now.care.repairGaps();
    await now.care.repairGaps();
    expect(await shown(now)).toEqual(['v1 1', 'v1 2', 'v1 3', 'v1 4']);
  });

  it('is brought up to the head of a stream on demand', async () => {
    const { now, put, lose, shown } = setUp();
    lose(1, 2, 3);
    for (const amount of [1, 2, 3]) await depositSlice({ ledger: 'one', amount }, testContext(), await now.ports());
    await now.care.catchUp('facts', STREAM);
    expect(await shown(now)).toEqual(['v1 1', 'v1 2', 'v1 3']);
    await expect(now.care.catchUp('unheard', STREAM)).rejects.toThrow('no view unheard');
    await put(4);
  });

  it('says how old facts were when it had them', async () => {
    const { clock, now } = setUp();
    clock.forward(700);
    await now.deliver('billing.facts', depositFact(1));
    expect(now.care.lags().get('facts')).toEqual([700]);
  });
});

describe('a view whose code has changed', () => {
  it('is built beside the old one, which serves until the new one is complete', async () => {
    const { now, put, shown, nextRelease, clock } = setUp();
    expect(await now.care.rebuildChanged()).toBe(true);
    for (const amount of [1, 2, 3]) await put(amount);
    const next = await nextRelease();
    expect(await shown(next)).toEqual(['v1 1', 'v1 2', 'v1 3']);
    expect(await next.care.rebuildChanged()).toBe(true);
    clock.forward(6_000);
    expect(await shown(next)).toEqual(['v2 1', 'v2 2', 'v2 3']);
    expect(await next.care.rebuildChanged()).toBe(false);
  });

  it('keeps serving what it has when the building fails', async () => {
    const { now, put, shown, nextRelease } = setUp();
    await now.care.rebuildChanged();
    await put(1);
    const next = await nextRelease(() => Promise.reject(new Error('bug')));
    await expect(next.care.rebuildChanged()).rejects.toThrow('bug');
    expect(await shown(next)).toEqual(['v1 1']);
  });

  it('admits meanwhile that it lacks what came after, and has it when it is built', async () => {
    const { now, put, nextRelease, shown, clock } = setUp();
    await now.care.rebuildChanged();
    await put(1);
    const next = await nextRelease();
    await depositSlice({ ledger: 'one', amount: 2 }, testContext(), await next.ports());
    await next.deliver('billing.facts', depositFact(2));
    const waiting = next.views.get('facts')?.caughtUp({ [STREAM]: 3 }, 1_000);
    clock.forward(1_001);
    expect(await waiting).toBe(false);
    await next.care.rebuildChanged();
    clock.forward(5_001);
    expect(await shown(next)).toEqual(['v2 1', 'v2 2']);
    expect(await next.views.get('facts')?.caughtUp({ [STREAM]: 2 }, 0)).toBe(true);
  });
});
