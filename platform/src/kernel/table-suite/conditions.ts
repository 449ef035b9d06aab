import { describe, expect, it } from '@jest/globals';
import { ConditionFailed } from '../table.ts';
import type { Condition, Json, Operation } from '../table.ts';
import { freshTable } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

const KEY = { pk: 'p', sk: 's' };
type Fields = Readonly<Record<string, Json>> | undefined;

const equals = (value: string | number | boolean): Condition => ({ field: 'f', equals: value });
const older = (value: number): Condition => ({ field: 'f', older: value });
const below = (value: number): Condition => ({ field: 'f', below: value });

/** Condition, the row's fields (undefined: no row), whether it holds. */
type Case = readonly [Condition, Fields, boolean];

const CASES: readonly Case[] = [
  ['absent', undefined, true],
  ['absent', {}, false],
  ['present', undefined, false],
  ['present', {}, true],
  [equals('x'), { f: 'x' }, true],
  [equals('x'), { f: 'X' }, false],
  [equals('x'), { other: 'x' }, false],
  [equals('x'), undefined, false],
  [equals('1'), { f: 1 }, false],
  [equals(1), { f: '1' }, false],
  [equals(0), { f: 0 }, true],
  [equals(0), { f: false }, false],
  [equals(0), { f: null }, false],
  [equals(false), { f: false }, true],
  [equals(false), {}, false],
  [equals(''), { f: '' }, true],
  [equals('x'), { f: ['x'] }, false],
  [older(5), undefined, true],
  [older(5), { f: 4.5 }, true],
  [older(5), { f: 5 }, false],
  [older(5), { f: 6 }, false],
  [older(5), {}, false],
  [older(5), { f: '4' }, false],
  [older(5), { f: null }, false],
  [below(5), undefined, true],
  [below(5), {}, true],
  [below(5), { f: 4 }, true],
  [below(5), { f: 5 }, false],
  [below(-1), { f: -2 }, true],
  [below(5), { f: '4' }, false],
  [below(5), { f: null }, false],
];

const titleOf = ([condition, fields, holds]: Case): string =>
  `${JSON.stringify(condition)} on ${JSON.stringify(fields) ?? 'no row'}: ${holds}`;
const TITLED = CASES.map((one) => [titleOf(one), one] as const);

const OPERATIONS: Readonly<Record<string, (condition: Condition) => Operation>> = {
  put: (condition) => ({ put: { ...KEY, put: true }, if: condition }),
  delete: (condition) => ({ delete: KEY, if: condition }),
  add: (condition) => ({ add: KEY, amounts: { count: 1 }, if: condition }),
  check: (condition) => ({ check: KEY, if: condition }),
};

const AFTER: Readonly<Record<string, (fields: Fields) => object | undefined>> = {
  put: () => ({ ...KEY, put: true }),
  delete: () => undefined,
  add: (fields) => ({ ...KEY, ...fields, count: 1 }),
  check: (fields) => fields && { ...KEY, ...fields },
};

export function describeConditions(open: OpenTable): void {
  describe.each(Object.keys(OPERATIONS))('conditions of %s', (kind) => {
    const fresh = freshTable(open);

    it.each(TITLED)('%s', async (_, [condition, fields, holds]) => {
      if (fields !== undefined) await fresh().seed({ ...KEY, ...fields });
      const written = fresh().write([OPERATIONS[kind]?.(condition) ?? { check: KEY, if: condition }]);
      await (holds ? written : expect(written).rejects.toThrow(ConditionFailed));
      expect(await fresh().get(KEY)).toEqual(holds ? AFTER[kind]?.(fields) : fields && { ...KEY, ...fields });
    });

    it('a name that every object inherits is no field', async () => {
      await fresh().seed(KEY);
      const condition: Condition = { field: 'constructor', below: 1 };
      await fresh().write([OPERATIONS[kind]?.(condition) ?? { check: KEY, if: condition }]);
    });
  });
}
