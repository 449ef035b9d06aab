/** The messages of a SQLite table: recorded in the transaction of the rows that carry them, kept until they are done. */
import type { Connection } from './sqlite-connection.ts';
import { listeners } from '../kernel/listeners.ts';
import type { OutgoingMessage, Tail } from '../kernel/tail.ts';
import type { Change } from '../kernel/write-decision.ts';

export interface SqliteTail {
  readonly tail: Tail;
  /** Inside a transaction: records the messages of these changes; answers whether there were any. */
  record(changes: readonly Change[]): boolean;
  /** After the commit of a transaction that recorded some. */
  announce(): void;
  /** How many wait. */
  count(): number;
}

type Stored = [position: number, pk: string, sk: string, body: string];

/** `body` was written from an object that the table had checked. */
const messageOf = ([position, pk, sk, body]: Stored): OutgoingMessage => ({
  position,
  key: { pk, sk },
  outgoing: JSON.parse(body) as OutgoingMessage['outgoing'],
});

/** @param commitUnsynced runs the work in a transaction of its own that need not be on the disk when it returns */
export function sqliteTail({ database, guard }: Connection, commitUnsynced: (work: () => void) => void): SqliteTail {
  const insert = database.prepare<[string, string, string]>('INSERT INTO outgoing (pk, sk, body) VALUES (?, ?, ?)');
  const select = database
    .prepare<[number, number], Stored>('SELECT position, pk, sk, body FROM outgoing WHERE position > ? ORDER BY position LIMIT ?')
    .raw();
  const remove = database.prepare<[string]>('DELETE FROM outgoing WHERE position IN (SELECT value FROM json_each(?))');
  const countAll = database.prepare<[], number>('SELECT count(*) FROM outgoing').pluck();
  const heard = listeners();
  return {
    tail: {
      read: (limit, after = 0) => guard(() => select.all(after, limit)).map(messageOf),
      done(positions) {
        if (positions.length > 0) guard(() => commitUnsynced(() => void remove.run(JSON.stringify(positions))));
      },
      onWrite: (listener) => heard.add(listener),
    },
    record(changes) {
      let recorded = false;
      for (const change of changes) {
        if (!('put' in change) || change.put.outgoing === undefined) continue;
        insert.run(change.put.key.pk, change.put.key.sk, change.put.outgoing);
        recorded = true;
      }
      return recorded;
    },
    announce: () => heard.call(),
    count: () => countAll.get() ?? 0,
  };
}
