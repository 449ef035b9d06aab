import { describe, expect, it } from '@jest/globals';
import { freshTable } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

const KEY = { pk: 'p', sk: 's' };

export function describeCounters(open: OpenTable): void {
  describe('counters', () => {
    const fresh = freshTable(open);

    it('adding to a row that is not there makes it', async () => {
      await fresh().write([{ add: KEY, amounts: { pages: 1, bytes: -20 } }]);
      expect(await fresh().get(KEY)).toEqual({ ...KEY, pages: 1, bytes: -20 });
    });

    it('adding keeps the other fields, and a field that is not there counts as 0', async () => {
      await fresh().seed({ ...KEY, name: 'n', pages: 2, nested: { a: [1] }, expiresAt: fresh().seconds() + 10 });
      await fresh().write([{ add: KEY, amounts: { pages: 3, files: 1 } }]);
      expect(await fresh().get(KEY)).toEqual({
        ...KEY,
        name: 'n',
        pages: 5,
        files: 1,
        nested: { a: [1] },
        expiresAt: fresh().seconds() + 10,
      });
    });

    it('concurrent additions all count', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, n) => fresh().write([{ add: KEY, amounts: { n, times: 1 } }])));
      expect(await fresh().get(KEY)).toEqual({ ...KEY, n: 1225, times: 50 });
    });

    it('a limited counter lets exactly as many through as its limit', async () => {
      const asked = Array.from({ length: 12 }, () => fresh().write([{ add: KEY, amounts: { n: 1 }, if: { field: 'n', below: 5 } }]));
      const outcomes = await Promise.allSettled(asked);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
      expect(await fresh().get(KEY)).toEqual({ ...KEY, n: 5 });
    });

    it.each([
      ['text', 'x'],
      ['a fraction', 0.5],
      ['null', null],
      ['a list', []],
    ] as const)('a field that holds %s is no counter: nothing is written', async (_, value) => {
      await fresh().seed({ ...KEY, n: value });
      await expect(fresh().write([{ put: { pk: 'p', sk: 'other' } }, { add: KEY, amounts: { n: 1 } }])).rejects.toThrow(Error);
      expect(await fresh().all({ pk: 'p' })).toEqual([{ ...KEY, n: value }]);
    });

    it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('an amount of %d is refused', async (amount) => {
      await expect(fresh().write([{ add: KEY, amounts: { n: amount } }])).rejects.toThrow(Error);
      expect(await fresh().get(KEY)).toBeUndefined();
    });

    it('a counter that would leave the safe whole numbers is refused', async () => {
      await fresh().seed({ ...KEY, n: Number.MAX_SAFE_INTEGER });
      await expect(fresh().write([{ add: KEY, amounts: { n: 1 } }])).rejects.toThrow(Error);
      expect(await fresh().get(KEY)).toEqual({ ...KEY, n: Number.MAX_SAFE_INTEGER });
    });

    it.each(['pk', 'sk', 'expiresAt', 'outgoing'])('%s is not a counter', async (field) => {
      await expect(fresh().write([{ add: KEY, amounts: { [field]: 1 } }])).rejects.toThrow(Error);
    });
  });
}
