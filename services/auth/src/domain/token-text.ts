/**
 * The text of a token, `wb_<id>_<secret>`: 32 hexadecimal digits that find it and 32 random bytes that prove it. The fixed prefix lets
 * secret scanners recognise one.
 */
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
