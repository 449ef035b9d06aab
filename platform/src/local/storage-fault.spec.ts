import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Operation } from '../kernel/table.ts';
import { sqliteTable } from './sqlite-table.ts';
import { storageFault, StorageFault } from './storage-fault.ts';
import { temporaryFiles } from './test-folder.ts';

const newFile = temporaryFiles();
const put = (sk: string, text = ''): Operation => ({ put: { pk: 'p', sk, text } });
const open = (file: string, more = {}): ReturnType<typeof sqliteTable> => sqliteTable({ file, now: Date.now, ...more });

function faultOf(work: () => unknown): StorageFault {
  try {
    work();
  } catch (error) {
    if (error instanceof StorageFault) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('a fault of a file', () => {
  it('says that the file is no database', () => {
    const file = newFile();
    writeFileSync(file, 'not a database, but longer than a header of one hundred bytes '.repeat(10));
    const fault = faultOf(() => open(file));
    expect(fault.message).toMatch(/file-\d+\.sqlite: the file is not a SQLite database \(SQLITE_NOTADB\); it was overwritten/);
    expect(fault.cause).toMatchObject({ code: 'SQLITE_NOTADB' });
    expect(readFileSync(file, 'utf8')).toMatch(/^not a database/);
  });

  it('says that the folder is missing, or that a folder is in the way', () => {
    expect(faultOf(() => open(`${newFile()}/missing/rows.sqlite`)).message).toMatch(/rows\.sqlite: .*directory does not exist/);
    const folder = newFile();
    mkdirSync(folder);
    expect(faultOf(() => open(folder)).code).toBe('SQLITE_CANTOPEN');
  });

  it('says that the file is damaged', async () => {
    const file = newFile();
    const before = open(file);
    await before.write(Array.from({ length: 100 }, (_, n) => put(`row ${n}`, 'x'.repeat(2000))));
    before.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xaa, 8192));
    const after = open(file);
    await expect(after.query({ pk: 'p' })).rejects.toMatchObject({
      name: 'StorageFault',
      code: 'SQLITE_CORRUPT',
      message: expect.stringMatching(/damaged.*backup/),
    });
    after.close();
  });

  it('says that another program holds the file; all writes of the turn fail, and later ones do not', async () => {
    const file = newFile();
    const table = open(file, { busyTimeout: 1 });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const outcomes = await Promise.allSettled([table.write([put('a')]), table.write([put('b')])]);
    expect(outcomes).toMatchObject([{ reason: { code: 'SQLITE_BUSY' } }, { reason: { code: 'SQLITE_BUSY' } }]);
    expect((await table.query({ pk: 'p' })).rows).toEqual([]);
    other.exec('ROLLBACK');
    other.close();
    await table.write([put('c')]);
    expect((await table.query({ pk: 'p' })).rows.map(({ sk }) => sk)).toEqual(['c']);
    table.close();
  });

  it('says that the disk is full and leaves nothing half written; smaller writes of the same turn still succeed, once', async () => {
    const table = open(newFile(), { maxBytes: 200_000 });
    const outcomes = await Promise.allSettled([
      table.write([{ add: { pk: 'p', sk: 'count' }, amounts: { n: 1 } }]),
      table.write([put('half'), put('large', 'x'.repeat(300_000))]),
      table.write([put('b')]),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { reason: { name: 'StorageFault', code: 'SQLITE_FULL' } },
      { status: 'fulfilled' },
    ]);
    await table.write([put('c')]);
    expect((await table.query({ pk: 'p' })).rows.map(({ sk }) => sk)).toEqual(['b', 'c', 'count']);
    expect((await table.get({ pk: 'p', sk: 'count' }))?.['n']).toBe(1);
    table.close();
  });

  it('says that the file cannot be written', () => {
    const file = newFile();
    open(file).close();
    chmodSync(file, 0o444);
    // a superuser may write all the same, so the driver is told to open it for reading
    const readOnly = new Database(file, { readonly: true });
    const cause = faultOf(() => {
      try {
        readOnly.exec('DELETE FROM rows');
      } catch (error) {
        throw storageFault(file, error);
      }
    });
    expect([cause.code, cause.message]).toEqual(['SQLITE_READONLY', expect.stringMatching(/cannot be written.*owner and mode/)]);
    readOnly.close();
  });

  it('says that a newer release wrote the file, and leaves it alone', () => {
    const file = newFile();
    open(file).close();
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    expect(faultOf(() => open(file)).message).toMatch(/layout is version 99.*newer release/);
  });

  it('says that the table is closed', async () => {
    const table = open(newFile());
    table.close();
    table.close();
    await expect(table.get({ pk: 'p', sk: 's' })).rejects.toThrow(/the table is closed/);
    await expect(table.write([put('a')])).rejects.toThrow(StorageFault);
    expect(() => table.tail.read(1)).toThrow(StorageFault);
  });

  it('has one explanation for all kinds of one result code', () => {
    const fault = storageFault('/data/wiki.sqlite', new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC'));
    expect(fault.message).toMatch(/^\/data\/wiki\.sqlite: the disk failed to read or write \(SQLITE_IOERR\)/);
    expect(storageFault('/data/other.sqlite', fault)).toBe(fault);
  });
});
