import { createHash, timingSafeEqual } from 'node:crypto';
import type { Digests } from '../ports.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Both sides of a comparison are digests, so that even their length tells nothing. */
export const nodeDigests: Digests = {
  of: (secret) => digest(secret).toString('hex'),
  proves: (secret, hash) => {
    const stored = Buffer.from(hash, 'hex');
    const given = digest(secret);
    return stored.length === given.length && timingSafeEqual(stored, given);
  },
  same: (one, other) => timingSafeEqual(digest(one), digest(other)),
};
