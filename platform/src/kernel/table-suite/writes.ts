import { describe, expect, it } from '@jest/globals';
import { ConditionFailed } from '../table.ts';
import type { Operation } from '../table.ts';
import { freshTable } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

const at = (sk: string): { readonly pk: string; readonly sk: string } => ({ pk: 'p', sk });

/** The error's places, or what else came of it. */
const failedOf = async (written: Promise<void>): Promise<unknown> => {
  const error: unknown = await written.then(
    () => 'written',
    (reason: unknown) => reason,
  );
  return error instanceof ConditionFailed ? error.failed : error;
};

export function describeWrites(open: OpenTable): void {
  describe('a write is all or nothing', () => {
    const fresh = freshTable(open);

    it('a put replaces the whole row', async () => {
      await fresh().seed({ ...at('a'), old: 1 });
      await fresh().seed({ ...at('a'), new: 2 });
      expect(await fresh().get(at('a'))).toEqual({ ...at('a'), new: 2 });
    });

    it('a deleted row is gone, and deleting it again is no error', async () => {
      await fresh().seed(at('a'), at('b'));
      await fresh().write([{ delete: at('a') }]);
      await fresh().write([{ delete: at('a') }]);
      expect(await fresh().keys({ pk: 'p' })).toEqual(['b']);
    });

    it('operations of all kinds over several partitions happen together', async () => {
      await fresh().seed({ ...at('gone') }, { ...at('count'), n: 1, kept: true }, at('guard'));
      await fresh().write([
        { put: { pk: 'q', sk: 'new' }, if: 'absent' },
        { delete: at('gone'), if: 'present' },
        { add: at('count'), amounts: { n: 2 } },
        { check: at('guard'), if: 'present' },
      ]);
      expect(await fresh().getMany([{ pk: 'q', sk: 'new' }, at('gone'), at('count'), at('guard')])).toEqual([
        { pk: 'q', sk: 'new' },
        undefined,
        { ...at('count'), n: 3, kept: true },
        at('guard'),
      ]);
    });

    it('one condition that fails leaves everything as it was, and all that failed are named in order', async () => {
      const before = [at('a'), { ...at('n'), n: 1 }];
      await fresh().seed(...before);
      const operations: readonly Operation[] = [
        { put: at('new') },
        { put: { ...at('a'), changed: true }, if: 'absent' },
        { add: at('n'), amounts: { n: 1 }, if: 'present' },
        { delete: at('missing'), if: 'present' },
        { check: at('nowhere'), if: 'absent' },
        { check: at('nothing'), if: 'present' },
      ];
      expect(await failedOf(fresh().write(operations))).toEqual([1, 3, 5]);
      expect(await fresh().all({ pk: 'p' })).toEqual(before);
    });

    it('conditions see the rows as they are before the write', async () => {
      await fresh().write([
        { put: at('a'), if: 'absent' },
        { put: at('b'), if: 'absent' },
        { check: at('c'), if: 'absent' },
      ]);
      expect(await fresh().keys({ pk: 'p' })).toEqual(['a', 'b']);
    });

    it('a write of nothing does nothing', async () => {
      await fresh().write([]);
      expect(await fresh().all({ pk: 'p' })).toEqual([]);
    });

    it('of many concurrent writers on one condition exactly one wins', async () => {
      const writers = Array.from({ length: 40 }, (_, writer) =>
        failedOf(fresh().write([{ put: { ...at('prize'), writer }, if: 'absent' }, { put: at(`trace-${writer}`) }])),
      );
      const outcomes = await Promise.all(writers);
      const winners = outcomes.flatMap((outcome, writer) => (outcome === 'written' ? [writer] : []));
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome !== 'written')).toEqual(Array.from({ length: 39 }, () => [0]));
      expect(await fresh().get(at('prize'))).toEqual({ ...at('prize'), writer: winners[0] });
      expect(await fresh().keys({ pk: 'p', prefix: 'trace-' })).toEqual([`trace-${winners[0]}`]);
    });

    it('concurrent writers that append to a numbered list lose no turn and share none', async () => {
      const append = async (writer: number): Promise<void> => {
        for (let done = 0; done < 5;) {
          const next = (await fresh().all({ pk: 'p' })).length + 1;
          const outcome = await failedOf(fresh().write([{ put: { ...at(String(next).padStart(3, '0')), writer }, if: 'absent' }]));
          if (outcome === 'written') done += 1;
          else expect(outcome).toEqual([0]);
        }
      };
      await Promise.all([0, 1, 2, 3].map(append));
      const rows = await fresh().all({ pk: 'p' });
      expect(rows.map(({ sk }) => Number(sk))).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
      expect([0, 1, 2, 3].map((writer) => rows.filter((row) => row['writer'] === writer).length)).toEqual([5, 5, 5, 5]);
    });

    it('a refused write does not take its neighbours with it', async () => {
      await fresh().seed(at('there'));
      const outcomes = await Promise.all([
        failedOf(fresh().write([{ put: at('a') }])),
        failedOf(fresh().write([{ put: at('b') }, { put: at('there'), if: 'absent' }])),
        failedOf(fresh().write([{ put: at('c') }])),
      ]);
      expect(outcomes).toEqual(['written', [1], 'written']);
      expect(await fresh().keys({ pk: 'p' })).toEqual(['a', 'c', 'there']);
    });
  });

  describe('many rows are read at once', () => {
    const fresh = freshTable(open);

    it('answers stand in the order of the keys, repeated keys included', async () => {
      await fresh().seed({ ...at('a'), n: 1 }, { ...at('b'), n: 2 });
      const rows = await fresh().getMany([at('b'), at('none'), at('a'), at('b')]);
      expect(rows.map((row) => row?.['n'])).toEqual([2, undefined, 1, 2]);
    });

    it('no keys give no rows', async () => {
      expect(await fresh().getMany([])).toEqual([]);
    });
  });
}
