/**
 * The text of a token, `wb_<id>_<secret>`: 32 hexadecimal digits that find it and 32 random bytes that prove it. The fixed prefix lets
 * secret scanners recognise one. Only its SHA-256 is stored; with 256 random bits there is nothing to guess, so no slow hash is needed.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { TokenId } from '@wikibot/contracts/define/ids';

const TEXT = /^wb_([0-9a-f]{32})_[A-Za-z0-9_-]{43}$/;
export const SECRET_BYTES = 32;
const ID_PREFIX = 'tok_';

/** @param random {@link SECRET_BYTES} random bytes, base64url */
export const tokenText = (id: TokenId, random: string): string => `wb_${id.slice(ID_PREFIX.length)}_${random}`;

/** Which token a text claims to be; undefined when it is none of ours. */
export const tokenIdOf = (text: string): TokenId | undefined => {
  const digits = TEXT.exec(text)?.[1];
  return digits === undefined ? undefined : TokenId.parse(`${ID_PREFIX}${digits}`);
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** SHA-256 as 64 hexadecimal digits: the only form in which secrets are stored. */
export const hashOf = (secret: string): string => digest(secret).toString('hex');

/** Takes the same time wherever the two differ. */
export const provesHash = (secret: string, hash: string): boolean => {
  const stored = Buffer.from(hash, 'hex');
  const given = digest(secret);
  return stored.length === given.length && timingSafeEqual(stored, given);
};

/** Whether two texts are equal, in a time that tells nothing about either. */
export const sameSecret = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
