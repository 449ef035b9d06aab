import { describe, expect, it } from '@jest/globals';
import type { Operation } from '../kernel/table.ts';
import { describeTable } from '../kernel/table.suite.ts';
import { describeTail } from '../kernel/tail.suite.ts';
import { sqliteTable } from './sqlite-table.ts';
import { temporaryFiles } from './test-folder.ts';

const newFile = temporaryFiles();
const at = (n: number): { readonly pk: string; readonly sk: string } => ({ pk: 'p', sk: String(n).padStart(4, '0') });
const put = (n: number, fields = {}): Operation => ({ put: { ...at(n), ...fields } });

describeTable('the SQLite table', async (now) => {
  const table = sqliteTable({ file: newFile(), now });
  return { table, close: async () => table.close() };
});

describeTail('the SQLite table', async () => {
  const table = sqliteTable({ file: newFile(), now: Date.now });
  return { table, close: async () => table.close() };
});

describe('the file of a SQLite table', () => {
  it('keeps rows and messages that are not done over closing and opening', async () => {
    const file = newFile();
    const before = sqliteTable({ file, now: Date.now });
    await before.write([put(1, { outgoing: { n: 1 } }), put(2, { outgoing: { n: 2 } })]);
    before.tail.done(before.tail.read(1).map(({ position }) => position));
    before.close();
    const after = sqliteTable({ file, now: Date.now });
    expect(await after.get(at(1))).toEqual({ ...at(1), outgoing: { n: 1 } });
    expect(after.tail.read(10).map(({ key }) => key)).toEqual([at(2)]);
    after.close();
  });

  it('commits what waits when it is closed', async () => {
    const file = newFile();
    const before = sqliteTable({ file, now: Date.now });
    const written = before.write([put(1)]);
    before.close();
    await written;
    const after = sqliteTable({ file, now: Date.now });
    expect(await after.get(at(1))).toEqual(at(1));
    after.close();
  });

  it('is read and written by two tables at once', async () => {
    const file = newFile();
    const [one, two] = [sqliteTable({ file, now: Date.now }), sqliteTable({ file, now: Date.now })];
    await Promise.all([one.write([put(1)]), two.write([put(2)])]);
    expect((await one.query({ pk: 'p' })).rows).toEqual((await two.query({ pk: 'p' })).rows);
    await expect(two.write([{ ...put(1), if: 'absent' }])).rejects.toThrow('conditions');
    one.close();
    two.close();
  });

  it('lets go of expired rows a few with each write, and all when asked', async () => {
    let now = 1_000_000;
    const table = sqliteTable({ file: newFile(), now: () => now });
    await table.write(Array.from({ length: 60 }, (_, n) => put(n, { expiresAt: 2000 })));
    await table.write([put(100, { expiresAt: 9000 })]);
    now = 2_000_000;
    expect(table.size().rows).toBe(61);
    await table.write([put(101)]);
    const left = table.size().rows;
    expect([left < 62, left > 2]).toEqual([true, true]);
    expect(table.purgeExpired(5)).toBe(5);
    expect(table.purgeExpired(1000)).toBe(left - 7);
    expect((await table.query({ pk: 'p' })).rows.map(({ sk }) => sk)).toEqual(['0100', '0101']);
    table.close();
  });

  it('tells its size', async () => {
    const table = sqliteTable({ file: newFile(), now: Date.now });
    await table.write([put(1, { text: 'x'.repeat(100_000) }), put(2, { outgoing: {} })]);
    const { rows, outgoing, bytes } = table.size();
    expect([rows, outgoing]).toEqual([2, 1]);
    expect(bytes).toBeGreaterThan(100_000);
    table.close();
  });
});
