/** Serves a REST route: checks it against its schemas, carries the request out, and words the outcome as HTTP. */
import { createHash } from 'node:crypto';
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refusal, Refused } from '@wikibot/contracts/define/refusal';
import type { Route, RouteInput } from '@wikibot/contracts/define/route';
import type { AnswersUnit, Served } from '@wikibot/contracts/define/service';
import { formatToken, TOKEN_HEADER, tokenCookie } from '@wikibot/contracts/define/token';
import * as z from 'zod';
import { denialOf } from '../access.ts';
import { uuidOfText } from '../ids.ts';
import { issuesOf } from '../issues.ts';
import { invalid } from '../kernel-refusals.ts';
import type { Requests } from '../requests.ts';
import type { Read } from './body.ts';
import { DEFAULT_MAX_BYTES, readBytes, readJson } from './body.ts';
import { isKnown } from './entity-tag.ts';
import { locationOf } from './moved.ts';
import { problemResponse } from './problem.ts';
import { inSession, sessionProblem } from './session-header.ts';

export interface Rest {
  readonly unit: AnswersUnit;
  readonly route: Route;
  readonly requests: Requests;
}

export const serveRest = async ({ unit, route, requests }: Rest, served: Served, context: Context): Promise<Response> => {
  const { headers } = served.request;
  const read = headerProblem(headers) ?? (await inputOf(route, served));
  if (!read.ok) return problemResponse(read.refusal);
  const data = unit.request.data.safeParse(route.input(read.value));
  if (!data.success) return problemResponse(invalid({ issues: issuesOf(data.error) }).refusal);
  const denial = denialOf(served.auth, { access: unit.request.access, paths: unit.request.paths(data.data), safe: unit.request.safe });
  if (denial) return problemResponse(denial.refusal);
  const { requestId, fingerprint } = idempotency(served, data.data, context);
  const remembering = unit.request.safe || fingerprint === undefined ? {} : { fingerprint };
  const outcome = await requests.call(unit, { data: data.data, context: { ...inSession(context, headers), requestId }, ...remembering });
  return outcome.ok ? answered(route, served, outcome) : refused(route, served, outcome.refusal);
};

const refused = (route: Route, { url }: Served, refusal: Refusal): Response =>
  problemResponse(refusal, 'bearer', locationOf(refusal, { path: route.path, url }));

/** What a route does not know it does not pass over in silence: whoever sends it believes that it does something. */
const NO_QUERY = z.strictObject({});

export const inputOf = async (route: Route, served: Served): Promise<Read<RouteInput<never, never>>> => {
  const query = check(route.query ?? NO_QUERY, queryOf(served.url), 'query');
  if (!query.ok) return query;
  const body = await bodyOf(route, served.request);
  if (!body.ok) return body;
  const ifMatch = ifMatchOf(served.request.headers);
  const input = { params: served.params, query: query.value, ...body.value, ...present({ ifMatch }) };
  return { ok: true, value: input as RouteInput<never, never> }; // each was checked by the route's own schema
};

const bodyOf = (route: Route, request: Request): Promise<Read<{ body: unknown } | { bytes: string }>> => {
  if (route.takesBytes) return bytesOf(request, route.maxBytes);
  const [type] = (request.headers.get('Content-Type') ?? '').toLowerCase().split(';', 1);
  return route.orBytes && type?.trim() === route.orBytes.type ? bytesOf(request, route.orBytes.maxBytes) : jsonOf(route, request);
};

const jsonOf = async (route: Route, request: Request): Promise<Read<{ body: unknown }>> => {
  if (!route.body) return { ok: true, value: { body: undefined } };
  const json = await readJson(request, route.maxBytes ?? DEFAULT_MAX_BYTES);
  const body = json.ok ? check(route.body, json.value, 'body') : json;
  return body.ok ? { ok: true, value: { body: body.value } } : body;
};

const bytesOf = async (request: Request, maxBytes: number = DEFAULT_MAX_BYTES): Promise<Read<{ bytes: string }>> => {
  const read = await readBytes(request, maxBytes);
  return read.ok ? { ok: true, value: { bytes: Buffer.from(read.value).toString('base64') } } : read;
};

const ifMatchOf = (headers: Headers): string | undefined => /^"([0-9a-f]{7,64})"$/.exec(headers.get('If-Match') ?? '')?.[1];

/** Repeated parameters are lists. */
const queryOf = (url: URL): Record<string, string | string[]> =>
  Object.fromEntries([...new Set(url.searchParams.keys())].map((name) => [name, single(url.searchParams.getAll(name))]));
const single = (values: string[]): string | string[] => (values.length === 1 && values[0] !== undefined ? values[0] : values);

const check = (schema: z.ZodType, value: unknown, where: string): Read<unknown> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = issuesOf(parsed.error).map((issue) => ({ ...issue, path: [where, issue.path].filter(Boolean).join('.') }));
  return invalid({ issues }) satisfies Refused;
};

const headerProblem = (headers: Headers): Refused | undefined => keyProblem(headers) ?? sessionProblem(headers);

const KEY = /^"?([\x21\x23-\x7e]{1,200})"?$/;

/** A key that cannot be one is no reason to forget about it. */
const keyProblem = (headers: Headers): Refused | undefined =>
  KEY.test(headers.get('Idempotency-Key') ?? 'none')
    ? undefined
    : invalid({ issues: [{ path: 'Idempotency-Key', message: 'takes 1 to 200 printable ASCII characters' }] });

/** The caller's `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header), bound to who sends it and to which wiki. */
const idempotency = (served: Served, data: unknown, context: Context): { requestId: string; fingerprint?: string } => {
  const key = KEY.exec(served.request.headers.get('Idempotency-Key') ?? '')?.[1];
  if (key === undefined) return { requestId: context.requestId };
  const whose = [served.auth.accountId ?? 'anonymous', context.tenant.wikiId ?? '', key];
  const fingerprint = createHash('sha256')
    .update(`${served.request.method} ${served.url.pathname} ${JSON.stringify(data)}`)
    .digest('base64url');
  return { requestId: uuidOfText(whose.join(' ')), fingerprint };
};

const answered = (route: Route, served: Served, outcome: Extract<Outcome, { ok: true }>): Response => {
  const { status, body, etag, location } = route.respond(outcome.answer as never); // the unit answers by the request's schema
  const headers = new Headers({ 'Cache-Control': 'private, no-cache' });
  if (etag !== undefined) headers.set('ETag', `"${etag}"`);
  if (location !== undefined) headers.set('Location', location);
  handToken(formatToken(outcome.token), served, headers);
  if (etag !== undefined && isKnown(served.request, etag)) return new Response(null, { status: 304, headers });
  if (status === 204) return new Response(null, { status, headers });
  headers.set('Content-Type', 'application/json; charset=utf-8');
  return new Response(JSON.stringify(body), { status, headers });
};

/** Programs get the consistency token as a header; a browser also as a cookie, so that the page it opens next knows of the write. */
const handToken = (token: string, { auth, request, url }: Served, headers: Headers): void => {
  if (token === '') return;
  headers.set(TOKEN_HEADER, token);
  if (auth.via === 'session' && request.method !== 'GET') headers.append('Set-Cookie', tokenCookie(token, url.protocol === 'https:'));
};
