/**
 * What a table publishes: every put of a row with the field `outgoing` leaves one message, in the same transaction as
 * the row. The single-machine twin of DynamoDB Streams, with the same promise: in order, at least once.
 *
 * Source: Amazon DynamoDB Developer Guide, "Change data capture for DynamoDB Streams" (new images).
 */
import type { Json, Key, Table } from './table.ts';

export interface OutgoingMessage {
  /** Grows with every message and is never used twice; gaps mean nothing. */
  readonly position: number;
  /** The row that carried it; by now it may have changed or gone. */
  readonly key: Key;
  /** The field as it was when the row was put. */
  readonly outgoing: { readonly [field: string]: Json };
}

export interface Tail {
  /** The oldest messages that are not done, in order; with `after` only those of a greater position. */
  read(limit: number, after?: number): readonly OutgoingMessage[];
  /** Forgets these messages. After a power failure the latest of them may be read again. */
  done(positions: readonly number[]): void;
  /** Calls the listener synchronously after each commit that added messages; the answer ends that. */
  onWrite(listener: () => void): () => void;
}

/** A table whose messages can be followed in this very process. */
export interface TailedTable extends Table {
  readonly tail: Tail;
}
