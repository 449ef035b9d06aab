/**
 * The outbox on AWS: follows the table's stream and sends on what rows say in `outgoing`. Whatever could not be sent is named by its
 * sequence number; Lambda comes back with everything from the first of them on, so things are sent at least once
 * (AWS Lambda Developer Guide, "Reporting batch item failures" for DynamoDB streams).
 */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import { describe } from '../kernel/http/app.ts';
import type { Outgoing } from '../kernel/outgoing.ts';
import { outgoingOf } from '../kernel/outgoing.ts';
import type { Log } from '../kernel/ports.ts';
import type { Json } from '../kernel/table.ts';
import type { BatchAnswer, StreamEvent, StreamEventRecord } from './events.ts';

export interface OutboxStreamParts {
  /** Answers why messages did not get onto the bus, by their place. */
  readonly publish: (messages: readonly Envelope[]) => Promise<ReadonlyMap<number, string>>;
  readonly send: (outgoing: Exclude<Outgoing, { kind: 'message' }>) => Promise<void>;
  readonly log: Log;
}

interface Leaving {
  readonly sequence: string;
  readonly outgoing: Outgoing;
}

/** A deleted row says nothing, and one that changed elsewhere has said it already. */
const textOf = ({ eventName, dynamodb = {} }: StreamEventRecord): string | undefined => {
  if (eventName === 'REMOVE') return undefined;
  const text = dynamodb.NewImage?.['outgoing']?.S;
  return text === dynamodb.OldImage?.['outgoing']?.S ? undefined : text;
};

type Fail = (sequence: string, reason: unknown) => void;

const readRecords = (records: StreamEvent['Records'], fail: Fail): readonly Leaving[] =>
  records.flatMap((record): Leaving[] => {
    const text = textOf(record);
    const sequence = record.dynamodb?.SequenceNumber ?? '';
    try {
      const outgoing = text === undefined ? undefined : outgoingOf(JSON.parse(text) as Json); // written by the table's adapter
      return outgoing ? [{ sequence, outgoing }] : [];
    } catch (error) {
      fail(sequence, describe(error));
      return [];
    }
  });

export const outboxStream = ({ publish, send, log }: OutboxStreamParts) => {
  const publishAll = async (leaving: readonly Leaving[], fail: Fail): Promise<void> => {
    const messages = leaving.flatMap(({ sequence, outgoing }) =>
      outgoing.kind === 'message' ? [{ sequence, envelope: outgoing.envelope }] : [],
    );
    const reasons = await publish(messages.map(({ envelope }) => envelope));
    for (const [place, reason] of reasons) fail(messages[place]?.sequence ?? '', reason);
  };
  const sendAll = async (leaving: readonly Leaving[], fail: Fail): Promise<void> => {
    for (const { sequence, outgoing } of leaving) {
      if (outgoing.kind !== 'message') await send(outgoing).catch((error: unknown) => fail(sequence, describe(error)));
    }
  };
  return async ({ Records }: StreamEvent): Promise<BatchAnswer> => {
    const failed: string[] = [];
    const fail: Fail = (sequence, reason) => {
      log('error', 'a row could not be sent on and comes again', { sequence, error: reason });
      failed.push(sequence);
    };
    const leaving = readRecords(Records, fail);
    await publishAll(leaving, fail);
    await sendAll(leaving, fail);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};
