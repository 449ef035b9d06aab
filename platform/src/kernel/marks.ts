/**
 * "Caught up to N" means that every sequence up to N is applied: a contiguous watermark, plus the set seen above it, per stream.
 */
import type { Operation, Row, Table } from './table.ts';
import type { BuiltView } from './view-rows.ts';
import { gapPartition, markPartition } from './view-rows.ts';

export interface Mark {
  readonly upTo: number;
  /** Sequences above `upTo` that are applied, ascending; something before them is missing. */
  readonly seen: readonly number[];
}

/** The mark of a stream that has ended: whatever comes is too late, and nobody need wait. */
export const ENDED = Number.MAX_SAFE_INTEGER;

export const hasEnded = ({ upTo }: Mark): boolean => upTo === ENDED;

/** Ends a stream for good, whatever was applied; no mark that another process has read can replace this one. */
export const endingOperations = (view: BuiltView, stream: string): readonly Operation[] => [
  { put: { pk: markPartition(view), sk: stream, upTo: ENDED, applied: -1, ended: 1 } },
  { delete: { pk: gapPartition(view), sk: stream } },
];

/** Holds as long as the stream has not ended. */
export const notEnded = (view: BuiltView, stream: string): Operation => ({
  check: { pk: markPartition(view), sk: stream },
  if: { field: 'ended', below: 1 },
});

export const emptyMark: Mark = { upTo: 0, seen: [] };

export const isApplied = (mark: Mark, sequence: number): boolean => sequence <= mark.upTo || mark.seen.includes(sequence);

export const afterApplying = (mark: Mark, sequence: number): Mark => {
  if (isApplied(mark, sequence)) return mark;
  const seen = [...mark.seen, sequence].sort((a, b) => a - b);
  let upTo = mark.upTo;
  while (seen[0] === upTo + 1) upTo = seen.shift() as number; // the loop's condition has just seen it
  return { upTo, seen };
};

export const readMark = async (table: Table, view: BuiltView, stream: string): Promise<Mark> => {
  const row = await table.get({ pk: markPartition(view), sk: stream });
  return row ? markOf(row) : emptyMark;
};

const markOf = (row: Row): Mark => ({ upTo: Number(row['upTo']), seen: (row['seen'] as readonly number[] | undefined) ?? [] });

/** What identifies a mark's state for the optimistic write: how many facts it counts. */
const applied = (mark: Mark): number => mark.upTo + mark.seen.length;

/** The operations that replace one mark by the next, and note or clear the stream's gap. */
export const markOperations = (
  view: BuiltView,
  stream: string,
  change: { readonly from: Mark; readonly to: Mark; readonly now: number },
): Operation[] => {
  const { from, to, now } = change;
  const key = { pk: markPartition(view), sk: stream };
  const put: Operation = {
    put: { ...key, upTo: to.upTo, applied: applied(to), ...(to.seen.length > 0 ? { seen: to.seen } : {}) },
    if: applied(from) === 0 ? 'absent' : { field: 'applied', equals: applied(from) },
  };
  const gap = { pk: gapPartition(view), sk: stream };
  if (to.seen.length > 0 && from.seen.length === 0) return [put, { put: { ...gap, since: now } }];
  if (to.seen.length === 0 && from.seen.length > 0) return [put, { delete: gap }];
  return [put];
};
