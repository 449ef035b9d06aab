/** The one way out of the house, the same in both worlds: Node's own client behind a guard. */
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import type { Internet, InternetProblem, NoAnswer, OutgoingAnswer, OutgoingCall } from '../kernel/internet.ts';
import { noAnswer } from '../kernel/internet.ts';
import type { InternetRules } from './address-guard.ts';
import { literalOf, mayCall, objectionTo, ownAddresses } from './address-guard.ts';
import { answerBody } from './answer-body.ts';
import { Ending, problemOf } from './call-problems.ts';
import type { Resolve } from './guarded-lookup.ts';
import { guardedLookup, systemResolve } from './guarded-lookup.ts';
import { nextCall } from './redirects.ts';

export interface InternetParts {
  readonly rules: InternetRules;
  readonly resolve?: Resolve;
}

const WITHIN_MS = 30_000;
const CONNECTED_WITHIN_MS = 10_000;
/** How long a host may say nothing in the middle of an answer. */
const SILENT_MS = 30_000;
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;

const FIRST_HEADERS = { 'user-agent': 'wikibot', accept: '*/*' };
/** Whatever a caller says: one connection for one call, and nothing packed. */
const LAST_HEADERS = { 'accept-encoding': 'identity', connection: 'close' };

export const guardedInternet = (parts: InternetParts): Internet => ({
  objection: async (url) => objectionOf(url, parts.rules) ?? objectionToNames(url, parts),
  fetch: async (call) => {
    const clock = stopwatch(call);
    for (let at = call; ;) {
      const wrong = objectionOf(at.url, parts.rules);
      if (wrong) return ended(clock, wrong);
      const answer = await send(parts, at, clock).catch((error: unknown) => noAnswer(problemOf(clock.ending() ?? error)));
      if (!answer.ok) return ended(clock, answer);
      const next = nextCall(at, { status: answer.status, location: answer.headers['location'] });
      if (next.kind === 'stay') return answer;
      answer.close();
      if (next.kind === 'refused') return ended(clock, noAnswer('redirect'));
      at = next.call;
    }
  },
});

const ended = (clock: Stopwatch, answer: NoAnswer): NoAnswer => {
  clock.stop();
  return answer;
};

const objectionOf = (address: string, rules: InternetRules): NoAnswer | undefined => {
  if (!URL.canParse(address)) return noAnswer('address');
  const url = new URL(address);
  const wrong = objectionTo(url, rules);
  if (wrong !== undefined) return noAnswer('address', wrong);
  const literal = literalOf(url);
  return literal !== undefined && !mayCall(literal, rules, ownAddresses()) ? noAnswer('forbidden') : undefined;
};

/** A name server that says nothing in this time has no objection either: nobody is called yet. */
const ASKED_WITHIN_MS = 3_000;
const silence = (milliseconds: number): Promise<readonly string[]> =>
  new Promise((resolve) => void setTimeout(() => resolve([]), milliseconds).unref());

/** Asks the name server; who is called later is looked up anew. */
const objectionToNames = async (address: string, { rules, resolve = systemResolve }: InternetParts): Promise<NoAnswer | undefined> => {
  const url = new URL(address);
  if (literalOf(url) !== undefined) return undefined;
  const addresses = await Promise.race([resolve(url.hostname).catch(() => []), silence(ASKED_WITHIN_MS)]);
  if (addresses.length === 0) return noAnswer('unresolved');
  const own = ownAddresses();
  return addresses.every((one) => mayCall(one, rules, own)) ? undefined : noAnswer('forbidden');
};

/** Counts the time of a call with all its redirects, and knows why it was ended. */
interface Stopwatch {
  readonly signal: AbortSignal;
  end(problem: InternetProblem): void;
  ending(): unknown;
  stop(): void;
}

const stopwatch = ({ within = WITHIN_MS, signal }: OutgoingCall): Stopwatch => {
  const controller = new AbortController();
  const end = (problem: InternetProblem): void => controller.abort(new Ending(problem));
  const timer = setTimeout(() => end('slow'), within).unref();
  const leave = (): void => end('ended');
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave, { once: true });
  return {
    signal: controller.signal,
    end,
    ending: () => controller.signal.reason as unknown,
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    },
  };
};

const send = ({ rules, resolve = systemResolve }: InternetParts, call: OutgoingCall, clock: Stopwatch): Promise<OutgoingAnswer> =>
  new Promise((resolved, reject) => {
    const { protocol, hostname, port, pathname, search } = new URL(call.url);
    const own = ownAddresses();
    const request = (protocol === 'https:' ? https : http).request({
      protocol,
      hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: port || (protocol === 'https:' ? 443 : 80),
      path: pathname + search,
      method: call.method,
      headers: { ...FIRST_HEADERS, ...call.headers, ...LAST_HEADERS },
      lookup: guardedLookup(resolve, (address) => mayCall(address, rules, own)),
      agent: false,
      maxHeaderSize: MOST_HEADER_BYTES,
      signal: clock.signal,
    });
    limitSilence(request, clock);
    request.on('error', reject);
    request.on('response', (answer) => resolved(answerOf(answer, call, clock)));
    write(request, call.body);
  });

/** A connection has to be made in its time, and then to say something now and then. */
const limitSilence = (request: http.ClientRequest, clock: Stopwatch): void => {
  const slow = (): void => clock.end('slow');
  const connecting = setTimeout(slow, CONNECTED_WITHIN_MS);
  const connected = (): void => clearTimeout(connecting);
  request.on('socket', (socket) => void socket.once('connect', connected));
  request.once('close', connected);
  request.setTimeout(SILENT_MS, slow);
};

const write = (request: http.ClientRequest, body: OutgoingCall['body']): void => {
  if (body === undefined || body instanceof Uint8Array) request.end(body);
  else
    Readable.from(body)
      .on('error', (error) => request.destroy(error))
      .pipe(request);
};

const answerOf = (answer: http.IncomingMessage, call: OutgoingCall, clock: Stopwatch): OutgoingAnswer => {
  // Whoever does not read the body still has to hear of its end without a fault.
  answer.on('error', () => undefined);
  return {
    ok: true,
    status: answer.statusCode ?? 0,
    url: call.url,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    body: answerBody({ answer, most: call.most ?? MOST_BYTES, ended: () => clock.ending(), done: () => clock.stop() }),
    close: () => {
      clock.stop();
      answer.destroy();
    },
  };
};
