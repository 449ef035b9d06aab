/** The functions that Step Functions adds to JSONata or changes (Developer Guide, "JSONata functions provided by Step Functions"). */
import { createHash } from 'node:crypto';
import type { Json } from '../../kernel/table.ts';
import { uuidFrom } from './uuid.ts';

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
/** Far above what fits a payload, far below what hurts. */
const MAX_RANGE = 100_000;

const whole = (value: number, what: string): number => {
  if (!Number.isInteger(value)) throw new Error(`${what} must be an integer`);
  return value;
};

export const partition = (array: readonly Json[] | undefined, size: number): readonly (readonly Json[])[] | undefined => {
  if (array === undefined) return undefined;
  if (whole(size, 'the size of $partition') < 1) throw new Error('the size of $partition must be positive');
  return Array.from({ length: Math.ceil(array.length / size) }, (_, at) => array.slice(at * size, (at + 1) * size));
};

/** From `start` to `end`, both included, in steps; the end may fall between two steps. */
export const range = (start: number, end: number, step: number): readonly number[] => {
  const by = whole(step, 'the step of $range');
  if (by === 0) throw new Error('the step of $range must not be 0');
  const length = Math.max(0, Math.floor((whole(end, 'the end of $range') - whole(start, 'the start of $range')) / by) + 1);
  if (length > MAX_RANGE) throw new Error(`$range makes at most ${MAX_RANGE} numbers`);
  return Array.from({ length }, (_, at) => start + at * by);
};

export const hash = (value: Json | undefined, algorithm: string): string | undefined => {
  const known = ALGORITHMS[algorithm];
  if (known === undefined) throw new Error(`$hash knows ${Object.keys(ALGORITHMS).join(', ')}`);
  if (value === undefined) return undefined;
  return createHash(known)
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
};

/** The same number for the same seed (mulberry32); AWS does not name its generator. */
const seeded = (seed: number): number => {
  const mixed = (whole(seed, 'the seed of $random') + 0x6d2b79f5) | 0;
  const once = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  const twice = once ^ (once + Math.imul(once ^ (once >>> 7), once | 61));
  return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
};

/** A JSONata function: its implementation and its signature in JSONata's notation. */
export interface QueryFunction {
  readonly call: (...args: never[]) => unknown;
  readonly signature: string;
}

/** Everything to register before an expression is evaluated; randomness comes from the caller. */
export const queryFunctions = (random: () => number): Readonly<Record<string, QueryFunction>> => ({
  partition: { call: partition, signature: '<an:a>' },
  range: { call: range, signature: '<nnn:a>' },
  hash: { call: hash, signature: '<xs:s>' },
  random: { call: (seed?: number) => (seed === undefined ? random() : seeded(seed)), signature: '<n?:n>' },
  uuid: { call: () => uuidFrom(random), signature: '<:s>' },
  parse: { call: (text?: string) => (text === undefined ? undefined : (JSON.parse(text) as Json)), signature: '<s:x>' },
  eval: {
    call: () => {
      throw new Error('$eval is not available in Step Functions; use $parse');
    },
    signature: '<s?x?:x>',
  },
});
