/** What a request brings to prove who sends it, before anything is looked up. */
import { cookieOf } from './cookies.ts';

export type Credentials =
  | { readonly kind: 'none' }
  /** `ambient`: a browser adds it by itself, so another site can cause it to be sent. */
  | { readonly kind: 'token'; readonly text: string; readonly ambient: boolean }
  | { readonly kind: 'session'; readonly text: string }
  /** Something was sent that can be no credential of ours. */
  | { readonly kind: 'unusable' };

const UNUSABLE: Credentials = { kind: 'unusable' };

/** A token has 79 characters; with a user name before it, in base64, it stays far below. */
const MAX_HEADER = 1024;

/** RFC 9110 §11.4: a scheme in any case, then one token68. */
const AUTHORIZATION = /^(bearer|basic) +([A-Za-z0-9._~+/-]+=*)$/i;

/** The password of RFC 7617: what stands behind the first colon. The user name is not looked at. */
const passwordOf = (encoded: string): string | undefined => {
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? undefined : pair.slice(colon + 1);
};

const fromAuthorization = (header: string, headers: Headers): Credentials => {
  if (header.length > MAX_HEADER) return UNUSABLE;
  const [, scheme, value] = AUTHORIZATION.exec(header.trim()) ?? [];
  if (scheme === undefined || value === undefined) return UNUSABLE;
  if (scheme.toLowerCase() === 'bearer') return { kind: 'token', text: value, ambient: false };
  const text = passwordOf(value);
  // git sends neither header; a browser that remembers a password sends at least one of them with every unsafe request
  return text === undefined ? UNUSABLE : { kind: 'token', text, ambient: headers.has('Origin') || headers.has('Sec-Fetch-Site') };
};

/** An `Authorization` header decides alone: a caller who sends one learns when it is wrong, whatever cookies come with it. */
export const credentialsOf = (headers: Headers, sessionCookieName: string): Credentials => {
  const header = headers.get('Authorization');
  if (header !== null) return fromAuthorization(header, headers);
  const text = cookieOf(headers.get('Cookie'), sessionCookieName);
  return text ? { kind: 'session', text } : { kind: 'none' };
};
