/** Transactions of one connection. All of them write, so they take the lock at once instead of failing half-way. */
import type Database from 'better-sqlite3';

export interface Transactions {
  /** Runs the work and commits; on an error nothing of it remains. Durable when it returns. */
  durable<Result>(work: () => Result): Result;
  /** The same without waiting for the disk: survives a crash of the program, perhaps not one of the machine. */
  unsynced<Result>(work: () => Result): Result;
}

export function transactions(database: Database.Database): Transactions {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  let synchronous: 'FULL' | 'NORMAL' | undefined;
  /** Between transactions only; asked of SQLite when it differs from the last one, since each pragma is compiled anew. */
  const waitFor = (wanted: 'FULL' | 'NORMAL'): void => {
    if (synchronous !== wanted) database.pragma(`synchronous = ${wanted}`);
    synchronous = wanted;
  };
  const inOne = <Result>(work: () => Result): Result => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } finally {
      // still open only when the work or the commit failed; SQLite closes it by itself on some faults
      if (database.inTransaction) rollback.run();
    }
  };
  return {
    durable(work) {
      waitFor('FULL');
      return inOne(work);
    },
    unsynced(work) {
      waitFor('NORMAL');
      return inOne(work);
    },
  };
}
