/** Follows the messages of one table and sends them on: to the bus, or to the saga runner. The only way anything leaves a service. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Log } from '../kernel/ports.ts';
import type { Outgoing } from '../kernel/outgoing.ts';
import type { Tail } from '../kernel/tail.ts';

export interface OutboxParts {
  readonly service: string;
  readonly tail: Tail;
  readonly publish: (messages: readonly Envelope[]) => Promise<void>;
  readonly send: (outgoing: Exclude<Outgoing, { kind: 'message' }>) => Promise<void>;
  readonly log: Log;
}

export interface Outbox {
  start(): void;
  stop(): Promise<void>;
}

const AT_ONCE = 200;
const REST_MS = 500;

export const outbox = (parts: OutboxParts): Outbox => {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let unsubscribe: (() => void) | undefined;
  let alarm: NodeJS.Timeout | undefined;

  const sendSome = async (): Promise<boolean> => {
    const waiting = parts.tail.read(AT_ONCE);
    const outgoing = waiting.map((one) => one.outgoing as unknown as Outgoing); // every writer of the field goes through the kernel
    await parts.publish(outgoing.flatMap((one) => (one.kind === 'message' ? [one.envelope] : [])));
    for (const one of outgoing) if (one.kind !== 'message') await parts.send(one);
    parts.tail.done(waiting.map((one) => one.position));
    return waiting.length === AT_ONCE;
  };
  const drain = async (): Promise<void> => {
    do again = false;
    while (((await sendSome()) || again) && !stopped);
  };
  const wake = (): void => {
    again = true;
    if (running || stopped) return;
    running = drain()
      .catch((error: unknown) => {
        again = false;
        parts.log('error', 'sending from the outbox failed, it will be tried again', { service: parts.service, reason: String(error) });
        alarm = setTimeout(wake, REST_MS);
      })
      .finally(() => {
        running = undefined;
        if (again && !stopped) wake();
      });
  };

  return {
    start: () => {
      unsubscribe = parts.tail.onWrite(() => setImmediate(wake));
      wake();
    },
    stop: async () => {
      stopped = true;
      unsubscribe?.();
      clearTimeout(alarm);
      await running;
    },
  };
};
