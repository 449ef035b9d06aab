/** The table in memory, for tests of slices: the whole contract, nothing on disk. */
import type { Key, Operation, Query, Row, RowPage } from './table.ts';
import type { OutgoingMessage, Tail, TailedTable } from './tail.ts';
import { listeners } from './listeners.ts';
import { fromText, isExpired } from './row-text.ts';
import { checkKey, checkKeys, checkQuery } from './table-limits.ts';
import type { KeyRange } from './table-limits.ts';
import { compareUtf8 } from './utf8-order.ts';
import { decideWrite, intentsOf } from './write-decision.ts';
import type { Change } from './write-decision.ts';

interface Stored {
  readonly key: Key;
  readonly body: string;
  readonly expiresAt: number | undefined;
}

/** The place of the first row of a sorted partition whose sort key is not before this one. */
function placeOf(partition: readonly Stored[], sk: string): number {
  let low = 0;
  let high = partition.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = partition[middle];
    if (found !== undefined && compareUtf8(found.key.sk, sk) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Rows {
  find(key: Key): Stored | undefined;
  within(range: KeyRange): readonly Stored[];
  apply(change: Change): void;
}

function sortedRows(): Rows {
  const partitions = new Map<string, Stored[]>();
  const partitionOf = (pk: string): readonly Stored[] => partitions.get(pk) ?? [];
  const isAt = (partition: readonly Stored[], place: number, sk: string): boolean => partition[place]?.key.sk === sk;
  return {
    find({ pk, sk }) {
      const found = partitionOf(pk)[placeOf(partitionOf(pk), sk)];
      return found?.key.sk === sk ? found : undefined;
    },
    within({ pk, low, high, reverse }) {
      const partition = partitionOf(pk);
      const rows = partition.slice(placeOf(partition, low), high === undefined ? undefined : placeOf(partition, high));
      return reverse ? rows.reverse() : rows;
    },
    apply(change) {
      const key = 'put' in change ? change.put.key : change.delete;
      const partition = partitions.get(key.pk) ?? [];
      const place = placeOf(partition, key.sk);
      partition.splice(place, isAt(partition, place, key.sk) ? 1 : 0, ...('put' in change ? [change.put] : []));
      partitions.set(key.pk, partition);
    },
  };
}

interface MemoryTail extends Tail {
  append(changes: readonly Change[]): void;
}

function memoryTail(): MemoryTail {
  const waiting = new Map<number, { readonly key: Key; readonly text: string }>();
  const heard = listeners();
  let last = 0;
  const messageOf = (position: number, key: Key, text: string): OutgoingMessage => {
    // toText lets only objects pass as `outgoing`
    return { position, key, outgoing: JSON.parse(text) as OutgoingMessage['outgoing'] };
  };
  return {
    read: (limit, after = 0) =>
      [...waiting]
        .filter(([position]) => position > after)
        .slice(0, limit)
        .map(([position, { key, text }]) => messageOf(position, key, text)),
    done: (positions) => positions.forEach((position) => waiting.delete(position)),
    onWrite: (listener) => heard.add(listener),
    append(changes) {
      const before = last;
      for (const change of changes) {
        if (!('put' in change) || change.put.outgoing === undefined) continue;
        last += 1;
        waiting.set(last, { key: change.put.key, text: change.put.outgoing });
      }
      if (last > before) heard.call();
    },
  };
}

function pageOf(rows: readonly Stored[], limit: number): RowPage {
  const page = rows.slice(0, limit).map(({ key, body }) => fromText(key, body));
  const last = page.at(-1);
  return rows.length > limit && last !== undefined ? { rows: page, next: last.sk } : { rows: page };
}

export interface MemoryTableOptions {
  /** Epoch milliseconds; the system's clock unless told. */
  readonly now?: () => number;
}

export function memoryTable({ now = Date.now }: MemoryTableOptions = {}): TailedTable {
  const rows = sortedRows();
  const tail = memoryTail();
  const visible = (row: Stored | undefined): Stored | undefined => (isExpired(row?.expiresAt, now()) ? undefined : row);
  const read = (key: Key): Row | undefined => {
    const found = visible(rows.find(key));
    return found && fromText(found.key, found.body);
  };
  return {
    tail,
    get: async (key) => read(checkKey(key)),
    getMany: async (keys) => checkKeys(keys).map(read),
    async query(query: Query) {
      const range = checkQuery(query);
      const found = rows.within(range).filter((row) => visible(row) !== undefined);
      return pageOf(found, range.limit);
    },
    async write(operations: readonly Operation[]) {
      const changes = decideWrite(intentsOf(operations), (key) => visible(rows.find(key))?.body);
      changes.forEach((change) => rows.apply(change));
      tail.append(changes);
    },
  };
}
