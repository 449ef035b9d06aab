import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import { describeBus } from '../kernel/bus.suite.ts';
import type { OpenedBus } from '../kernel/bus.suite.ts';
import { depositFact } from '../kernel/ledger-fixture.ts';
import { silentLog } from '../kernel/log.ts';
import { systemClock } from '../kernel/test-kernel.ts';
import type { Bus } from './bus.ts';
import { bus } from './bus.ts';
import { temporaryFiles } from './test-folder.ts';

const newFile = temporaryFiles();
const facts: Subscription = { subscriber: 'wiki.pages', pattern: {}, receives: (message) => message.kind === 'fact' };
const requests: Subscription = { subscriber: 'wiki.requests', pattern: {}, receives: (message) => message.kind === 'fact' };

type Deliver = (sequence: number, subscriber: string) => Promise<void>;

const setUp = (deliver: Deliver, over: { file?: string; subscriptions?: readonly Subscription[] } = {}) => {
  const { file = newFile(), subscriptions = [facts] } = over;
  const got: { sequence: number; at: number; subscriber: string }[] = [];
  const from = Date.now();
  const sequenceOf = (message: Envelope): number => (message.kind === 'fact' ? message.sequence : 0);
  const made = bus({
    file,
    subscriptions,
    deliver: (subscriber, message) => {
      got.push({ sequence: sequenceOf(message), at: Date.now() - from, subscriber });
      return deliver(sequenceOf(message), subscriber);
    },
    clock: systemClock,
    log: silentLog,
  });
  open.push(made);
  return { bus: made, got, file, sequences: () => got.map((one) => one.sequence) };
};

const open: Bus[] = [];
const stop = async (one: Bus): Promise<void> => {
  open.splice(open.indexOf(one), 1);
  await one.stop();
};
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};
const pass = async (milliseconds: number): Promise<void> => {
  await turns();
  for (let passed = 0; passed < milliseconds; passed += 50) {
    await jest.advanceTimersByTimeAsync(Math.min(50, milliseconds - passed));
    await turns();
  }
};
/** Lets time pass until nobody waits for it any more. */
const quiet = async (): Promise<void> => {
  await turns();
  while (jest.getTimerCount() > 0) {
    await jest.advanceTimersToNextTimerAsync();
    await turns();
  }
};
const fail = (): Promise<void> => Promise.reject(new TypeError('no'));
const succeed = (): Promise<void> => Promise.resolve();

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(async () => {
  for (const one of [...open]) await stop(one);
  jest.useRealTimers();
});

describeBus('the bus of one machine', async ({ subscriptions, deliver, disorder }): Promise<OpenedBus> => {
  const file = newFile();
  const begin = (): Bus => {
    const spread = disorder ? { disorder: { ...disorder, spreadMs: 200 } } : {};
    const made = bus({ file, subscriptions, deliver, clock: systemClock, log: silentLog, ...spread });
    open.push(made);
    made.start();
    return made;
  };
  let made = begin();
  return {
    publish: (messages) => made.publish(messages),
    settle: quiet,
    dead: () => made.queues.dead(1_000).map(({ subscriber, message }) => ({ subscriber, message })),
    redrive: async () => made.queues.dead(1_000).forEach(({ id }) => made.redrive(id)),
    restart: async () => {
      await stop(made);
      made = begin();
    },
    close: () => stop(made),
  };
});

