/** What the bus of one machine keeps in mind, so that its file need not be asked for it. */
import type { Envelope } from '@wikibot/contracts/define/envelope';

/** Every body was written by the bus, from an envelope. */
export const envelopeOf = (body: string): Envelope => JSON.parse(body) as Envelope;

/** A fact has a dozen subscribers, which read it one after the other: the last few messages are parsed once. */
const REMEMBERED = { messages: 64, length: 64 * 1024 } as const;

export const messageReader = (bodyOf: (message: number) => string) => {
  const known = new Map<number, Envelope>();
  const read = (message: number): Envelope => {
    const found = known.get(message);
    if (found) return found;
    const body = bodyOf(message);
    const envelope = envelopeOf(body);
    if (body.length > REMEMBERED.length) return envelope;
    const [oldest] = known.keys();
    if (known.size >= REMEMBERED.messages && oldest !== undefined) known.delete(oldest);
    known.set(message, envelope);
    return envelope;
  };
  return { read, forget: (message: number): void => void known.delete(message) };
};

/** Until when something may wait in each queue, so that whoever has emptied its queue need not search it for what is due later. */
export const latestDues = () => {
  const bySubscriber = new Map<string, number>();
  let postponed = 0;
  return {
    /** Something will be due then; of a postponed delivery it is not known whose it is. */
    note(due: number, subscriber?: string): void {
      if (subscriber === undefined) postponed = Math.max(postponed, due);
      else if (bySubscriber.has(subscriber)) bySubscriber.set(subscriber, Math.max(bySubscriber.get(subscriber) ?? 0, due));
    },
    /** When the next one is due; searched only while something may be. Nothing is known of what an earlier run of the program left. */
    nextDue(subscriber: string, now: number, search: () => number | undefined): number | undefined {
      if (Math.max(bySubscriber.get(subscriber) ?? Infinity, postponed) <= now) return undefined;
      const next = search();
      if (next === undefined) bySubscriber.set(subscriber, now);
      return next;
    },
  };
};
