/** What every adapter refuses before it touches storage, so that no world accepts what another refuses. */
import { MAX_OPERATIONS } from './table.ts';
import type { Key, Operation, Query } from './table.ts';
import { compareUtf8, justAfter, maxUtf8, prefixEnd } from './utf8-order.ts';

export const MAX_KEY_BYTES = 1024;
export const MAX_KEYS = 100;
export const MAX_PAGE = 1000;
const DEFAULT_PAGE = 100;

/** DynamoDB's limit of all items of one transaction together. */
export const MAX_WRITE_BYTES = 4 * 1024 * 1024;

function checkKeyPart(name: string, part: string): void {
  if (typeof part !== 'string' || part === '') throw new TypeError(`${name} is empty or not a string`);
  if (!part.isWellFormed()) throw new TypeError(`${name} has a lone surrogate, which UTF-8 cannot carry`);
  const bytes = Buffer.byteLength(part);
  if (bytes > MAX_KEY_BYTES) throw new RangeError(`${name} has ${bytes} bytes, the limit is ${MAX_KEY_BYTES}`);
}

export function checkKey({ pk, sk }: Key): Key {
  checkKeyPart('pk', pk);
  checkKeyPart('sk', sk);
  return { pk, sk };
}

export function checkKeys(keys: readonly Key[]): readonly Key[] {
  if (keys.length > MAX_KEYS) throw new RangeError(`${keys.length} keys, the limit is ${MAX_KEYS}`);
  return keys.map(checkKey);
}

export function keyOf(operation: Operation): Key {
  if ('put' in operation) return operation.put;
  if ('delete' in operation) return operation.delete;
  return 'add' in operation ? operation.add : operation.check;
}

export function checkOperationKeys(operations: readonly Operation[]): readonly Key[] {
  if (operations.length > MAX_OPERATIONS) throw new RangeError(`${operations.length} operations, the limit is ${MAX_OPERATIONS}`);
  const keys = operations.map((operation) => checkKey(keyOf(operation)));
  const seen = new Set<string>();
  for (const { pk, sk } of keys) {
    const name = JSON.stringify([pk, sk]);
    if (seen.has(name)) throw new TypeError(`more than one operation for ${name}`);
    seen.add(name);
  }
  return keys;
}

/** A checked query: sort keys from `low` on and before `high` (to the end when undefined). */
export interface KeyRange {
  readonly pk: string;
  readonly low: string;
  readonly high: string | undefined;
  readonly reverse: boolean;
  readonly limit: number;
}

function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw new RangeError(`limit is ${limit}, it must be 1 to ${MAX_PAGE}`);
}

function boundsOf(prefix: string, after: string | undefined, reverse: boolean): Pick<KeyRange, 'low' | 'high'> {
  const end = prefixEnd(prefix);
  if (after === undefined) return { low: prefix, high: end };
  if (!reverse) return { low: maxUtf8(prefix, justAfter(after)), high: end };
  return { low: prefix, high: end === undefined || compareUtf8(after, end) < 0 ? after : end };
}

export function checkQuery({ pk, prefix, after, reverse, limit }: Query): KeyRange {
  checkKeyPart('pk', pk);
  if (prefix) checkKeyPart('prefix', prefix);
  if (after !== undefined) checkKeyPart('after', after);
  const settled = { reverse: reverse ?? false, limit: limit ?? DEFAULT_PAGE };
  checkLimit(settled.limit);
  return { pk, ...boundsOf(prefix ?? '', after, settled.reverse), ...settled };
}
