import { describe, expect, it } from '@jest/globals';
import { ConditionFailed } from '../table.ts';
import type { Operation } from '../table.ts';
import { freshTable } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

const at = (sk: string): { readonly pk: string; readonly sk: string } => ({ pk: 'p', sk });

/** What holds for an expired row, and so must be written; then what must not. */
const AS_ABSENT: readonly Operation[] = [
  { put: at('a'), if: 'absent' },
  { put: at('a'), if: { field: 'n', older: 0 } },
  { put: at('a'), if: { field: 'n', below: 0 } },
  { check: at('a'), if: 'absent' },
  { delete: at('a'), if: 'absent' },
  { add: at('a'), amounts: { n: 1 }, if: 'absent' },
];
const NOT_AS_PRESENT: readonly Operation[] = [
  { put: at('a'), if: 'present' },
  { put: at('a'), if: { field: 'n', equals: 7 } },
  { check: at('a'), if: 'present' },
  { delete: at('a'), if: 'present' },
  { add: at('a'), amounts: { n: 1 }, if: 'present' },
];
const named = (operations: readonly Operation[]): readonly (readonly [string, Operation])[] =>
  operations.map((operation) => [JSON.stringify(operation), operation]);

export function describeExpiry(open: OpenTable): void {
  describe('rows that expire', () => {
    const fresh = freshTable(open);
    const seed = (): Promise<void> =>
      fresh().seed(
        { ...at('a'), n: 7, expiresAt: fresh().seconds() + 10 },
        { ...at('b'), n: 8 },
        { ...at('c'), expiresAt: fresh().seconds() + 20 },
      );

    it('a row is there until the second it expires, with that second in it', async () => {
      await seed();
      fresh().pass(9.999);
      expect(await fresh().get(at('a'))).toEqual({ ...at('a'), n: 7, expiresAt: fresh().seconds() + 0.001 });
      expect(await fresh().keys({ pk: 'p' })).toEqual(['a', 'b', 'c']);
    });

    it('from that second on no read shows it', async () => {
      await seed();
      fresh().pass(10);
      expect(await fresh().get(at('a'))).toBeUndefined();
      expect((await fresh().getMany([at('a'), at('b')])).map((row) => row?.sk)).toEqual([undefined, 'b']);
      expect((await fresh().all({ pk: 'p' })).map(({ sk }) => sk)).toEqual(['b', 'c']);
      expect((await fresh().all({ pk: 'p', reverse: true, limit: 1 })).map(({ sk }) => sk)).toEqual(['c', 'b']);
    });

    it('a page is followed to its end over any number of expired rows', async () => {
      const row = (n: number): { pk: string; sk: string } => at(`x${String(n).padStart(3, '0')}`);
      await fresh().seed(
        ...Array.from({ length: 90 }, (_, n) => ({ ...row(n), ...(n % 30 !== 29 && { expiresAt: fresh().seconds() + 1 }) })),
      );
      fresh().pass(1);
      const rows = await fresh().all({ pk: 'p', limit: 2 });
      expect(rows.map(({ sk }) => sk)).toEqual(['x029', 'x059', 'x089']);
    });

    it.each(named(AS_ABSENT))('an expired row counts as absent: %s', async (_, operation) => {
      await seed();
      fresh().pass(10);
      await fresh().write([operation]);
    });

    it.each(named(NOT_AS_PRESENT))('an expired row does not count as present: %s', async (_, operation) => {
      await seed();
      fresh().pass(10);
      await expect(fresh().write([operation])).rejects.toThrow(ConditionFailed);
    });

    it('a counter on an expired row starts anew, without its fields and its end', async () => {
      await seed();
      fresh().pass(10);
      await fresh().write([{ add: at('a'), amounts: { n: 1 } }]);
      expect(await fresh().get(at('a'))).toEqual({ ...at('a'), n: 1 });
      fresh().pass(1000);
      expect(await fresh().get(at('a'))).toEqual({ ...at('a'), n: 1 });
    });

    it('a put over a row that expires decides anew whether it does', async () => {
      await seed();
      await fresh().seed({ ...at('a'), n: 1 });
      fresh().pass(1000);
      expect((await fresh().all({ pk: 'p' })).map(({ sk }) => sk)).toEqual(['a', 'b']);
    });

    it('a row that is put after its end is never seen', async () => {
      await fresh().seed({ ...at('late'), expiresAt: fresh().seconds() });
      expect(await fresh().get(at('late'))).toBeUndefined();
    });

    it.each([1.5, -1, Number.NaN, '10'])('an end of %p is refused', async (expiresAt) => {
      // '10' gets past the types only by force
      await expect(fresh().seed({ ...at('a'), expiresAt: expiresAt as number })).rejects.toThrow(Error);
    });
  });
}
