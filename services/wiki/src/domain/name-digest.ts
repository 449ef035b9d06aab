import { createHash } from 'node:crypto';

/** For keys: names that come from outside may be long or odd. */
export const nameDigest = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);
