import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import { depositFact } from '../kernel/ledger-fixture.ts';
import { silentLog } from '../kernel/log.ts';
import { systemClock } from '../kernel/test-kernel.ts';
import type { Bus, Disorder } from './bus.ts';
import { bus } from './bus.ts';
import { temporaryFiles } from './test-folder.ts';

const newFile = temporaryFiles();
const facts: Subscription = { subscriber: 'wiki.pages', pattern: {}, receives: (message) => message.kind === 'fact' };
const requests: Subscription = { subscriber: 'wiki.requests', pattern: {}, receives: (message) => message.kind === 'fact' };
const answers: Subscription = { subscriber: 'wiki.mailbox', pattern: {}, receives: (message) => message.kind === 'answer' };

type Deliver = (sequence: number, subscriber: string) => Promise<void>;

const setUp = (deliver: Deliver, over: { file?: string; subscriptions?: readonly Subscription[]; disorder?: Disorder } = {}) => {
  const { file = newFile(), subscriptions = [facts], disorder } = over;
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
    ...(disorder ? { disorder } : {}),
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
const fail = (): Promise<void> => Promise.reject(new TypeError('no'));
const succeed = (): Promise<void> => Promise.resolve();

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(async () => {
  for (const one of [...open]) await stop(one);
  jest.useRealTimers();
});

describe('the bus', () => {
  it('gives each message to everyone who subscribed to it, in order, and to nobody else', async () => {
    const { bus: made, got } = setUp(succeed, { subscriptions: [facts, requests, answers] });
    made.start();
    await made.publish([1, 2, 3].map((sequence) => depositFact(sequence)));
    await turns();
    expect(got.filter((one) => one.subscriber === 'wiki.pages').map((one) => one.sequence)).toEqual([1, 2, 3]);
    expect(got.filter((one) => one.subscriber === 'wiki.requests')).toHaveLength(3);
    expect(got.filter((one) => one.subscriber === 'wiki.mailbox')).toEqual([]);
    expect(made.queues.waiting()).toEqual([]);
  });

  it('keeps what was published until somebody is there to take it', async () => {
    const before = setUp(succeed);
    await before.bus.publish([depositFact(1), depositFact(2)]);
    await stop(before.bus);
    expect(before.got).toEqual([]);
    const after = setUp(succeed, { file: before.file });
    expect(after.bus.queues.waiting()).toMatchObject([{ subscriber: 'wiki.pages', count: 2 }]);
    after.bus.start();
    await turns();
    expect(after.sequences()).toEqual([1, 2]);
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

  it('eight times ends among the dead letters with its reason, until it is redriven', async () => {
    let broken = true;
    const { bus: made, got } = setUp(() => (broken ? fail() : succeed()));
    made.start();
    const fact = depositFact(1);
    await made.publish([fact]);
    await pass(70_000);
    expect(got).toHaveLength(8);
    const [letter] = made.queues.dead(10);
    expect(letter).toMatchObject({ subscriber: 'wiki.pages', reason: 'TypeError: no', attempts: 8, message: fact });
    expect(made.queues.waiting()).toEqual([]);
    broken = false;
    expect(made.redrive(letter?.id ?? 0)).toBe(true);
    await turns();
    expect(got).toHaveLength(9);
    expect(made.queues.dead(10)).toEqual([]);
    expect(made.redrive(letter?.id ?? 0)).toBe(false);
  });

  it('fails for its own subscriber only', async () => {
    const { bus: made, got } = setUp((_sequence, subscriber) => (subscriber === 'wiki.pages' ? fail() : succeed()), {
      subscriptions: [facts, requests],
    });
    made.start();
    await made.publish([depositFact(1)]);
    await pass(100);
    expect(got.filter((one) => one.subscriber === 'wiki.requests')).toHaveLength(1);
    expect(made.queues.waiting()).toMatchObject([{ subscriber: 'wiki.pages', count: 1 }]);
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

describe('disorder on purpose', () => {
  it('delivers every message as often as told, and not in order', async () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const { bus: made, sequences } = setUp(succeed, { disorder: { copies: 3, spreadMs: 200, random } });
    made.start();
    await made.publish([1, 2, 3, 4].map((sequence) => depositFact(sequence)));
    await pass(300);
    expect([...sequences()].sort()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    expect(sequences()).not.toEqual([...sequences()].sort());
  });
});
