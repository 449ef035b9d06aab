/**
 * Envelopes onto the bus. The answer to PutEvents is read: it succeeds as a call though entries of it failed.
 *
 * Source: Amazon EventBridge User Guide, "Sending events with PutEvents" and "Calculating PutEvents event entry size".
 */
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBridgeClient, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Envelope } from '@wikibot/contracts/define/envelope';
import { detailTypeOf, sourceOf } from '@wikibot/contracts/define/envelope';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { rest } from './retries.ts';
import type { Patience } from './retries.ts';

const MAX_ENTRIES = 10;
/** Of one call and, when it stands alone, of one entry (1 MiB since January 2026); below it, because keys and quotes count as well. */
const MAX_CALL_BYTES = 1_000_000;
/** How often entries that failed are sent again before their rows are given back to the stream. */
const TRIES = 4;

export interface PutEventsParts {
  readonly client: Pick<EventBridgeClient, 'send'>;
  readonly busName: string;
  readonly service: ServiceName;
  readonly patience: Patience;
}

const entryOf = (message: Envelope, { busName, service }: PutEventsParts): PutEventsRequestEntry => ({
  EventBusName: busName,
  Source: sourceOf(service),
  DetailType: detailTypeOf(message),
  Time: new Date(message.time),
  // Page texts with such code points travel as payloads; in what is left they would keep the message from every queue.
  Detail: JSON.stringify(message).replaceAll(/[\ufffe\uffff]/g, '\ufffd'),
});

const TIME_BYTES = 14;
const bytesOf = ({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number =>
  TIME_BYTES + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);

interface Waiting {
  readonly place: number;
  readonly entry: PutEventsRequestEntry;
}

const chunksOf = (waiting: readonly Waiting[]): readonly (readonly Waiting[])[] => {
  const chunks: Waiting[][] = [];
  let bytes = 0;
  for (const one of waiting) {
    const size = bytesOf(one.entry);
    const last = chunks.at(-1);
    if (last && last.length < MAX_ENTRIES && bytes + size <= MAX_CALL_BYTES) {
      last.push(one);
      bytes += size;
    } else {
      chunks.push([one]);
      bytes = size;
    }
  }
  return chunks;
};

/** Why each message did not get onto the bus, by its place; empty when all did. Never rejects: a call that fails fails its entries. */
export const putEvents =
  (parts: PutEventsParts) =>
  async (messages: readonly Envelope[]): Promise<ReadonlyMap<number, string>> => {
    let waiting: readonly Waiting[] = messages.map((message, place) => ({ place, entry: entryOf(message, parts) }));
    let reasons = new Map<number, string>();
    for (let tried = 1; waiting.length > 0 && tried <= TRIES; tried += 1) {
      if (tried > 1) await rest(parts.patience, tried);
      reasons = new Map();
      for (const chunk of chunksOf(waiting)) for (const [place, reason] of await send(parts, chunk)) reasons.set(place, reason);
      waiting = waiting.filter(({ place }) => reasons.has(place));
    }
    return reasons;
  };

const send = async ({ client }: PutEventsParts, chunk: readonly Waiting[]): Promise<readonly (readonly [number, string])[]> => {
  try {
    const { FailedEntryCount = 0, Entries = [] } = await client.send(new PutEventsCommand({ Entries: chunk.map(({ entry }) => entry) }));
    if (FailedEntryCount === 0) return [];
    // results stand in the order of the entries
    return chunk.flatMap(({ place }, index) => {
      const { ErrorCode, ErrorMessage = '' } = Entries[index] ?? { ErrorCode: 'no result' };
      return ErrorCode === undefined ? [] : [[place, `${ErrorCode} ${ErrorMessage}`] as const];
    });
  } catch (error) {
    return chunk.map(({ place }) => [place, String(error)] as const);
  }
};
