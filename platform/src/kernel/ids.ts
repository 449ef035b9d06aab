import { createHash, randomBytes } from 'node:crypto';
import type { Ids } from './ports.ts';

/** When an id is made, and which of its millisecond it is. */
interface Moment {
  readonly milliseconds: number;
  /** 0 to 4,095. */
  readonly count: number;
}

const MOST_COUNT = 0xfff;

/** Grows with every call, also when the clock stands or goes back (RFC 9562 §6.2, method 1: a counter of 12 bits with a random beginning). */
const moments = (now: () => number): (() => Moment) => {
  let last: Moment = { milliseconds: 0, count: 0 };
  return () => {
    const milliseconds = now();
    const isLater = milliseconds > last.milliseconds;
    if (!isLater && last.count < MOST_COUNT) last = { ...last, count: last.count + 1 };
    // the upper half is left for those that follow
    else last = { milliseconds: isLater ? milliseconds : last.milliseconds + 1, count: randomBytes(2).readUInt16BE() & (MOST_COUNT >> 1) };
    return last;
  };
};

/** UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 12 of a counter, then random. */
const uuid7 = ({ milliseconds, count }: Moment): string => {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return dashed(bytes.toString('hex'));
};

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');

export const randomIds = (now: () => number): Ids => {
  const next = moments(now);
  const uuid = (): string => uuid7(next());
  return {
    uuid,
    entity: (prefix) => `${prefix}_${uuid().replaceAll('-', '')}`,
    secret: (bytes) => randomBytes(bytes).toString('base64url'),
  };
};

/** UUIDv8 (RFC 9562 §5.8) out of a text: the same text gives the same id, which makes a caller's idempotency key a request id. */
export const uuidOfText = (text: string): string => {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return dashed(bytes.toString('hex'));
};
