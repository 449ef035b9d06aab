/** The single machine's API gateway: node:http in front, the authorizer asked for every request, then the service behind the door. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { present } from '@wikibot/contracts/define/present';
import { RefusalKind } from '@wikibot/contracts/define/refusal';
import type { AuthorizeRequest } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { HttpApp } from '../kernel/http/app.ts';
import { describe } from '../kernel/http/app.ts';
import { pathMatcher } from '../kernel/http/path-matcher.ts';
import { problemResponse } from '../kernel/http/problem.ts';
import { unknownRoute } from '../kernel/kernel-refusals.ts';
import type { Log } from '../kernel/ports.ts';
import { sendResponse } from './send-response.ts';

export interface GatewayParts {
  readonly apps: readonly HttpApp[];
  readonly authorize: (request: AuthorizeRequest) => Promise<AuthContext>;
  /** Names under which the machine may be addressed, with port: a defence against DNS rebinding. Undefined allows any. */
  readonly hosts: (host: string) => boolean;
  readonly origin: () => string;
  readonly log: Log;
  /** Aborted when the program is about to end: answers that would wait do not wait any longer. */
  readonly closing?: AbortSignal;
}

interface Target {
  readonly app: HttpApp;
  readonly key: string;
}

/** The connection broke before the answer was out; or nobody waits any more, for whatever reason. */
interface Signals {
  readonly cut: AbortSignal;
  readonly left: AbortSignal;
}

/** Made once: every answer ends so, and a reason of its own would cost a stack trace each time. */
const NOBODY_WAITS = new DOMException('the answer is out, or its caller has gone', 'AbortError');

export const gateway = (parts: GatewayParts): Server => {
  const matchers = new Map<string, ReturnType<typeof pathMatcher<Target>>>();
  for (const app of parts.apps) {
    for (const { method, path, key } of app.doorways) {
      const matcher = matchers.get(method) ?? pathMatcher<Target>();
      matchers.set(method, matcher);
      matcher.add(path, { app, key });
    }
  }
  const lookUp = (method: string, path: string) => matchers.get(method === 'HEAD' ? 'GET' : method)?.match(path);
  const allowed = (path: string): string[] =>
    [...matchers].filter(([, matcher]) => matcher.match(path)).flatMap(([method]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));

  const answer = async (incoming: IncomingMessage, signals: Signals): Promise<Response> => {
    if (!parts.hosts(String(incoming.headers.host))) return misdirected();
    const method = String(incoming.method);
    const target = rewritten(String(incoming.url));
    const url = addressed(parts.origin(), target);
    if (!url) return unmatched(target, []);
    const match = lookUp(method, rawPath(target));
    if (!match) return unmatched(url.pathname, allowed(rawPath(target)));
    const request = requestOf(incoming, url, signals.cut);
    const { owner, wiki } = match.params;
    const authorizeAgain = () => parts.authorize({ method, url, headers: request.headers, ...present({ owner, wiki }) });
    const auth = await authorizeAgain();
    return match.value.app.handle(match.value.key, { request, url, params: match.params, auth, authorizeAgain, left: signals.left });
  };

  const waiting = new Set<AbortController>();
  parts.closing?.addEventListener('abort', () => waiting.forEach((left) => left.abort()));
  return createServer({ keepAliveTimeout: 65_000, requestTimeout: 300_000 }, (incoming, outgoing) => {
    const cut = new AbortController();
    const left = new AbortController();
    waiting.add(left);
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) cut.abort();
      waiting.delete(left);
      left.abort(NOBODY_WAITS);
    });
    answer(incoming, { cut: cut.signal, left: left.signal })
      .then((response) => sendResponse(response, incoming, outgoing))
      .catch((error: unknown) => fail(error, outgoing, parts.log));
  });
};

const fail = (error: unknown, outgoing: ServerResponse, log: Log): void => {
  log('error', 'the gateway failed', { error: describe(error) });
  if (outgoing.headersSent) outgoing.destroy();
  else outgoing.writeHead(500, { 'Content-Type': 'text/plain' }).end('Something went wrong here.\n');
};

/** Git addresses carry their ending on the wiki's name; inside they have a door of their own (architecture: the edge does the same). */
const GIT = /^\/([^/?]+)\/([^/?]+)\.git(\/[^?]*)?(\?.*)?$/;
const rewritten = (target: string): string => target.replace(GIT, '/-/git/$1/$2$3$4');

const rawPath = (target: string): string => {
  const path = target.split('?', 1)[0] ?? '/';
  return path.startsWith('/') ? path : '/';
};

/** Bodies stream into the service; the web standard wants to know that they do (`duplex`). */
const requestOf = (incoming: IncomingMessage, url: URL, signal: AbortSignal): Request => {
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = incoming.rawHeaders.slice(index, index + 2);
    if (!INTERNAL.test(name)) headers.append(name, value);
  }
  const method = incoming.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  const body = Readable.toWeb(incoming) as unknown as ReadableStream; // node's and the web's type of the same object
  return new Request(url, { method, headers, body, duplex: 'half', signal });
};

/** What clients may not claim: the context that only the authorizer may give. */
const INTERNAL = /^(x-wikibot-context|connection|transfer-encoding|upgrade)$/i;

/** Only the origin form of RFC 9112 §3.2.1: nothing in a request's target may name another host. */
const addressed = (origin: string, target: string): URL | undefined =>
  target.startsWith('/') && URL.canParse(origin + target) ? new URL(origin + target) : undefined;

const unmatched = (path: string, allowed: readonly string[]): Response => {
  if (allowed.length > 0) return new Response(null, { status: 405, headers: { Allow: allowed.join(', ') } });
  return problemResponse(unknownRoute({ path }).refusal);
};

const misdirected = (): Response =>
  problemResponse({
    code: 'host.unknown',
    kind: RefusalKind.enum.forbidden,
    message: 'This server is not known under that name.',
    remedy: 'Use the address that it printed at its start, or start it with --url.',
    detail: {},
  });
