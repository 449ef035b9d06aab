/**
 * Server-sent events (WHATWG HTML §9.2) out of a question that can wait: it is asked again from where the last answer ended. A stream ends
 * when what the caller may do has changed, when they leave, and after some minutes; clients come back by themselves, with `Last-Event-ID`.
 */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import type { Following, Route, RouteEvent } from '@wikibot/contracts/define/route';
import type { Served } from '@wikibot/contracts/define/service';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { denialOf } from '../access.ts';
import { issuesOf } from '../issues.ts';
import { invalid, tooManyStreams } from '../kernel-refusals.ts';
import type { Clock } from '../ports.ts';
import { problemOf, problemResponse } from './problem.ts';
import type { Rest } from './rest.ts';
import { inputOf } from './rest.ts';

/** Where nobody can be asked again who the caller is, a stream is short, so that they are asked when it is opened anew. */
const LIFE_MS = { askingAgain: 10 * 60_000, askedOnce: 60_000 } as const;
/** Open at the same time in one process, by one account; the nameless count as one. */
export const MOST_STREAMS = 50;
const COME_BACK_MS = 2_000;

export interface EventStreams {
  open(rest: Rest, served: Served, context: Context): Promise<Response>;
}

export const wantsEvents = ({ follow }: Route, { method, headers }: Request): boolean =>
  follow !== undefined && method === 'GET' && /\btext\/event-stream\b/i.test(headers.get('Accept') ?? '');

export const eventStreams = (clock: () => Promise<Clock>): EventStreams => {
  const open = new Map<string, number>();
  const count = (caller: string, more: number): void => {
    const now = (open.get(caller) ?? 0) + more;
    if (now > 0) open.set(caller, now);
    else open.delete(caller);
  };
  return {
    open: async (rest, served, context) => {
      const asked = await questionOf(rest, served);
      if ('refusal' in asked) return problemResponse(asked.refusal);
      const begun = await rest.requests.call(rest.unit, { data: asked.first, context });
      if (!begun.ok) return problemResponse(begun.refusal);
      const caller = served.auth.accountId ?? 'anonymous';
      if ((open.get(caller) ?? 0) >= MOST_STREAMS) return problemResponse(tooManyStreams({ limit: MOST_STREAMS }).refusal);
      count(caller, 1);
      const lines = followed({ rest, served, context, clock: await clock(), ...asked, begun });
      return streamed(lines, () => count(caller, -1));
    },
  };
};

interface Question {
  readonly follow: Following;
  readonly input: unknown;
  readonly first: unknown;
}

/** Checked as any other request before the first byte is sent; a `Last-Event-ID` is part of the question. */
const questionOf = async ({ unit, route }: Rest, served: Served): Promise<Question | { readonly refusal: Refusal }> => {
  const { follow } = route;
  if (!follow) throw new Error(`${route.path} cannot be followed`);
  const read = await inputOf(route, served);
  if (!read.ok) return read;
  const input = route.input(read.value);
  const first = unit.request.data.safeParse(follow.first(input as never, served.request.headers.get('Last-Event-ID') ?? undefined)); // the route's own input
  if (!first.success) return invalid({ issues: issuesOf(first.error) });
  return deniedOf(unit, served.auth, first.data) ?? { follow, input, first: first.data };
};

const deniedOf = ({ request }: Rest['unit'], auth: AuthContext, data: unknown): { readonly refusal: Refusal } | undefined =>
  denialOf(auth, { access: request.access, paths: request.paths(data), safe: request.safe });

interface Followed extends Question {
  readonly rest: Rest;
  readonly served: Served;
  readonly context: Context;
  readonly clock: Clock;
  readonly begun: Outcome;
}

async function* followed({ rest, served, context, clock, follow, input, begun }: Followed): AsyncGenerator<string> {
  yield `retry: ${COME_BACK_MS}\n\n`;
  const until = clock.now() + (served.authorizeAgain ? LIFE_MS.askingAgain : LIFE_MS.askedOnce);
  for (let outcome = begun; ;) {
    // Asked before anything is sent: what was found for somebody who may no longer know of it stays here.
    if (await isOver(served)) return;
    yield* linesOf(follow, outcome);
    if (!outcome.ok || clock.now() >= until) return;
    const data = rest.unit.request.data.parse(follow.next(input as never, follow.place(outcome.answer as never))); // the unit answers by the request's schema
    outcome = await rest.requests.call(rest.unit, { data, context: { ...context, deadline: deadlineOf(rest, clock) } });
  }
}

const deadlineOf = ({ unit }: Rest, clock: Clock): number => clock.now() + unit.request.deadline * 1000;

/** A place without an event keeps the connection from looking dead, and moves on where the client would come back to. */
const linesOf = (follow: Following, outcome: Outcome): readonly string[] => {
  if (!outcome.ok) return [eventLines({ id: '', event: 'refused', data: problemOf(outcome.refusal) })];
  const answer = outcome.answer as never; // the unit answers by the request's schema
  const events = follow.events(answer);
  return events.length > 0 ? events.map(eventLines) : [`: nothing new\nid: ${follow.place(answer)}\n\n`];
};

/** JSON has no line ends of its own, so one line holds it. */
const eventLines = ({ id, event, data }: RouteEvent): string =>
  `${id === '' ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** The caller has gone, or may do something else than when they came. */
const isOver = async ({ auth, authorizeAgain, left }: Served): Promise<boolean> =>
  left?.aborted === true || (authorizeAgain !== undefined && rightsOf(await authorizeAgain()) !== rightsOf(auth));

const rightsOf = ({ accountId, role, scopes, pathRules, wiki }: AuthContext): string =>
  JSON.stringify([accountId, role, scopes, pathRules, wiki?.id, wiki?.active]);

const streamed = (lines: AsyncGenerator<string>, ended: () => void): Response => {
  const utf8 = new TextEncoder();
  const once = onlyOnce(ended);
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await lines.next();
        if (!done) return controller.enqueue(utf8.encode(value));
        once();
        controller.close();
      } catch (error) {
        once();
        throw error;
      }
    },
    cancel: () => {
      once();
      // What it waits for may take a while, and nobody waits for that.
      void lines.return(undefined);
    },
  });
  const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' };
  return new Response(body, { headers });
};

const onlyOnce = (work: () => void): (() => void) => {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
};
