/** Where an answer leads, and with what one goes there. */
import type { OutgoingCall } from '../kernel/internet.ts';

/** What may be told to another host than the one it was meant for. */
const HARMLESS: readonly string[] = ['accept', 'accept-language', 'content-type', 'git-protocol', 'user-agent'];
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** These ask for the same call again; the others for a look. */
const REPEATS: readonly number[] = [307, 308];

export type Next = { readonly kind: 'stay' } | { readonly kind: 'refused' } | { readonly kind: 'go'; readonly call: OutgoingCall };

const REFUSED: Next = { kind: 'refused' };

export const nextCall = (
  call: OutgoingCall,
  { status, location }: { readonly status: number; readonly location: string | undefined },
): Next => {
  const { redirects } = call;
  if (!REDIRECTS.includes(status) || location === undefined || redirects === undefined) return { kind: 'stay' };
  const target = targetOf(call.url, location);
  if (!target || redirects < 1) return REFUSED;
  const going = carriedTo(target, { ...call, redirects: redirects - 1 });
  if (!REPEATS.includes(status)) return { kind: 'go', call: looking(going) };
  return isRepeatable(call) ? { kind: 'go', call: going } : REFUSED;
};

const isRepeatable = ({ body }: OutgoingCall): boolean => body === undefined || body instanceof Uint8Array;

/** Undefined when it is no address, or would give up TLS. */
const targetOf = (url: string, location: string): URL | undefined => {
  const target = URL.canParse(location, url) ? new URL(location, url) : undefined;
  return url.startsWith('https:') && target?.protocol !== 'https:' ? undefined : target;
};

const carriedTo = ({ href, origin }: URL, call: OutgoingCall): OutgoingCall => ({
  ...call,
  url: href,
  ...(call.headers && origin !== new URL(call.url).origin ? { headers: harmless(call.headers) } : {}),
});

const harmless = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.includes(name.toLowerCase())));

const looking = ({ body: _body, headers = {}, ...call }: OutgoingCall): OutgoingCall => ({
  ...call,
  method: call.method === 'HEAD' ? 'HEAD' : 'GET',
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith('content-'))),
});
