/**
 * How Lambda reads a table's stream: batches in order, a filter before the function, on a failure everything again from the first record
 * that was named, a batch that fails as a whole halved, and what fails too often set aside (AWS Lambda Developer Guide, "Process DynamoDB
 * records with Lambda").
 */
import type { BatchAnswer } from '../events.ts';
import type { StreamRecord } from './dynamodb-store.ts';

export interface StreamTriggerParts {
  /** Grows while the table is written. */
  readonly records: () => readonly StreamRecord[];
  readonly handler: (event: { readonly Records: readonly StreamRecord[] }) => Promise<BatchAnswer>;
  readonly filter?: (record: StreamRecord) => boolean;
  readonly batchSize?: number;
  /** How often a batch is tried again after it failed. */
  readonly retries?: number;
}

export interface StreamTrigger {
  /** Hands over everything that is there. */
  drain(): Promise<void>;
  /** Records that were given up. */
  readonly setAside: readonly StreamRecord[];
}

const sequenceOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;

/** From where it has to go on: the place of the first record that was named, or the end. An answer that names none it knows fails the batch. */
const doneUpTo = (batch: readonly StreamRecord[], { batchItemFailures }: BatchAnswer): number => {
  const places = batchItemFailures.map(({ itemIdentifier }) => batch.findIndex((record) => sequenceOf(record) === itemIdentifier));
  return places.length === 0 ? batch.length : Math.max(0, Math.min(...places));
};

export const streamTrigger = (parts: StreamTriggerParts): StreamTrigger => {
  const { handler, filter = () => true, batchSize = 100, retries = 10 } = parts;
  const setAside: StreamRecord[] = [];
  let next = 0;

  /** How many records of the batch are done; a function that dies has done none. */
  const attempt = async (batch: readonly StreamRecord[]): Promise<number> => {
    try {
      return doneUpTo(batch, await handler({ Records: batch }));
    } catch {
      return 0;
    }
  };

  const work = async (batch: readonly StreamRecord[], left: number): Promise<void> => {
    if (batch.length === 0) return;
    const done = await attempt(batch);
    const rest = batch.slice(done);
    if (rest.length === 0) return;
    if (left === 0) return void setAside.push(...rest);
    if (done > 0 || rest.length === 1) return work(rest, left - 1);
    const half = Math.ceil(rest.length / 2);
    await work(rest.slice(0, half), left - 1);
    await work(rest.slice(half), left - 1);
  };

  return {
    setAside,
    drain: async () => {
      for (
        let batch = parts.records().slice(next, next + batchSize);
        batch.length > 0;
        batch = parts.records().slice(next, next + batchSize)
      ) {
        next += batch.length;
        await work(batch.filter(filter), retries);
      }
    },
  };
};
