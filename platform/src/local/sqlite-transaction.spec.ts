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

  it('leaves the connection waiting for the disk, whether the work succeeded or not', () => {
    const database = open();
    const settings: unknown[] = [];
    const synchronous = (): unknown => database.pragma('synchronous', { simple: true });
    transactions(database)[kind](() => void settings.push(synchronous()));
    settings.push(synchronous());
    expect(() =>
      transactions(database)[kind](() => {
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    settings.push(synchronous());
    const [normal, full] = [1, 2];
    expect(settings).toEqual([kind === 'durable' ? full : normal, full, full]);
  });
});
