/** The pure half of a write: what the operations ask for, whether it may be done, and what then changes. */
import { ConditionFailed } from './table.ts';
import type { Condition, Json, Key, Operation, Row } from './table.ts';
import { fromText, toText } from './row-text.ts';
import type { RowText } from './row-text.ts';
import { checkOperationKeys, MAX_WRITE_BYTES } from './table-limits.ts';

type Effect =
  | { readonly kind: 'put'; readonly row: RowText }
  | { readonly kind: 'delete' }
  | { readonly kind: 'add'; readonly amounts: ReadonlyMap<string, number> }
  | { readonly kind: 'check' };

/** An operation that passed all checks and shares nothing with what the caller holds. */
export interface Intent {
  readonly key: Key;
  readonly condition: Condition | undefined;
  readonly effect: Effect;
}

/** What a decided write does to storage. `outgoing` of a put row, when there is one, becomes a message. */
export type Change = { readonly put: RowText } | { readonly delete: Key };

const RESERVED: ReadonlySet<string> = new Set(['pk', 'sk', 'expiresAt', 'outgoing']);

function checkAmount([field, amount]: readonly [string, number]): void {
  if (RESERVED.has(field) || !field.isWellFormed()) throw new TypeError(`${field} is not a counter`);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${field} grows by ${amount}; counters count whole numbers within ±2^53`);
}

function effectOf(operation: Operation): Effect {
  if ('put' in operation) return { kind: 'put', row: toText(operation.put) };
  if ('delete' in operation) return { kind: 'delete' };
  if ('check' in operation) return { kind: 'check' };
  const amounts = Object.entries(operation.amounts);
  amounts.forEach(checkAmount);
  return { kind: 'add', amounts: new Map(amounts) };
}

/**
 * @throws {RowTooLarge}
 * @throws {Error} when the operations break a limit of the port
 */
export function intentsOf(operations: readonly Operation[]): readonly Intent[] {
  const keys = checkOperationKeys(operations);
  const intents = operations.map((operation, place): Intent => {
    // checkOperationKeys answers one key for each operation
    return { key: keys[place] as Key, condition: operation.if, effect: effectOf(operation) };
  });
  const bytes = intents.reduce((sum, { effect }) => sum + (effect.kind === 'put' ? effect.row.bytes : 0), 0);
  if (bytes > MAX_WRITE_BYTES) throw new RangeError(`the rows of one write have ${bytes} bytes together, the limit is ${MAX_WRITE_BYTES}`);
  return intents;
}

const fieldOf = (row: Row | undefined, field: string): Json | undefined =>
  row !== undefined && Object.hasOwn(row, field) ? row[field] : undefined;

const isSmaller = (value: Json | undefined, limit: number): boolean => typeof value === 'number' && value < limit;

/** Whether the condition holds for the row as it is; undefined: there is none. */
export function holds(condition: Condition, row: Row | undefined): boolean {
  if (condition === 'absent') return row === undefined;
  if (condition === 'present') return row !== undefined;
  const value = fieldOf(row, condition.field);
  if ('equals' in condition) return value === condition.equals;
  if ('older' in condition) return row === undefined || isSmaller(value, condition.older);
  return value === undefined || isSmaller(value, condition.below);
}

function added(key: Key, row: Row | undefined, amounts: ReadonlyMap<string, number>): RowText {
  const sums = Array.from(amounts, ([field, amount]): readonly [string, number] => {
    const found = fieldOf(row, field);
    const before = found === undefined ? 0 : found;
    if (!Number.isSafeInteger(before)) throw new TypeError(`${field} of row ${key.pk} ${key.sk} is no counter`);
    // a safe integer is a number
    return [field, (before as number) + amount];
  });
  return { ...toText({ ...row, ...Object.fromEntries(sums), ...key }), outgoing: undefined };
}

function changeOf({ key, effect }: Intent, row: Row | undefined): Change | undefined {
  switch (effect.kind) {
    case 'put':
      return { put: effect.row };
    case 'delete':
      return { delete: key };
    case 'add':
      return { put: added(key, row, effect.amounts) };
    case 'check':
      return undefined;
  }
}

/**
 * The changes of a write, given the bodies of the rows that are there and not expired.
 * @throws {ConditionFailed} with the places of all conditions that do not hold
 * @throws {Error} when a counter meets something else than a whole number, or leaves ±2^53
 */
export function decideWrite(intents: readonly Intent[], bodyOf: (key: Key) => string | undefined): readonly Change[] {
  const rows = intents.map(({ key, condition, effect }) => {
    if (condition === undefined && effect.kind !== 'add') return undefined;
    const body = bodyOf(key);
    return body === undefined ? undefined : fromText(key, body);
  });
  const failed = intents.flatMap(({ condition }, place) => (condition === undefined || holds(condition, rows[place]) ? [] : [place]));
  if (failed.length > 0) throw new ConditionFailed(failed);
  return intents.flatMap((intent, place) => changeOf(intent, rows[place]) ?? []);
}
