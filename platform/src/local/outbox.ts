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
const LONGEST_REST_MS = 30_000;

export const outbox = (parts: OutboxParts): Outbox => {
  const drain = drainer(parts);
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let failures = 0;
  let unsubscribe: (() => void) | undefined;
  let alarm: NodeJS.Timeout | undefined;

  /** What could not be sent is tried again later and later; what is new is sent at once. */
  const after = (held: boolean): void => {
    failures = held ? failures + 1 : 0;
    clearTimeout(alarm);
    if (held && !stopped) alarm = setTimeout(wake, Math.min(LONGEST_REST_MS, REST_MS * 2 ** Math.min(10, failures - 1)));
  };
  const run = async (): Promise<void> => {
    do {
      again = false;
      after(await drain(() => stopped));
    } while (again && !stopped);
  };
  const wake = (): void => {
    again = true;
    if (running || stopped) return;
    running = run().finally(() => {
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

/** Sends everything that waits, once; true when something could not be sent and waits on. It holds up nothing that comes after it. */
const drainer = ({ service, tail, publish, send, log }: OutboxParts) => {
  const attempt = async (positions: readonly number[], sending: () => Promise<void>): Promise<readonly number[]> => {
    try {
      await sending();
      return positions;
    } catch (error) {
      log('error', 'sending from the outbox failed, it will be tried again', {
        service,
        messages: positions.length,
        reason: String(error),
      });
      return [];
    }
  };
  const sendSome = async (waiting: readonly { readonly position: number; readonly outgoing: Outgoing }[]): Promise<boolean> => {
    const messages = waiting.flatMap(({ position, outgoing }) =>
      outgoing.kind === 'message' ? [{ position, envelope: outgoing.envelope }] : [],
    );
    const sent = [
      ...(await attempt(
        messages.map((one) => one.position),
        () => publish(messages.map((one) => one.envelope)),
      )),
    ];
    for (const { position, outgoing } of waiting) {
      if (outgoing.kind !== 'message') sent.push(...(await attempt([position], () => send(outgoing))));
    }
    tail.done(sent);
    return sent.length < waiting.length;
  };
  return async (isStopped: () => boolean): Promise<boolean> => {
    let held = false;
    for (let from: number | undefined; !isStopped();) {
      // Every writer of the field goes through the kernel.
      const waiting = tail.read(AT_ONCE, from) as unknown as readonly { readonly position: number; readonly outgoing: Outgoing }[];
      if (waiting.length === 0) break;
      held = (await sendSome(waiting)) || held;
      from = waiting.at(-1)?.position;
    }
    return held;
  };
};
