/** The bus's queues in one SQLite file: a message is stored once, and once more as a short row for each subscriber that has to get it. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
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
  /** Durable when it returns. */
  add(messages: readonly Addressed[]): void;
  /** What is due for a subscriber, oldest first, without those already in hand. */
  due(subscriber: string, now: number, inHand: ReadonlySet<number>): readonly Delivery[];
  /** When the next one will be due. */
  nextDue(subscriber: string): number | undefined;
  done(deliveries: readonly number[]): void;
  postpone(delivery: number, due: number): void;
  bury(delivery: number, reason: string, now: number): void;
  waiting(): readonly { readonly subscriber: string; readonly count: number; readonly oldest: number }[];
  dead(limit: number): readonly DeadLetter[];
  /** Puts a dead letter back into its queue; false when there is none of that id. */
  redrive(letter: number, now: number): boolean;
  close(): void;
}

const AT_ONCE = 64;
type Row = { id: number; attempts: number; body: string };

export const busQueues = (file: string): BusQueues => {
  const { database, guard, close } = openSqlite({ file }, LAYOUT);
  const { durable, unsynced } = transactions(database);
  const addMessage = database.prepare<[string, number]>('INSERT INTO message (body, readers) VALUES (?, ?)');
  const addDelivery = database.prepare<[number | bigint, string, number]>('INSERT INTO delivery (message, subscriber, due) VALUES (?, ?, ?)');
  const selectDue = database.prepare<[string, number, number], Row>(
    'SELECT d.id, d.attempts, m.body FROM delivery d JOIN message m ON m.id = d.message WHERE d.subscriber = ? AND d.due <= ? ORDER BY d.due, d.id LIMIT ?',
  );
  const selectNext = database.prepare<[string], number | null>('SELECT min(due) FROM delivery WHERE subscriber = ?').pluck();
  const release = database.prepare<[number]>('UPDATE message SET readers = readers - 1 WHERE id = (SELECT message FROM delivery WHERE id = ?)');
  const removeRead = database.prepare<[number]>('DELETE FROM message WHERE readers <= 0 AND id = (SELECT message FROM delivery WHERE id = ?)');
  const removeDelivery = database.prepare<[number]>('DELETE FROM delivery WHERE id = ?');
  const later = database.prepare<[number, number]>('UPDATE delivery SET due = ?, attempts = attempts + 1 WHERE id = ?');
  const buryOne = database.prepare<[string, number, number]>(
    'INSERT INTO dead_letter (subscriber, body, reason, attempts, died) SELECT d.subscriber, m.body, ?, d.attempts + 1, ? FROM delivery d JOIN message m ON m.id = d.message WHERE d.id = ?',
  );
  const selectDead = database.prepare<[number], Omit<DeadLetter, 'message'> & { body: string }>('SELECT * FROM dead_letter ORDER BY id DESC LIMIT ?');
  const takeDead = database.prepare<[number], { subscriber: string; body: string }>('DELETE FROM dead_letter WHERE id = ? RETURNING subscriber, body');
  const count = database.prepare<[], { subscriber: string; count: number; oldest: number }>(
    'SELECT subscriber, count(*) AS count, min(due) AS oldest FROM delivery GROUP BY subscriber',
  );

  const addAll = (messages: readonly Addressed[]): void => {
    for (const { message, to } of messages) {
      if (to.length === 0) continue;
      const { lastInsertRowid } = addMessage.run(JSON.stringify(message), to.length);
      for (const { subscriber, due } of to) addDelivery.run(lastInsertRowid, subscriber, due);
    }
  };
  const finish = (delivery: number): void => {
    release.run(delivery);
    removeRead.run(delivery);
    removeDelivery.run(delivery);
  };

  return {
    add: (messages) => guard(() => durable(() => addAll(messages))),
    due: (subscriber, now, inHand) =>
      guard(() => selectDue.all(subscriber, now, AT_ONCE + inHand.size))
        .filter((row) => !inHand.has(row.id))
        .slice(0, AT_ONCE)
        .map((row) => ({ id: row.id, attempts: row.attempts, message: JSON.parse(row.body) as Envelope })), // written by add
    nextDue: (subscriber) => guard(() => selectNext.get(subscriber)) ?? undefined,
    // Losing this in a power failure means one more delivery, which every consumer takes.
    done: (deliveries) => guard(() => unsynced(() => deliveries.forEach(finish))),
    postpone: (delivery, due) => guard(() => unsynced(() => void later.run(due, delivery))),
    bury: (delivery, reason, now) =>
      guard(() =>
        durable(() => {
          buryOne.run(reason, now, delivery);
          finish(delivery);
        }),
      ),
    waiting: () => guard(() => count.all()),
    dead: (limit) => guard(() => selectDead.all(limit)).map(({ body, ...letter }) => ({ ...letter, message: JSON.parse(body) as Envelope })), // written by bury
    redrive: (letter, now) =>
      guard(() =>
        durable(() => {
          const taken = takeDead.get(letter);
          if (taken) addAll([{ message: JSON.parse(taken.body) as Envelope, to: [{ subscriber: taken.subscriber, due: now }] }]); // written by bury
          return taken !== undefined;
        }),
      ),
    close,
  };
};
