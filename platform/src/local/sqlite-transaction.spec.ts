import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { transactions } from './sqlite-transaction.ts';

function open(): Database.Database {
  const database = new Database(':memory:');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE notes (text TEXT)');
  return database;
}

const countOf = (database: Database.Database): unknown => database.prepare('SELECT count(*) FROM notes').pluck().get();

describe.each(['durable', 'unsynced'] as const)('a transaction that is %s', (kind) => {
  it('keeps what was done', () => {
    const database = open();
    transactions(database)[kind](() => void database.exec("INSERT INTO notes VALUES ('a'), ('b')"));
    expect([countOf(database), database.inTransaction]).toEqual([2, false]);
  });

  it('leaves nothing of work that fails, and the next one succeeds', () => {
    const database = open();
    const transaction = transactions(database);
    const failing = (): void => {
      database.exec("INSERT INTO notes VALUES ('a')");
      throw new Error('half-way');
    };
    expect(() => transaction[kind](failing)).toThrow('half-way');
    expect([countOf(database), database.inTransaction]).toEqual([0, false]);
    transaction[kind](() => void database.exec("INSERT INTO notes VALUES ('b')"));
    expect(countOf(database)).toBe(1);
  });

  it('waits for the disk when it says so, whatever ran before, and when that failed', () => {
    const database = open();
    const transaction = transactions(database);
    const settings: unknown[] = [];
    const note = (): void => void settings.push(database.pragma('synchronous', { simple: true }));
    const failing = (): never => {
      throw new Error('half-way');
    };
    transaction[kind](note);
    transaction.unsynced(note);
    transaction[kind](note);
    expect(() => transaction.unsynced(failing)).toThrow('half-way');
    transaction[kind](note);
    const [normal, full] = [1, 2];
    const expected = kind === 'durable' ? full : normal;
    expect(settings).toEqual([expected, normal, expected, expected]);
  });
});
