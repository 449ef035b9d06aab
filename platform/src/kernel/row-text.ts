/** Rows as adapters keep them: JSON text, so that what is read is never an alias of what was written. */
import { MAX_ROW_BYTES, RowTooLarge } from './table.ts';
import type { Json, Key, Row } from './table.ts';

export interface RowText {
  readonly key: Key;
  /** The row without its key, as a JSON object. */
  readonly body: string;
  /** Size of the whole row as JSON. */
  readonly bytes: number;
  /** Epoch seconds. */
  readonly expiresAt: number | undefined;
  /** The field of that name, as a JSON object: a message to be published. */
  readonly outgoing: string | undefined;
}

/**
 * Numbers that conditions compare and counters add are kept as numbers everywhere, so they stay within what all worlds
 * keep exactly. Source: Amazon DynamoDB Developer Guide, "Supported data types" (nothing below 1E-130).
 */
const isComparable = (value: number): boolean => value === 0 || (Math.abs(value) >= 1e-130 && Math.abs(value) <= Number.MAX_SAFE_INTEGER);

function refuseScalar(value: unknown, path: string): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError(`${path} has a lone surrogate, which UTF-8 cannot carry`);
  } else if (typeof value !== 'number') {
    throw new TypeError(`${path} is ${typeof value}, which JSON cannot carry`);
  } else if (!Number.isFinite(value)) {
    throw new RangeError(`${path} is ${value}, which JSON cannot carry`);
  }
}

function refuseIncomparable(fields: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(fields)) {
    if (typeof value === 'number' && !isComparable(value))
      throw new RangeError(`row.${field} is ${value}; a field's number is 0 or of 1e-130 to 2^53`);
  }
}

/** @throws {Error} naming the field that some world could not keep unchanged */
function refuseUnstorable(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) {
    refuseScalar(value, path);
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) refuseUnstorable(value[i], `${path}[${i}]`);
  } else {
    for (const [field, inner] of Object.entries(value)) {
      if (!field.isWellFormed()) throw new TypeError(`a field name in ${path} has a lone surrogate`);
      if (inner !== undefined) refuseUnstorable(inner, `${path}.${field}`);
    }
  }
}

function outgoingText(outgoing: Json | undefined): string | undefined {
  if (outgoing === undefined) return undefined;
  if (typeof outgoing !== 'object' || outgoing === null || Array.isArray(outgoing))
    throw new TypeError('row.outgoing is not a JSON object');
  return JSON.stringify(outgoing);
}

/**
 * @throws {Error} when a field is not JSON, or `expiresAt` is not a whole number of seconds
 * @throws {RowTooLarge}
 */
export function toText(row: Row): RowText {
  const { pk, sk, ...fields } = row;
  const { expiresAt, outgoing } = fields;
  refuseUnstorable(fields, 'row');
  refuseIncomparable(fields);
  if (expiresAt !== undefined && !(Number.isSafeInteger(expiresAt) && expiresAt >= 0))
    throw new RangeError('row.expiresAt is not in epoch seconds');
  const body = JSON.stringify(fields);
  const keyBytes = Buffer.byteLength(JSON.stringify({ pk, sk }));
  // the two objects share one pair of braces, and a comma stands between them unless one is empty
  const bytes = keyBytes + Buffer.byteLength(body) - (body === '{}' ? 2 : 1);
  if (bytes > MAX_ROW_BYTES) throw new RowTooLarge({ pk, sk }, bytes);
  return { key: { pk, sk }, body, bytes, expiresAt, outgoing: outgoingText(outgoing) };
}

export function fromText({ pk, sk }: Key, body: string): Row {
  // the body was written by toText, which took it from a row
  return { pk, sk, ...(JSON.parse(body) as Omit<Row, 'pk' | 'sk'>) };
}

/** A row is hidden from the second it names. `now` in epoch milliseconds. */
export const isExpired = (expiresAt: number | undefined | null, now: number): boolean =>
  typeof expiresAt === 'number' && expiresAt * 1000 <= now;
