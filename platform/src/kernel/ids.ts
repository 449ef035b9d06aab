import { createHash, randomBytes } from 'node:crypto';
import type { Ids } from './ports.ts';

/** UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then random. */
const uuid7 = (now: number, random: Uint8Array): string => {
  const bytes = Buffer.from(random);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return dashed(bytes.toString('hex'));
};

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');

export const randomIds = (now: () => number): Ids => {
  const uuid = (): string => uuid7(now(), randomBytes(16));
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
