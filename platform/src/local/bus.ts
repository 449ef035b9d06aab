/** The event bus of one machine: every subscriber has a durable queue of its own, with retries, backoff and dead letters. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import type { Clock, Log } from '../kernel/ports.ts';
import { busQueues } from './bus-queues.ts';
import type { BusQueues, Delivery } from './bus-queues.ts';

/** Delivers every message more than once and out of order, to prove that consumers do not mind. */
export interface Disorder {
  readonly copies: number;
  readonly spreadMs: number;
  readonly random: () => number;
}

export interface BusParts {
  readonly file: string;
  readonly subscriptions: readonly Subscription[];
  readonly deliver: (subscriber: string, message: Envelope) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly disorder?: Disorder;
}

export interface Bus {
  /** Durable when it resolves. */
  publish(messages: readonly Envelope[]): Promise<void>;
  start(): void;
  /** Finishes what is in hand; the rest waits in the queues. */
  stop(): Promise<void>;
  readonly queues: Pick<BusQueues, 'waiting' | 'dead'>;
  redrive(letter: number): boolean;
}

const MOST_ATTEMPTS = 8;
const backoff = (attempts: number): number => Math.min(30_000, 100 * 3 ** attempts);

/** Views and reactions take one message after the other; requests and answers wait for each other, so many go at once. */
const handsOf = (subscriber: string): number => (/\.(requests|mailbox)$/.test(subscriber) ? 32 : 1);

export const bus = (parts: BusParts): Bus => {
  const queues = busQueues(parts.file);
  const readers = new Map(parts.subscriptions.map(({ subscriber }) => [subscriber, reader(parts, queues, subscriber)]));

  const dues = (): number[] => {
    const now = parts.clock.now();
    const { copies, spreadMs, random } = parts.disorder ?? { copies: 1, spreadMs: 0, random: () => 0 };
    return Array.from({ length: copies }, () => now + Math.floor(random() * spreadMs));
  };
  const addressed = (message: Envelope) => {
    const subscribers = parts.subscriptions.filter(({ receives }) => receives(message)).map(({ subscriber }) => subscriber);
    return { message, to: subscribers.flatMap((subscriber) => dues().map((due) => ({ subscriber, due }))) };
  };

  return {
    publish: async (messages) => {
      const all = messages.map(addressed);
      queues.add(all);
      for (const subscriber of new Set(all.flatMap(({ to }) => to.map((one) => one.subscriber)))) readers.get(subscriber)?.wake();
    },
    start: () => readers.forEach((one) => one.wake()),
    stop: async () => {
      await Promise.all([...readers.values()].map((one) => one.stop()));
      queues.close();
    },
    queues,
    redrive: (letter) => {
      const found = queues.redrive(letter, parts.clock.now());
      readers.forEach((one) => one.wake());
      return found;
    },
  };
};

interface Reader {
  wake(): void;
  stop(): Promise<void>;
}

const reader = (parts: BusParts, queues: BusQueues, subscriber: string): Reader => {
  const hands = handsOf(subscriber);
  const inHand = new Set<number>();
  const waiting: Delivery[] = [];
  let finished: number[] = [];
  let flushing = false;
  let stopped = false;
  let alarm: NodeJS.Timeout | undefined;
  let idle: (() => void) | undefined;

  const flush = (): void => {
    flushing = false;
    const ids = finished;
    finished = [];
    if (ids.length > 0) queues.done(ids);
    for (const id of ids) inHand.delete(id);
    if (!stopped) fill();
    if (inHand.size === 0) idle?.();
  };
  const settle = (id: number): void => {
    finished.push(id);
    if (!flushing) setImmediate(flush);
    flushing = true;
  };
  const fail = (delivery: Delivery, error: unknown): void => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const { name, id } = delivery.message;
    parts.log('warn', 'a delivery failed', { subscriber, name, id, attempts: delivery.attempts + 1, reason });
    if (delivery.attempts + 1 >= MOST_ATTEMPTS) queues.bury(delivery.id, reason, parts.clock.now());
    else queues.postpone(delivery.id, parts.clock.now() + backoff(delivery.attempts));
    inHand.delete(delivery.id);
    setImmediate(flush);
  };
  const take = (delivery: Delivery): Promise<void> =>
    parts.deliver(subscriber, delivery.message).then(
      () => settle(delivery.id),
      (error: unknown) => fail(delivery, error),
    );

  let busy = 0;
  const work = (): void => {
    while (busy < hands && !stopped) {
      const delivery = waiting.shift();
      if (!delivery) return;
      busy += 1;
      void take(delivery).finally(() => {
        busy -= 1;
        work();
      });
    }
  };
  const fill = (): void => {
    if (waiting.length === 0) {
      for (const delivery of queues.due(subscriber, parts.clock.now(), inHand)) {
        inHand.add(delivery.id);
        waiting.push(delivery);
      }
    }
    work();
    if (inHand.size === 0) sleepUntilDue();
  };
  const sleepUntilDue = (): void => {
    clearTimeout(alarm);
    const next = queues.nextDue(subscriber);
    if (next !== undefined) alarm = setTimeout(wake, Math.max(1, next - parts.clock.now()));
  };

  let woken = false;
  const wake = (): void => {
    if (woken || stopped) return;
    woken = true;
    setImmediate(() => {
      woken = false;
      if (!stopped) fill();
    });
  };

  return {
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(alarm);
      for (const delivery of waiting.splice(0)) inHand.delete(delivery.id);
      if (inHand.size > 0) await new Promise<void>((resolve) => (idle = resolve));
    },
  };
};
