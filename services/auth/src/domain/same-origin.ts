/** Protection against requests that another site makes a browser send (OWASP, "Cross-Site Request Forgery Prevention"). */

export const CSRF_HEADER = 'X-CSRF-Token';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

export interface Sent {
  readonly method: string;
  readonly headers: Headers;
  /** The origins under which our own pages are served. */
  readonly origins: readonly string[];
  /** Whether a token is that of the caller's session. */
  readonly isSessionToken: (token: string) => boolean;
}

/**
 * Whether the request is safe by its method or comes from our own pages: by the browser's word (`Sec-Fetch-Site`, `Origin`, which scripts
 * cannot set), or because it knows the session's token.
 */
export const isSameOrigin = ({ method, headers, origins, isSessionToken }: Sent): boolean => {
  if (SAFE_METHODS.has(method.toUpperCase())) return true;
  if (headers.get('Sec-Fetch-Site') === 'same-origin') return true;
  const origin = headers.get('Origin');
  if (origin !== null && origins.includes(origin)) return true;
  const sent = headers.get(CSRF_HEADER);
  return sent !== null && isSessionToken(sent);
};
