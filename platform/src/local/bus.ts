/** The event bus of one machine: every subscriber has a durable queue of its own, with retries, backoff and dead letters. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import type { Clock, Log } from '../kernel/ports.ts';
import { busQueues } from './bus-queues.ts';
import type { BusQueues } from './bus-queues.ts';
import { busReader } from './bus-reader.ts';

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

export const bus = (parts: BusParts): Bus => {
  const queues = busQueues(parts.file);
  const readers = new Map(
    parts.subscriptions.map(({ subscriber, place }) => [subscriber, busReader({ ...parts, queues, subscriber, place })]),
  );

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
