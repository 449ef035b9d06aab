/** Where a view keeps its registers and marks in the service's table. */
import type { Operation, Row } from './table.ts';

/** One built version of a view: `fragments` in version 2. */
export interface BuiltView {
  readonly name: string;
  readonly version: number;
}

export const registerPartition = (view: BuiltView, pk: string): string => `view#${view.name}#${view.version}#${pk}`;
export const markPartition = (view: BuiltView): string => `mark#${view.name}#${view.version}`;
export const gapPartition = (view: BuiltView): string => `gap#${view.name}#${view.version}`;
export const invalidPartition = (view: BuiltView): string => `invalid#${view.name}#${view.version}`;
/** Which partitions a stream has written to, so that all of it is found again when it ends. */
export const touchedPartition = (view: BuiltView, stream: string): string => `touched#${view.name}#${view.version}#${stream}`;
export const servingKey = (name: string) => ({ pk: `serving#${name}`, sk: 'version' });

/** A deletion leaves a tombstone, so that a late or slow older fact cannot bring the row back; after a month none is that late. */
const TOMBSTONE_SECONDS = 30 * 24 * 60 * 60;

export interface RegisterWrite {
  readonly pk: string;
  readonly sk: string;
  readonly row: Readonly<Record<string, unknown>> | null;
  readonly sequence: number;
  readonly now: number;
  /** Folded again: what the same fact has written before is written anew. */
  readonly again?: boolean;
}

export const registerOperation = (view: BuiltView, write: RegisterWrite): Operation => {
  const key = { pk: registerPartition(view, write.pk), sk: write.sk };
  const condition = { field: 'seq', older: write.again ? write.sequence + 1 : write.sequence };
  if (write.row) return { put: { ...(write.row as Row), ...key, seq: write.sequence }, if: condition };
  return { put: { ...key, seq: write.sequence, gone: true, expiresAt: Math.floor(write.now / 1000) + TOMBSTONE_SECONDS }, if: condition };
};
