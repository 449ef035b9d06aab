import { describe, expect, it } from '@jest/globals';
import { ConditionFailed, MAX_OPERATIONS, MAX_ROW_BYTES, RowTooLarge } from '../table.ts';
import type { Key, Operation, Query, Row } from '../table.ts';
import { freshTable } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

const KEY = { pk: 'p', sk: 's' };

/** Not one of the errors that callers catch, but a plain one: the caller is wrong. */
const refused = async (work: Promise<unknown>): Promise<void> => {
  const error: unknown = await work.then(
    () => 'accepted',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(ConditionFailed);
};

const BAD_KEYS: readonly (readonly [string, Key])[] = [
  ['an empty pk', { pk: '', sk: 's' }],
  ['an empty sk', { pk: 'p', sk: '' }],
  ['a pk of 1,025 bytes', { pk: 'p'.repeat(1025), sk: 's' }],
  ['an sk of 1,026 bytes in 513 characters', { pk: 'p', sk: 'é'.repeat(513) }],
  ['a lone surrogate', { pk: 'p', sk: '\udc00' }],
];

const BAD_QUERIES: readonly Query[] = [
  { pk: '' },
  { pk: 'p', limit: 0 },
  { pk: 'p', limit: -1 },
  { pk: 'p', limit: 1001 },
  { pk: 'p', limit: 1.5 },
  { pk: 'p', limit: Number.NaN },
  { pk: 'p', after: '' },
  { pk: 'p', prefix: '\ud83d' },
];

/** A row whose JSON has so many bytes. */
const rowOf = (bytes: number, key: Key = KEY): Row => {
  const frame = Buffer.byteLength(JSON.stringify({ ...key, text: '' }));
  return { ...key, text: 'é'.repeat(Math.floor((bytes - frame) / 2)) + 'x'.repeat((bytes - frame) % 2) };
};

const puts = (count: number): readonly Operation[] => Array.from({ length: count }, (_, n) => ({ put: { pk: 'p', sk: `k${n}` } }));

export function describeLimits(open: OpenTable): void {
  describe('limits are the same everywhere', () => {
    const fresh = freshTable(open);

    it.each(BAD_KEYS)('%s is refused by every method', async (_, key) => {
      await refused(fresh().get(key));
      await refused(fresh().getMany([KEY, key]));
      const operations: readonly Operation[] = [
        { put: { pk: key.pk, sk: key.sk } },
        { delete: key },
        { add: key, amounts: { n: 1 } },
        { check: key, if: 'absent' },
      ];
      for (const operation of operations) await refused(fresh().write([{ put: KEY }, operation]));
      expect(await fresh().get(KEY)).toBeUndefined();
    });

    it('keys of 1,024 bytes are kept', async () => {
      const key = { pk: 'é'.repeat(512), sk: 's'.repeat(1024) };
      await fresh().seed(key);
      expect(await fresh().all({ pk: key.pk, prefix: key.sk })).toEqual([key]);
    });

    it.each(BAD_QUERIES.map((query) => [JSON.stringify(query), query] as const))('the query %s is refused', async (_, query) => {
      await refused(fresh().query(query));
    });

    it('one write has at most 100 operations', async () => {
      await fresh().write(puts(MAX_OPERATIONS));
      expect(await fresh().all({ pk: 'p' })).toHaveLength(100);
      await refused(fresh().write(puts(MAX_OPERATIONS + 1)));
      expect(await fresh().all({ pk: 'p' })).toHaveLength(100);
    });

    it('at most 100 rows are read at once', async () => {
      const keys = Array.from({ length: 101 }, (_, n) => ({ pk: 'p', sk: String(n) }));
      expect(await fresh().getMany(keys.slice(1))).toHaveLength(100);
      await refused(fresh().getMany(keys));
    });

    it('a write has one operation per key, whatever their kinds', async () => {
      await refused(fresh().write([{ put: KEY }, { check: { pk: 'p', sk: 'x' }, if: 'absent' }, { check: KEY, if: 'absent' }]));
      await refused(fresh().write([{ delete: KEY }, { add: KEY, amounts: { n: 1 } }]));
      expect(await fresh().get(KEY)).toBeUndefined();
    });

    it('keys that only look alike when joined are two', async () => {
      await fresh().write([
        { put: { pk: 'a', sk: 'b/c' } },
        { put: { pk: 'a/b', sk: 'c' } },
        { put: { pk: 'ab', sk: 'c' } },
        { put: { pk: 'a', sk: 'bc' } },
      ]);
      expect(await fresh().all({ pk: 'a' })).toHaveLength(2);
    });

    it('a row has at most 400 KB as JSON, its key included', async () => {
      await fresh().seed(rowOf(MAX_ROW_BYTES));
      expect(await fresh().get(KEY)).toEqual(rowOf(MAX_ROW_BYTES));
      const other = { pk: 'p', sk: 't' };
      await expect(fresh().seed(KEY, rowOf(MAX_ROW_BYTES + 1, other))).rejects.toThrow(RowTooLarge);
      expect(await fresh().get(KEY)).toEqual(rowOf(MAX_ROW_BYTES));
    });

    it('counters cannot push a row over its size', async () => {
      await fresh().seed(rowOf(MAX_ROW_BYTES));
      await expect(fresh().write([{ add: KEY, amounts: { n: 1 } }])).rejects.toThrow(RowTooLarge);
      expect(await fresh().get(KEY)).toEqual(rowOf(MAX_ROW_BYTES));
    });

    it('the rows of one write have at most 4 MiB together', async () => {
      const rows = Array.from({ length: 11 }, (_, n) => rowOf(400_000, { pk: 'p', sk: String(n) }));
      await refused(fresh().seed(...rows));
      await fresh().seed(...rows.slice(1));
      expect(await fresh().all({ pk: 'p' })).toHaveLength(10);
    });
  });
}
