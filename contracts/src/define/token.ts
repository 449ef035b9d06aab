import * as z from 'zod';

/**
 * Consistency token: for each stream the sequence that the bearer has seen, and that a reader must have applied before it answers.
 * Travels as the `Wikibot-Token` header, as a cookie in browsers, and in the bodies of answers.
 */
export const Token = z.record(z.string(), z.number().int().positive()).meta({ id: 'Token' });
export type Token = z.infer<typeof Token>;

export const TOKEN_HEADER = 'Wikibot-Token';

export const TOKEN_COOKIE = 'wikibot_token';

/** Seconds for which a browser carries the token: longer than any view lags. */
const COOKIE_SECONDS = 30;

export const tokenCookie = (token: string, secure: boolean): string =>
  `${TOKEN_COOKIE}=${token}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** The token among a request's cookies. */
export const tokenInCookies = (cookies: string | null): Token => parseToken(COOKIE.exec(cookies ?? '')?.[1]);
const COOKIE = new RegExp(`(?:^|;\\s*)${TOKEN_COOKIE}=([^;]*)`);

/** `wiki/wik_1=12,access/wik_1=3`: readable, and safe in headers and cookies without quoting. */
export const formatToken = (token: Token): string =>
  Object.entries(token)
    .map(([stream, sequence]) => `${stream}=${sequence}`)
    .join(',');

const PART = /^([a-z]+\/[a-z0-9_]{1,80})=([1-9][0-9]{0,14})$/;

/** Reads what {@link formatToken} wrote; a token somebody else made up is ignored, never an error. At most 20 streams. */
export const parseToken = (text: string | null | undefined): Token => {
  const token: Record<string, number> = {};
  for (const part of (text ?? '').split(',').slice(0, 20)) {
    const [, stream, sequence] = PART.exec(part.trim()) ?? [];
    if (stream !== undefined && sequence !== undefined) token[stream] = Math.max(token[stream] ?? 0, Number(sequence));
  }
  return token;
};

/** The later of the two for every stream. */
export const mergeTokens = (...tokens: readonly Token[]): Token => {
  const merged: Record<string, number> = {};
  for (const token of tokens) {
    for (const [stream, sequence] of Object.entries(token)) merged[stream] = Math.max(merged[stream] ?? 0, sequence);
  }
  return merged;
};
