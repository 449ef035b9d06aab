/**
 * Conditions of the port as condition expressions. DynamoDB deletes expired items hours later, so until then every expression treats them
 * as absent. All names are placeholders: no field can be a reserved word.
 *
 * Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Condition } from '../kernel/table.ts';
import { attributeOf, CAREFUL } from './dynamo-rows.ts';

/** Collects the names and values that the expressions of one operation use. */
export interface Terms {
  name(attribute: string): string;
  value(value: AttributeValue): string;
  readonly names: Record<string, string>;
  readonly values: Record<string, AttributeValue>;
}

export const terms = (): Terms => {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const placeholders = new Map<string, string>();
  return {
    names,
    values,
    name: (attribute) => {
      const known = placeholders.get(attribute);
      if (known !== undefined) return known;
      const placeholder = `#n${placeholders.size}`;
      placeholders.set(attribute, placeholder);
      names[placeholder] = attribute;
      return placeholder;
    },
    value: (value) => {
      const placeholder = `:v${Object.keys(values).length}`;
      values[placeholder] = value;
      return placeholder;
    },
  };
};

/** Fields hold 0 or numbers of 1e-130 to 2^53, so a limit beyond says the same as the nearest that DynamoDB takes. */
const BEYOND = 2 ** 54;
const NEAREST = 1e-130;
const limitOf = (limit: number): string => {
  if (Number.isNaN(limit)) throw new RangeError('a condition compares with NaN');
  const nearest = limit !== 0 && Math.abs(limit) < NEAREST ? Math.sign(limit) * NEAREST : limit;
  return String(Math.max(-BEYOND, Math.min(BEYOND, nearest)));
};

const equalValue = (value: string | number | boolean): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  return typeof value === 'boolean' ? { BOOL: value } : { N: limitOf(value) };
};

/** `now` in epoch milliseconds. */
export const seconds = (now: number): AttributeValue => ({ N: String(Math.floor(now / 1000)) });

export const notExpired = (use: Terms, now: number): string => {
  const end = use.name('expiresAt');
  return `(attribute_not_exists(${end}) OR ${end} > ${use.value(seconds(now))})`;
};

/** Absent, or expired and not yet deleted. */
export const gone = (use: Terms, now: number): string =>
  `(attribute_not_exists(${use.name('pk')}) OR ${use.name('expiresAt')} <= ${use.value(seconds(now))})`;

export const there = (use: Terms, now: number): string => `(attribute_exists(${use.name('pk')}) AND ${notExpired(use, now)})`;

export const conditionText = (use: Terms, condition: Condition, now: number): string => {
  if (condition === 'absent') return gone(use, now);
  if (condition === 'present') return there(use, now);
  if (condition.field === 'outgoing') throw new TypeError('outgoing is an object, which no condition compares');
  const field = use.name(attributeOf(condition.field));
  if ('equals' in condition) return `(${field} = ${use.value(equalValue(condition.equals))} AND ${notExpired(use, now)})`;
  if ('older' in condition) return `(${gone(use, now)} OR ${field} < ${use.value({ N: limitOf(condition.older) })})`;
  const below = use.value({ N: limitOf(condition.below) });
  return `(${gone(use, now)} OR attribute_not_exists(${field}) OR ${field} < ${below})`;
};

/** Whether amounts may be added without looking: the row is absent, or there, ordinary, and its counters stay safe whole numbers. */
export const addable = (use: Terms, amounts: ReadonlyMap<string, number>, now: number): string => {
  const counters = Array.from(amounts, ([field, amount]) => {
    const name = use.name(attributeOf(field));
    const low = use.value({ N: String(-Number.MAX_SAFE_INTEGER + Math.max(0, -amount)) });
    const high = use.value({ N: String(Number.MAX_SAFE_INTEGER - Math.max(0, amount)) });
    return `(attribute_not_exists(${name}) OR ${name} BETWEEN ${low} AND ${high})`;
  });
  const ordinary = [notExpired(use, now), `attribute_not_exists(${use.name(CAREFUL)})`, ...counters];
  return `(attribute_not_exists(${use.name('pk')}) OR (${ordinary.join(' AND ')}))`;
};
