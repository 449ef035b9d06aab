import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ConditionFailed } from '../table.ts';
import type { Condition, Key, Operation, Query, Row } from '../table.ts';
import { keyOf } from '../table-limits.ts';
import { anyStep, PARTITIONS } from './any-step.ts';
import type { Step } from './any-step.ts';
import { pagesOf, START } from './fresh-table.ts';
import type { OpenTable } from './fresh-table.ts';

/** The contract said as plainly as it can be: a list of rows. */
interface Model {
  readonly rows: readonly Row[];
  readonly seconds: number;
}

const same = (left: Key, right: Key): boolean => left.pk === right.pk && left.sk === right.sk;
const alive = ({ rows, seconds }: Model): readonly Row[] => rows.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > seconds);
const bytewise = (left: Row, right: Row): number => Buffer.compare(Buffer.from(left.sk), Buffer.from(right.sk));

const isSmaller = (value: unknown, limit: number): boolean => typeof value === 'number' && value < limit;

function met(condition: Condition | undefined, row: Row | undefined): boolean {
  if (condition === undefined) return true;
  if (typeof condition === 'string') return (condition === 'present') === (row !== undefined);
  const value = row?.[condition.field];
  if ('equals' in condition) return value === condition.equals;
  if ('older' in condition) return row === undefined || isSmaller(value, condition.older);
  return value === undefined || isSmaller(value, condition.below);
}

function applied(rows: readonly Row[], operation: Operation): readonly Row[] {
  if ('check' in operation) return rows;
  const others = rows.filter((row) => !same(row, keyOf(operation)));
  if ('delete' in operation) return others;
  if ('put' in operation) return [...others, operation.put];
  const before = rows.find((row) => same(row, operation.add));
  const sums = Object.entries(operation.amounts).map(([field, amount]) => [field, Number(before?.[field] ?? 0) + amount] as const);
  return [...others, { ...before, ...operation.add, ...Object.fromEntries(sums) }];
}

function failedPlaces(rows: readonly Row[], operations: readonly Operation[]): readonly number[] {
  return operations.flatMap((operation, place) =>
    met(
      operation.if,
      rows.find((row) => same(row, keyOf(operation))),
    )
      ? []
      : [place],
  );
}

function found(rows: readonly Row[], { pk, prefix = '', after, reverse = false }: Query): readonly Row[] {
  const within = rows.filter((row) => row.pk === pk && row.sk.startsWith(prefix)).toSorted(bytewise);
  const ahead = within.filter((row) => after === undefined || bytewise(row, { pk, sk: after }) * (reverse ? -1 : 1) > 0);
  return reverse ? ahead.toReversed() : ahead;
}

/** As JSON carries it: minus zero is zero. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

async function outcomeOf(written: Promise<void>): Promise<readonly number[]> {
  try {
    await written;
    return [];
  } catch (error) {
    if (error instanceof ConditionFailed) return error.failed;
    throw error;
  }
}

async function follow(open: OpenTable, steps: readonly Step[]): Promise<void> {
  let model: Model = { rows: [], seconds: START / 1000 };
  const { table, close } = await open(() => model.seconds * 1000);
  for (const one of steps) {
    const rows = alive(model);
    if (one.do === 'pass') model = { ...model, seconds: model.seconds + one.seconds };
    else if (one.do === 'read')
      expect(plain(await table.getMany(one.keys))).toEqual(plain(one.keys.map((at) => rows.find((row) => same(row, at)))));
    else if (one.do === 'query') expect(plain(await pagesOf(table, one.query))).toEqual(plain(found(rows, one.query)));
    else {
      const failed = failedPlaces(rows, one.operations);
      expect(await outcomeOf(table.write(one.operations))).toEqual(failed);
      if (failed.length === 0) model = { ...model, rows: one.operations.reduce(applied, rows) };
    }
  }
  for (const each of PARTITIONS) expect(plain(await pagesOf(table, { pk: each }))).toEqual(plain(found(alive(model), { pk: each })));
  await close();
}

export function describeModel(open: OpenTable): void {
  describe('any sequence of operations', () => {
    it('has the outcome of a plain list of rows', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => follow(open, steps)),
        { numRuns: 100 },
      );
    });
  });
}
