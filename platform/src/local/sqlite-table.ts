/** The table in one SQLite file of one machine: an acknowledged write survives `kill -9` and a power failure. */
import { checkKey, checkKeys, checkQuery } from '../kernel/table-limits.ts';
import { fromText } from '../kernel/row-text.ts';
import type { Key, Row } from '../kernel/table.ts';
import type { TailedTable } from '../kernel/tail.ts';
import { decideWrite, intentsOf } from '../kernel/write-decision.ts';
import type { Intent } from '../kernel/write-decision.ts';
import { groupCommit } from './group-commit.ts';
import { openSqlite } from './sqlite-connection.ts';
import type { Connection, SqliteFile } from './sqlite-connection.ts';
import { MIGRATIONS } from './sqlite-layout.ts';
import { sqliteRows } from './sqlite-rows.ts';
import type { SqliteRows } from './sqlite-rows.ts';
import { sqliteTail } from './sqlite-tail.ts';
import type { SqliteTail } from './sqlite-tail.ts';
import { transactions } from './sqlite-transaction.ts';
import type { Transactions } from './sqlite-transaction.ts';
import { isSqliteError, StorageFault, storageFault } from './storage-fault.ts';

export interface SqliteTableOptions extends SqliteFile {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface TableSize {
  /** Counted one by one, expired ones included: for people who ask, not for every request. */
  readonly rows: number;
  /** Messages not done yet. */
  readonly outgoing: number;
  /** Of the file without its log. */
  readonly bytes: number;
}

/** All methods throw {@link StorageFault} when the file fails. */
export interface SqliteTable extends TailedTable {
  /** Deletes at most so many expired rows; answers how many. Writes do it by themselves, a few at a time. */
  purgeExpired(limit: number): number;
  size(): TableSize;
  /** Commits what waits, brings the log into the file, lets go of it. */
  close(): void;
}

const PURGED_PER_COMMIT = 20;

interface Write {
  readonly intents: readonly Intent[];
  readonly volatile: boolean;
}

interface Parts {
  readonly connection: Connection;
  readonly rows: SqliteRows;
  readonly outgoing: SqliteTail;
  readonly transaction: Transactions;
  readonly now: () => number;
}

/** Writes that stand for themselves, in one transaction: the error of each that was refused, or undefined. */
function committer({ connection, rows, outgoing, transaction, now }: Parts): (writes: readonly Write[]) => readonly (Error | undefined)[] {
  /** Decides before it changes anything, so a refused write leaves nothing to undo for its neighbours. */
  const attempt = (write: Write, time: number): Error | boolean => {
    try {
      const changes = decideWrite(write.intents, (key) => rows.bodyOf(key, time));
      for (const change of changes) rows.apply(change);
      return outgoing.record(changes);
    } catch (error) {
      if (isSqliteError(error) || !(error instanceof Error)) throw error;
      return error;
    }
  };
  const together = (writes: readonly Write[]): readonly (Error | boolean)[] =>
    connection.guard(() =>
      transaction[writes.every((write) => write.volatile) ? 'unsynced' : 'durable'](() => {
        const time = now();
        const outcomes = writes.map((write) => attempt(write, time));
        rows.purge(time, PURGED_PER_COMMIT);
        return outcomes;
      }),
    );
  /** On a full disk nothing was committed, and a small write may still fit where a large one does not. */
  const orAlone = (writes: readonly Write[]): readonly (Error | boolean)[] => {
    try {
      return together(writes);
    } catch (error) {
      if (!(error instanceof StorageFault && error.code === 'SQLITE_FULL')) throw error;
      return writes.length === 1 ? [error] : writes.flatMap((write) => orAlone([write]));
    }
  };
  return (writes) => {
    const outcomes = orAlone(writes);
    if (outcomes.includes(true)) outgoing.announce();
    return outcomes.map((outcome) => (outcome instanceof Error ? outcome : undefined));
  };
}

function tableOf(parts: Parts): SqliteTable {
  const { connection, rows, outgoing, transaction, now } = parts;
  const commits = groupCommit(committer(parts));
  const read = (key: Key, time: number): Row | undefined => {
    const body = rows.bodyOf(key, time);
    return body === undefined ? undefined : fromText(key, body);
  };
  return {
    tail: outgoing.tail,
    async get(key) {
      const checked = checkKey(key);
      return connection.guard(() => read(checked, now()));
    },
    async getMany(keys) {
      const checked = checkKeys(keys);
      const time = now();
      return connection.guard(() => checked.map((key) => read(key, time)));
    },
    async query(query) {
      const range = checkQuery(query);
      return connection.guard(() => rows.page(range, now()));
    },
    async write(operations, { volatile = false } = {}) {
      const intents = intentsOf(operations);
      if (intents.length > 0) await commits.submit({ intents, volatile });
    },
    purgeExpired: (limit) => {
      let purged = 0;
      connection.guard(() => transaction.unsynced(() => void (purged = rows.purge(now(), limit))));
      return purged;
    },
    size: () =>
      connection.guard(() => ({
        rows: rows.count(),
        outgoing: outgoing.count(),
        // the driver answers these pragmas with numbers
        bytes:
          (connection.database.pragma('page_count', { simple: true }) as number) *
          (connection.database.pragma('page_size', { simple: true }) as number),
      })),
    close() {
      commits.flush();
      connection.close();
    },
  };
}

/** @throws {StorageFault} when the file cannot be opened, is damaged, is held by another program, or is not ours */
export function sqliteTable({ now, ...file }: SqliteTableOptions): SqliteTable {
  const connection = openSqlite(file, MIGRATIONS);
  try {
    const transaction = transactions(connection.database);
    const rows = sqliteRows(connection.database);
    return tableOf({ connection, rows, outgoing: sqliteTail(connection, transaction.unsynced), transaction, now });
  } catch (error) {
    connection.close();
    throw storageFault(file.file, error);
  }
}
