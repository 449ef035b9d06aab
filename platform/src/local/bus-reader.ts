/** Takes deliveries of one subscriber out of its queue, hands them over, and settles each: done, later, or dead. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Subscription } from '@wikibot/contracts/define/subscriptions';
import type { Clock, Log } from '../kernel/ports.ts';
import type { BusQueues, Delivery } from './bus-queues.ts';

export interface ReaderParts {
  readonly subscriber: string;
  readonly place: Subscription['place'] | undefined;
  readonly queues: BusQueues;
  readonly deliver: (subscriber: string, message: Envelope) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface BusReader {
  wake(): void;
  /** Resolves when nothing is in hand any more; what waits stays in the queue. */
  stop(): Promise<void>;
}

const MOST_ATTEMPTS = 8;
const backoff = (attempts: number): number => Math.min(30_000, 100 * 3 ** attempts);

/** Views and reactions take one message after the other; requests and answers wait for each other, and what is outside for strangers, so many go at once. */
const handsOf = ({ subscriber, place }: Pick<ReaderParts, 'subscriber' | 'place'>): number =>
  place === 'outside' || /\.(requests|mailbox)$/.test(subscriber) ? 32 : 1;

export const busReader = (parts: ReaderParts): BusReader => {
  const { subscriber, queues, clock } = parts;
  const hands = handsOf(parts);
  const inHand = new Set<number>();
  const waiting: Delivery[] = [];
  let busy = 0;
  let stopped = false;
  let idle: (() => void) | undefined;
  let alarm: NodeJS.Timeout | undefined;

  const settled = settlements(queues, (ids) => {
    for (const id of ids) inHand.delete(id);
    if (!stopped) fill();
    if (inHand.size === 0) idle?.();
  });
  const work = (): void => {
    while (busy < hands && !stopped) {
      const delivery = waiting.shift();
      if (!delivery) return;
      busy += 1;
      void handOver(parts, delivery)
        .then(settled)
        .finally(() => {
          busy -= 1;
          work();
        });
    }
  };
  const fill = (): void => {
    // One moment for both questions: what falls due between two would be neither due nor still to come.
    const now = clock.now();
    if (waiting.length === 0) {
      for (const delivery of queues.due(subscriber, now, inHand)) {
        inHand.add(delivery.id);
        waiting.push(delivery);
      }
    }
    work();
    sleepUntilDue(now);
  };
  const sleepUntilDue = (now: number): void => {
    clearTimeout(alarm);
    const next = queues.nextDue(subscriber, now);
    if (next !== undefined) alarm = setTimeout(wake, Math.max(1, next - now));
  };
  const wake = once(() => {
    if (!stopped) fill();
  });

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

/** `done` leaves the queue with others; what failed has been dealt with already. */
interface Settlement {
  readonly id: number;
  readonly done: boolean;
}

const handOver = async ({ subscriber, queues, deliver, clock, log }: ReaderParts, delivery: Delivery): Promise<Settlement> => {
  const { id, attempts, message } = delivery;
  try {
    await deliver(subscriber, message);
    return { id, done: true };
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    log('warn', 'a delivery failed', { subscriber, name: message.name, id: message.id, attempts: attempts + 1, reason });
    if (attempts + 1 >= MOST_ATTEMPTS) queues.bury(id, reason, clock.now());
    else queues.postpone(id, clock.now() + backoff(attempts));
    return { id, done: false };
  }
};

/** Settles what came in during one turn of the event loop in one transaction. */
const settlements = (queues: BusQueues, after: (ids: readonly number[]) => void) => {
  let arrived: Settlement[] = [];
  const flush = once(() => {
    const all = arrived;
    arrived = [];
    const done = all.filter((one) => one.done).map((one) => one.id);
    if (done.length > 0) queues.done(done);
    after(all.map((one) => one.id));
  });
  return (settlement: Settlement): void => {
    arrived.push(settlement);
    flush();
  };
};

/** Runs in the next turn of the event loop, however often it is called in this one. */
const once = (run: () => void): (() => void) => {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      run();
    });
  };
};
