/** The HTTP side of one service, in any world: the gateway has matched the door and knows who asks; this serves it. */
import type { Context } from '@wikibot/contracts/define/context';
import { present } from '@wikibot/contracts/define/present';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import type { Served } from '@wikibot/contracts/define/service';
import { mergeTokens, parseToken, TOKEN_HEADER, tokenInCookies } from '@wikibot/contracts/define/token';
import type { Token } from '@wikibot/contracts/define/token';
import { denialOf } from '../access.ts';
import { loadOnce } from '../load-once.ts';
import { crossSite, viewBehind } from '../kernel-refusals.ts';
import type { ServiceRuntime } from '../runtime.ts';
import { problemResponse } from './problem.ts';
import { signInChallenge } from './resource-challenge.ts';
import { eventStreams, wantsEvents } from './event-streams.ts';
import { movedWiki } from './moved-wiki.ts';
import { serveRest } from './rest.ts';
import type { Door, Doorway } from './routes.ts';
import { doorwaysOf } from './routes.ts';

export interface HttpApp {
  readonly doorways: readonly Doorway[];
  /** `key` names the door that the gateway matched. Never rejects: a fault is logged and answered with 500. */
  handle(key: string, served: Served): Promise<Response>;
}

const SAFE = new Set(['GET', 'HEAD']);
const CORRELATION = /^[\w-]{8,64}$/;
const PAGE_SECONDS = 30;

export const httpApp = (runtime: ServiceRuntime): HttpApp => {
  const doorways = doorwaysOf(runtime.manifest);
  const sliceOf = loadOnce();
  const streams = eventStreams(async () => (await runtime.ports()).clock);
  const doors = new Map(doorways.map((doorway) => [doorway.key, doorway.door]));

  const serve = async (door: Door, served: Served, context: Context): Promise<Response> => {
    const elsewhere = movedWiki(served, door.challenge);
    if (elsewhere) return elsewhere;
    const refuse = (refusal: Refusal): Promise<Response> => refused(runtime, { refusal, door, served });
    const denial = forbidden(door, served);
    if (denial) return refuse(denial);
    if (!(await freshEnough(runtime, served))) return refuse(viewBehind({ view: runtime.manifest.name }).refusal);
    if (door.kind === 'rest') {
      const rest = { unit: door.unit, route: door.route, requests: runtime.requests };
      return wantsEvents(door.route, served.request) ? streams.open(rest, served, context) : serveRest(rest, served, context);
    }
    const slice = await sliceOf(door.unit.load);
    return slice(served, context, (await runtime.ports()) as never); // the manifest pairs slice and ports
  };

  return {
    doorways,
    handle: async (key, served) => {
      const door = doors.get(key);
      if (!door) throw new Error(`${runtime.manifest.name} has no door ${key}`);
      const ports = await runtime.ports().catch((error: unknown) => {
        runtime.log('error', 'a service could not be set up', { error: describe(error) });
        return undefined;
      });
      if (!ports) return failure('none: the service could not be set up');
      const context = contextOf(served, door, ports);
      try {
        const response = await serve(door, served, context);
        return withHeader(response, 'X-Request-Id', context.correlationId);
      } catch (error) {
        ports.log('error', 'an HTTP request failed', { key, correlationId: context.correlationId, error: describe(error) });
        return withHeader(failure(context.correlationId), 'X-Request-Id', context.correlationId);
      }
    },
  };
};

/** Who may knock at all; path rules follow once the input is known. */
const forbidden = (door: Door, served: Served): Refusal | undefined => {
  const asked = door.kind === 'rest' ? door.unit.request : door.unit;
  const safe = SAFE.has(served.request.method);
  if (!safe && served.auth.via === 'session' && !served.auth.csrfSafe) return crossSite({}).refusal;
  const paths = door.kind === 'page' && served.params['page'] !== undefined ? [served.params['page']] : [];
  return denialOf(served.auth, { access: asked.access, paths, safe })?.refusal;
};

/** A read that carries a consistency token waits, bounded, until this service's views have caught up. Strangers have written nothing to wait for. */
const freshEnough = async (runtime: ServiceRuntime, served: Served): Promise<boolean> => {
  const token = tokenOf(served.request.headers);
  if (served.auth.via === 'anonymous') return true;
  if (Object.keys(token).length === 0) return true;
  const { deployment } = await runtime.ports();
  const waits = await Promise.all([...runtime.views.values()].map((view) => view.caughtUp(token, deployment.patience)));
  return waits.every(Boolean);
};

const tokenOf = (headers: Headers): Token => mergeTokens(parseToken(headers.get(TOKEN_HEADER)), tokenInCookies(headers.get('Cookie')));

const contextOf = (served: Served, door: Door, ports: { readonly clock: { now(): number }; readonly ids: { uuid(): string } }): Context => {
  const { auth, request } = served;
  const requestId = ports.ids.uuid();
  const given = request.headers.get('X-Request-Id') ?? '';
  const seconds = door.kind === 'rest' ? door.unit.request.deadline : PAGE_SECONDS;
  const accountId = auth.wiki?.ownerId ?? auth.accountId;
  return {
    requestId,
    actor: auth.actor,
    tenant: { ...(accountId ? { accountId } : {}), ...(auth.wiki ? { wikiId: auth.wiki.id } : {}) },
    correlationId: CORRELATION.test(given) ? given : requestId,
    deadline: ports.clock.now() + seconds * 1000,
    auth,
    ...present({ left: served.left }),
  };
};

/** A browser is sent to sign in or shown a page; everybody else gets problem details. */
const refused = async (runtime: ServiceRuntime, about: { refusal: Refusal; door: Door; served: Served }): Promise<Response> => {
  const { refusal, door, served } = about;
  const wantsPage = door.challenge === 'browser' && (served.request.headers.get('Accept') ?? '').includes('text/html');
  if (!wantsPage) return challenged(runtime, about);
  if (refusal.kind === 'unauthenticated') {
    const next = encodeURIComponent(served.url.pathname + served.url.search);
    return new Response(null, { status: 303, headers: { Location: `/-/sign-in?next=${next}`, 'Cache-Control': 'no-store' } });
  }
  const screen = await runtime.manifest.refusalScreen?.();
  return screen ? screen.default(refusal, served, (await runtime.ports()) as never) : problemResponse(refusal, door.challenge); // the manifest's own ports
};

const challenged = async (
  runtime: ServiceRuntime,
  { refusal, door, served }: { refusal: Refusal; door: Door; served: Served },
): Promise<Response> => {
  const response = problemResponse(refusal, door.challenge);
  if (door.challenge !== 'resource' || response.status !== 401) return response;
  const { publicUrl } = (await runtime.ports()).deployment;
  return withHeader(response, 'WWW-Authenticate', signInChallenge({ publicUrl, path: served.url.pathname }, refusal));
};

const failure = (correlationId: string): Response =>
  new Response(
    JSON.stringify({
      type: 'urn:wikibot:fault',
      title: 'Something went wrong here',
      status: 500,
      code: 'fault',
      detail: 'The request failed because of a fault on our side; nothing half-done was kept.',
      remedy: 'Try again; if it stays so, report the correlation id.',
      error: 'Internal error.',
      correlationId,
    }),
    { status: 500, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' } },
  );

export const describe = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack, ...(error.cause ? { cause: String(error.cause) } : {}) }
    : { message: String(error) };

const withHeader = (response: Response, name: string, value: string): Response => {
  try {
    response.headers.set(name, value);
    return response;
  } catch {
    // a Response made by Response.redirect() or fetch() has immutable headers
    const headers = new Headers(response.headers);
    headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  }
};
