/** The bus's queues in one SQLite file: a message is stored once, and once more as a short row for each subscriber that has to get it. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type Database from 'better-sqlite3';
import { envelopeOf, latestDues, messageReader } from './bus-memory.ts';
import { openSqlite } from './sqlite-connection.ts';
import { transactions } from './sqlite-transaction.ts';

const LAYOUT = [
  `CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT NOT NULL, readers INTEGER NOT NULL);
   CREATE TABLE delivery (id INTEGER PRIMARY KEY AUTOINCREMENT, message INTEGER NOT NULL, subscriber TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
   CREATE INDEX delivery_due ON delivery (subscriber, due, id);
   CREATE TABLE dead_letter (id INTEGER PRIMARY KEY, subscriber TEXT NOT NULL, body TEXT NOT NULL, reason TEXT NOT NULL, attempts INTEGER NOT NULL, died INTEGER NOT NULL);`,
];

export interface Delivery {
  readonly id: number;
  readonly attempts: number;
  readonly message: Envelope;
}

export interface DeadLetter {
  readonly id: number;
  readonly subscriber: string;
  readonly reason: string;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly died: number;
  readonly message: Envelope;
}

export interface Addressed {
  readonly message: Envelope;
  /** Who gets it, and when (epoch milliseconds). */
  readonly to: readonly { readonly subscriber: string; readonly due: number }[];
}

export interface BusQueues {
  /** Durable when it returns, unless all of it is talk of a running program that nobody would miss after a power failure. */
  add(messages: readonly Addressed[]): void;
  /** What is due for a subscriber, oldest first, without those already in hand. */
  due(subscriber: string, now: number, inHand: ReadonlySet<number>): readonly Delivery[];
  /** When the next one will be due, of those that are not yet. */
  nextDue(subscriber: string, now: number): number | undefined;
  done(deliveries: readonly number[]): void;
  postpone(delivery: number, due: number): void;
  bury(delivery: number, reason: string, now: number): void;
  waiting(): readonly { readonly subscriber: string; readonly count: number; readonly oldest: number }[];
  dead(limit: number): readonly DeadLetter[];
  /** Puts a dead letter back into its queue; false when there is none of that id. */
  redrive(letter: number, now: number): boolean;
  close(): void;
}

export const busQueues = (file: string): BusQueues => {
  const { database, guard, close } = openSqlite({ file }, LAYOUT);
  const { durable, unsynced } = transactions(database);
  const sql = statements(database);
  const latest = latestDues();
  const reader = messageReader((message) => sql.selectBody.get(message) ?? 'null');

  const addAll = (messages: readonly Addressed[]): void => {
    for (const { message, to } of messages) {
      if (to.length === 0) continue;
      const { lastInsertRowid } = sql.addMessage.run(JSON.stringify(message), to.length);
      reader.forget(Number(lastInsertRowid)); // SQLite gives the number of a deleted row again
      for (const { subscriber, due } of to) {
        sql.addDelivery.run(lastInsertRowid, subscriber, due);
        latest.note(due, subscriber);
      }
    }
  };
  const finish = (delivery: number): void => {
    for (const statement of [sql.release, sql.removeRead, sql.removeDelivery]) statement.run(delivery);
  };
  const redrive = (letter: number, now: number): boolean => {
    const taken = sql.takeDead.get(letter);
    if (taken) addAll([{ message: envelopeOf(taken.body), to: [{ subscriber: taken.subscriber, due: now }] }]);
    return taken !== undefined;
  };

  return {
    add: (messages) => guard(() => (messages.every(isTalk) ? unsynced : durable)(() => addAll(messages))),
    due: (subscriber, now, inHand) =>
      guard(() => sql.selectDue.all(subscriber, now, AT_ONCE + inHand.size))
        .filter((row) => !inHand.has(row.id))
        .slice(0, AT_ONCE)
        .map(({ id, attempts, message }) => ({ id, attempts, message: reader.read(message) })),
    nextDue: (subscriber, now) => latest.nextDue(subscriber, now, () => guard(() => sql.selectNext.get(subscriber, now)) ?? undefined),
    // Losing this in a power failure means one more delivery, which every consumer takes.
    done: (deliveries) => guard(() => unsynced(() => deliveries.forEach(finish))),
    postpone: (delivery, due) => {
      latest.note(due);
      guard(() => unsynced(() => void sql.later.run(due, delivery)));
    },
    bury: (delivery, reason, now) =>
      guard(() =>
        durable(() => {
          sql.buryOne.run(reason, now, delivery);
          finish(delivery);
        }),
      ),
    waiting: () => guard(() => sql.count.all()),
    dead: (limit) => guard(() => sql.selectDead.all(limit)).map(({ body, ...letter }) => ({ ...letter, message: envelopeOf(body) })),
    redrive: (letter, now) => guard(() => durable(() => redrive(letter, now))),
    close,
  };
};

/** Questions and answers between services; not those of a saga, which goes on after a restart. */
const isTalk = ({ message }: Addressed): boolean =>
  (message.kind === 'request' || message.kind === 'answer') && message.replyTo?.taskToken === undefined;

const AT_ONCE = 64;

const statements = (database: Database.Database) => ({
  addMessage: database.prepare<[string, number]>('INSERT INTO message (body, readers) VALUES (?, ?)'),
  addDelivery: database.prepare<[number | bigint, string, number]>('INSERT INTO delivery (message, subscriber, due) VALUES (?, ?, ?)'),
  selectDue: database.prepare<[string, number, number], { id: number; attempts: number; message: number }>(
    'SELECT id, attempts, message FROM delivery WHERE subscriber = ? AND due <= ? ORDER BY due, id LIMIT ?',
  ),
  selectBody: database.prepare<[number], string>('SELECT body FROM message WHERE id = ?').pluck(),
  selectNext: database.prepare<[string, number], number | null>('SELECT min(due) FROM delivery WHERE subscriber = ? AND due > ?').pluck(),
  release: database.prepare<[number]>('UPDATE message SET readers = readers - 1 WHERE id = (SELECT message FROM delivery WHERE id = ?)'),
  removeRead: database.prepare<[number]>('DELETE FROM message WHERE readers <= 0 AND id = (SELECT message FROM delivery WHERE id = ?)'),
  removeDelivery: database.prepare<[number]>('DELETE FROM delivery WHERE id = ?'),
  later: database.prepare<[number, number]>('UPDATE delivery SET due = ?, attempts = attempts + 1 WHERE id = ?'),
  buryOne: database.prepare<[string, number, number]>(
    'INSERT INTO dead_letter (subscriber, body, reason, attempts, died) SELECT d.subscriber, m.body, ?, d.attempts + 1, ? FROM delivery d JOIN message m ON m.id = d.message WHERE d.id = ?',
  ),
  selectDead: database.prepare<[number], Omit<DeadLetter, 'message'> & { body: string }>(
    'SELECT * FROM dead_letter ORDER BY id DESC LIMIT ?',
  ),
  takeDead: database.prepare<[number], { subscriber: string; body: string }>(
    'DELETE FROM dead_letter WHERE id = ? RETURNING subscriber, body',
  ),
  count: database.prepare<[], { subscriber: string; count: number; oldest: number }>(
    'SELECT subscriber, count(*) AS count, min(due) AS oldest FROM delivery GROUP BY subscriber',
  ),
});
