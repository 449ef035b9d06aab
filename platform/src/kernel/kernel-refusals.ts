/** The ways the kernel itself says no, the same for every service; and the one table that maps a refusal to HTTP, MCP and git. */
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { RefusalKind } from '@wikibot/contracts/define/refusal';
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

const refusals = defineRefusals({
  'request.contended': no<{ stream: string }>(
    'unavailable',
    () => 'Too many changes at once.',
    () => 'Try again in a second.',
  ),
  'request.too-late': no<{ request: string }>(
    'unavailable',
    (d) => `${d.request} was not answered in time.`,
    () => 'Try again; a change that went through is not made twice when the same idempotency key is sent.',
  ),
  'request.invalid': no<{ issues: readonly { path: string; message: string }[] }>(
    'invalid',
    (d) => d.issues.map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message)).join('; '),
    () => 'Correct the named fields and send the request again.',
  ),
  'request.too-large': no<{ bytes: number }>(
    'too-large',
    (d) => `The body is larger than ${d.bytes} bytes.`,
    () => 'Send less at once.',
  ),
  'request.not-json': no<{ problem: string }>(
    'invalid',
    (d) => `The body is not JSON: ${d.problem}.`,
    () => 'Send one JSON object with Content-Type: application/json.',
  ),
  'request.key-reused': no<{ key: string }>(
    'invalid',
    () => 'This idempotency key was used for a different request.',
    () => 'Use a new key for each different change.',
  ),
  'request.cross-site': no<Record<never, never>>(
    'forbidden',
    () => 'The request does not come from our own pages.',
    () => 'Reload the page and try again.',
  ),
  'request.too-many-streams': no<{ limit: number }>(
    'unavailable',
    (d) => `You follow ${d.limit} streams of events already.`,
    () => 'Close one of them, or ask now and then instead.',
  ),
  'view.behind': no<{ view: string }>(
    'unavailable',
    () => 'The latest change is not visible here yet.',
    () => 'Try again in a second.',
  ),
  'access.sign-in': no<{ reason: string }>(
    'unauthenticated',
    (d) => SIGN_IN[d.reason] ?? 'You are not signed in.',
    () => 'Sign in, or send a valid token as `Authorization: Bearer …`.',
  ),
  'access.unknown-wiki': no<Record<never, never>>(
    'not-found',
    () => 'There is no such wiki, or you may not see it.',
    () => 'Check the address, or ask its owner to let you in.',
  ),
  'access.not-allowed': no<{ needs: string }>(
    'forbidden',
    (d) => `This needs the right to ${d.needs}.`,
    () => "Ask the wiki's owner, or use a token with that scope.",
  ),
  'wiki.moved': no<{ moved_to: string }>(
    'moved',
    (d) => `This wiki is now at ${d.moved_to}.`,
    () => 'Use the new address from now on.',
  ),
  'access.path': no<{ path: string }>(
    'forbidden',
    (d) => `You may not do this at ${d.path}.`,
    () => "Ask the wiki's owner.",
  ),
  'route.unknown': no<{ path: string }>(
    'not-found',
    (d) => `There is nothing at ${d.path}.`,
    () => 'See /api/v1/openapi.json for what there is.',
  ),
  'stream.unknown': no<{ stream: string }>(
    'not-found',
    (d) => `There is no stream ${d.stream}.`,
    () => 'Ask for a stream that this service owns.',
  ),
});

const SIGN_IN: Readonly<Record<string, string>> = {
  'no-credentials': 'Missing or invalid Authorization header.',
  'bad-credentials': 'The credentials are not valid.',
  expired: 'The session or token has expired.',
  revoked: 'The token was revoked.',
  'wrong-wiki': 'The token belongs to another wiki.',
};

export const contended = refusals['request.contended'];
export const tooLate = refusals['request.too-late'];
export const invalid = refusals['request.invalid'];
export const bodyTooLarge = refusals['request.too-large'];
export const notJson = refusals['request.not-json'];
export const keyReused = refusals['request.key-reused'];
export const crossSite = refusals['request.cross-site'];
export const tooManyStreams = refusals['request.too-many-streams'];
export const viewBehind = refusals['view.behind'];
export const signIn = refusals['access.sign-in'];
export const unknownWiki = refusals['access.unknown-wiki'];
export const notAllowed = refusals['access.not-allowed'];
export const pathNotAllowed = refusals['access.path'];
export const wikiMoved = refusals['wiki.moved'];
export const unknownRoute = refusals['route.unknown'];
export const unknownStream = refusals['stream.unknown'];

/** Refusals that say "not now" are not outcomes: the same request may succeed when it comes again. */
export const isFinal = (outcome: Outcome): boolean => outcome.ok || outcome.refusal.kind !== 'unavailable';

/** One table: what a refusal is to an HTTP client, to a git client, and whether a model can mend it (an MCP tool error). */
export const REFUSAL_TABLE: Readonly<Record<RefusalKind, { readonly http: number; readonly title: string; readonly mendable: boolean }>> = {
  invalid: { http: 422, title: 'Invalid request', mendable: true },
  unauthenticated: { http: 401, title: 'Sign-in needed', mendable: false },
  forbidden: { http: 403, title: 'Not allowed', mendable: true },
  'payment-required': { http: 402, title: 'Not in the plan', mendable: false },
  'not-found': { http: 404, title: 'Not found', mendable: true },
  // Found (RFC 9110 §15.4.3): it may be back at any time, so nobody is to remember the way.
  moved: { http: 302, title: 'Moved', mendable: true },
  gone: { http: 410, title: 'Gone', mendable: true },
  conflict: { http: 409, title: 'Conflict', mendable: true },
  'too-large': { http: 413, title: 'Too large', mendable: true },
  limit: { http: 403, title: 'Limit reached', mendable: true },
  unavailable: { http: 503, title: 'Not now', mendable: true },
};