describe('the bus', () => {
  it('hands messages over in the order in which they were published, and forgets them', async () => {
    const { bus: made, sequences } = setUp(succeed);
    made.start();
    await made.publish([1, 2, 3].map((sequence) => depositFact(sequence)));
    await turns();
    expect(sequences()).toEqual([1, 2, 3]);
    expect(made.queues.waiting()).toEqual([]);
  });

  it('forgets nothing that falls due while it looks for what is due', async () => {
    let ticks = 0;
    let dues = 0;
    const got: string[] = [];
    const made = bus({
      file: newFile(),
      subscriptions: [facts],
      deliver: async (_subscriber, message) => void got.push(message.id),
      clock: { ...systemClock, now: () => (ticks += 1) }, // a moment passes between any two questions
      log: silentLog,
      disorder: { copies: 1, spreadMs: 100, random: () => 0.3 + (dues += 1) / 100 },
    });
    open.push(made);
    made.start();
    for (const sequence of [1, 2, 3, 4]) {
      await made.publish([depositFact(sequence)]);
      await quiet();
      expect(got).toHaveLength(sequence);
    }
  });

  it('delivers again what was in hand when the program ended', async () => {
    let end = (): void => undefined;
    const killed = setUp(() => new Promise((resolve) => (end = resolve)));
    killed.bus.start();
    await killed.bus.publish([depositFact(1)]);
    await turns();
    const next = setUp(succeed, { file: killed.file });
    next.bus.start();
    await turns();
    expect(next.sequences()).toEqual([1]);
    end();
  });

  it('hands a view one message after the other, and requests side by side', async () => {
    const held: (() => void)[] = [];
    const { bus: made, got } = setUp(() => new Promise((resolve) => void held.push(resolve)), { subscriptions: [facts, requests] });
    made.start();
    await made.publish([1, 2, 3].map((sequence) => depositFact(sequence)));
    await turns();
    expect(got.filter((one) => one.subscriber === 'wiki.pages')).toHaveLength(1);
    expect(got.filter((one) => one.subscriber === 'wiki.requests')).toHaveLength(3);
    while (held.length > 0) {
      held.splice(0).forEach((release) => release());
      await turns();
    }
    expect(got).toHaveLength(6);
  });

  it('finishes what is in hand when it stops, and leaves the rest', async () => {
    let release = (): void => undefined;
    const { bus: made, file, sequences } = setUp(() => new Promise((resolve) => (release = resolve)));
    made.start();
    await made.publish([1, 2, 3].map((sequence) => depositFact(sequence)));
    await turns();
    const stopped = stop(made);
    release();
    await stopped;
    expect(sequences()).toEqual([1]);
    expect(setUp(succeed, { file }).bus.queues.waiting()).toMatchObject([{ count: 2 }]);
  });
});

describe('a delivery that fails', () => {
  it('is tried again after longer and longer rests, while others go on', async () => {
    const { bus: made, got } = setUp((sequence) => (sequence === 1 ? fail() : succeed()));
    made.start();
    await made.publish([depositFact(1), depositFact(2)]);
    await pass(1_400);
    expect(got.map(({ sequence, at }) => [sequence, at])).toEqual([
      [1, 0],
      [2, 0],
      [1, 100],
      [1, 400],
      [1, 1300],
    ]);
  });

  it('eight times ends among the dead letters with its reason, and is redriven once', async () => {
    let broken = true;
    const { bus: made, got } = setUp(() => (broken ? fail() : succeed()));
    made.start();
    await made.publish([depositFact(1)]);
    await quiet();
    expect(got).toHaveLength(8);
    const [letter] = made.queues.dead(10);
    expect(letter).toMatchObject({ subscriber: 'wiki.pages', reason: 'TypeError: no', attempts: 8 });
    broken = false;
    expect(made.redrive(letter?.id ?? 0)).toBe(true);
    expect(made.redrive(letter?.id ?? 0)).toBe(false);
  });

  it('counts its attempts over a restart', async () => {
    const first = setUp(fail);
    first.bus.start();
    await first.bus.publish([depositFact(1)]);
    await pass(3_000);
    await stop(first.bus);
    const second = setUp(fail, { file: first.file });
    second.bus.start();
    await pass(70_000);
    expect(first.got.length + second.got.length).toBe(8);
    expect(second.bus.queues.dead(10)).toMatchObject([{ attempts: 8 }]);
  });

  it('is tried again in time, however long another one is in hand', async () => {
    let release = (): void => undefined;
    const { bus: made, got } = setUp((sequence) => (sequence === 1 ? new Promise((resolve) => (release = resolve)) : fail()), {
      subscriptions: [requests],
    });
    made.start();
    await made.publish([depositFact(1), depositFact(2)]);
    await pass(500);
    release();
    await turns();
    expect(got.filter((one) => one.sequence === 2).map((one) => one.at)).toEqual([0, 100, 400]);
  });
});
