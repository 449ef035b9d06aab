/** One operation of the OpenAPI document for each door of each service. */
import { inputSchemaOf, outputSchemaOf, schemasByName } from '@wikibot/contracts/define/json-schema';
import type { Route, RouteAnswer } from '@wikibot/contracts/define/route';
import type { AnswersUnit, Manifest, ServesUnit } from '@wikibot/contracts/define/service';
import { TOKEN_HEADER } from '@wikibot/contracts/define/token';
import { HEADERS, kernelKinds, pathParameters, problemResponses, queryParameters, SECURITY } from './openapi-parts.ts';
import type { Parameter } from './openapi-parts.ts';
import { samplesOf } from './samples.ts';

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly [field: string]: unknown;
}

const text = { schema: { type: 'string' } } as const;

export const restOperation = (manifest: Manifest, unit: AnswersUnit, route: Route): Operation => {
  const { request } = unit;
  const { access, safe: isSafe } = request;
  return {
    operationId: operationIdOf(request.name, unit, route),
    tags: [manifest.name],
    summary: route.summary,
    description: request.meaning,
    parameters: [...pathParameters(route.path), ...queryParameters(route.query), ...headersOf(unit)],
    ...(takesBody(route) ? { requestBody: bodyOf(route) } : {}),
    responses: {
      ...successes(unit, route),
      ...problemResponses(kernelKinds({ access, path: route.path, rest: { isSafe, takesBody: takesBody(route) } })),
    },
    security: SECURITY[access],
  };
};

/** `wiki.SavePage`; when a request has several routes, the others say their method and path as well. */
const operationIdOf = (name: string, unit: AnswersUnit, route: Route): string =>
  unit.routes[0] === route ? name : `${name}.${route.method}.${route.path.replaceAll(/\W+/g, '-')}`;

/** A request with a base revision takes it from `If-Match` as well. */
const headersOf = ({ request }: AnswersUnit): readonly Parameter[] => [
  HEADERS.token,
  ...(request.safe ? [] : [HEADERS.idempotency, HEADERS.session]),
  ...(schemasByName(inputSchemaOf(request.data), 'properties').has('base') ? [HEADERS.base] : []),
];

const takesBody = ({ body, takesBytes = false }: Route): boolean => body !== undefined || takesBytes;

/** Bytes have no schema in OpenAPI 3.1: their media type says it all (OpenAPI 3.1.1, "Considerations for File Uploads"). */
const bodyOf = ({ body, takesBytes = false, orBytes }: Route) => ({
  required: takesBytes || (body !== undefined && !body.safeParse(undefined).success),
  content: takesBytes
    ? { 'application/octet-stream': {} }
    : { 'application/json': { schema: body === undefined ? {} : inputSchemaOf(body) }, ...(orBytes ? { [orBytes.type]: {} } : {}) },
});

/** The route itself tells its statuses: it is shown a sample of every kind of answer. */
export const answersOf = (unit: AnswersUnit, route: Route): readonly RouteAnswer[] =>
  samplesOf(outputSchemaOf(unit.request.answer)).map((sample) => route.respond(sample as never)); // samples fit the answer's schema

const successes = (unit: AnswersUnit, route: Route): Readonly<Record<string, unknown>> =>
  Object.fromEntries(answersOf(unit, route).map((answer) => [String(answer.status), success(unit, route, answer)]));

const DESCRIPTIONS: Readonly<Record<number, string>> = { 200: 'Done', 201: 'Created', 202: 'Begun', 204: 'Done, without a body' };

const success = (unit: AnswersUnit, route: Route, { status, etag, location }: RouteAnswer) => ({
  description: DESCRIPTIONS[status] ?? 'Done',
  headers: {
    'X-Request-Id': text,
    ...(unit.request.safe ? {} : { [TOKEN_HEADER]: { description: 'What was written; send it with the next read.', ...text } }),
    ...(etag === undefined ? {} : { ETag: { description: 'The revision.', ...text } }),
    ...(location === undefined ? {} : { Location: text }),
  },
  ...(status === 204 ? {} : { content: { 'application/json': { schema: outputSchemaOf(route.response) } } }),
});

/**
 * A door that is no REST route: its meaning is all that its manifest says of the answer. Services that draw screens answer browsers in HTML,
 * refusals included.
 */
export const pageOperation = (manifest: Manifest, name: string, unit: ServesUnit): Operation => {
  const isScreen = unit.challenge === 'browser' && manifest.refusalScreen !== undefined;
  const answer = isScreen ? { 'text/html': { schema: { type: 'string' } } } : { '*/*': {} };
  return {
    operationId: `${manifest.name}.${name}`,
    tags: [isScreen ? 'screens' : manifest.name],
    summary: unit.meaning,
    parameters: [...pathParameters(unit.path), HEADERS.token],
    responses: { ...problemResponses(kernelKinds(unit)), default: { description: unit.meaning, content: answer } },
    security: SECURITY[unit.access],
  };
};
