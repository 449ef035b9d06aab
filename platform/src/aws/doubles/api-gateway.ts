/**
 * A double of an API Gateway REST API whose methods are Lambda proxy integrations with streamed answers and a request authorizer without
 * cache, behind an edge that may lead requests elsewhere (API Gateway Developer Guide, "Lambda proxy integrations", "Use API Gateway
 * Lambda authorizers", "Set up a Lambda proxy integration with payload response streaming", "Gateway responses").
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { pathMatcher } from '../../kernel/http/path-matcher.ts';
import type { AuthorizerResult } from '../events.ts';
import type { Asked, Place } from '../fixtures/events.ts';
import { authorizerEvent, proxyEvent } from '../fixtures/events.ts';
import { bodyOf } from './aws-json-wire.ts';
import { streamedAnswer } from './streamed-answer.ts';

/** Streams the answer of the function behind a method: its head, eight NULs, and the body. */
export type Integration = (event: APIGatewayProxyEvent, take: (bytes: Uint8Array) => void) => Promise<void>;

export interface ApiMethod {
  readonly method: string;
  /** `/{owner}/{wiki}/{page+}` */
  readonly resource: string;
  readonly integration: Integration;
}

/** What the API itself answers, by gateway response type. */
export type GatewayResponses = Readonly<
  Record<string, { readonly status: number; readonly contentType: string; readonly template: string }>
>;

export interface ApiGatewayParts {
  readonly methods: readonly ApiMethod[];
  readonly authorize: (event: APIGatewayRequestAuthorizerEvent) => Promise<AuthorizerResult>;
  readonly responses?: GatewayResponses;
  /** Where the edge leads a request. */
  readonly lead?: (method: string, path: string) => string;
  /** Is told what went wrong behind an answer of the API's own. */
  readonly onFault?: (error: unknown) => void;
}

/** "Amazon API Gateway quotas": a request's payload; a synchronous call of Lambda takes 6 MB, base64 included ("Lambda quotas"). */
const MAX_PAYLOAD_BYTES = 10_000_000;
const MAX_EVENT_BYTES = 6_000_000;

const STATUS: Readonly<Record<string, number>> = {
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  AUTHORIZER_FAILURE: 500,
  ACCESS_DENIED: 403,
  DEFAULT_5XX: 500,
};

const isTooLarge = ({ length }: Buffer): boolean => length > MAX_PAYLOAD_BYTES || (length * 4) / 3 > MAX_EVENT_BYTES;

type Matched = ApiMethod & { readonly pathParameters: Record<string, string> };

/** The most special resource decides; then there has to be the method on it. */
const finderOf = (methods: readonly ApiMethod[]) => {
  const resources = pathMatcher<string>();
  for (const resource of new Set(methods.map((one) => one.resource))) resources.add(resource, resource);
  return (method: string, path: string): Matched | undefined => {
    const resource = resources.match(path)?.value;
    const found = methods.find((one) => one.resource === resource && one.method === method);
    return found && { ...found, pathParameters: parametersOf(found.resource, path) };
  };
};

/** As they were sent, still percent-encoded. */
const parametersOf = (resource: string, path: string): Record<string, string> => {
  const sent = path.split('/');
  const named = resource.split('/').flatMap((segment, place): [string, string][] => {
    const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
    return name === undefined ? [] : [[name, greedy ? sent.slice(place).join('/') : (sent[place] ?? '')]];
  });
  return Object.fromEntries(named);
};

/** Of an allow list only what our authorizer writes: everything below one ARN with a star at its end. */
const isAllowed = ({ policyDocument }: AuthorizerResult, methodArn: string): boolean =>
  policyDocument.Statement.some(({ Effect, Resource }) => Effect === 'Allow' && methodArn.startsWith(Resource.replace(/\*$/, '')));

const askedOf = (incoming: IncomingMessage, path: string, body: Buffer): Asked => {
  const query = new URL(incoming.url ?? '/', 'http://double').searchParams;
  const { host: _, ...headers } = incoming.headersDistinct;
  return {
    method: incoming.method ?? 'GET',
    path,
    query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])),
    headers: Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values ?? []])),
    // every media type is binary to our API
    ...(body.length > 0 ? { body: body.toString('base64'), isBase64Encoded: true } : {}),
  };
};

export const apiGateway = ({
  methods,
  authorize,
  responses = {},
  lead = (_, path) => path,
  onFault = () => undefined,
}: ApiGatewayParts): Server => {
  const find = finderOf(methods);

  const refuse = (outgoing: ServerResponse, type: string): void => {
    const { status = STATUS[type] ?? 500, contentType = 'application/json', template = '{"message":null}' } = responses[type] ?? {};
    outgoing.writeHead(status, { 'Content-Type': contentType }).end(template.replaceAll('$context.requestId', 'double'));
  };

  /** The context that the authorizer gives; undefined when it failed or said no, which has been answered then. */
  const authorized = async (asked: Asked, { pathParameters, resource }: Place, outgoing: ServerResponse) => {
    const event = authorizerEvent(asked, pathParameters, resource);
    try {
      const result = await authorize(event);
      if (isAllowed(result, event.methodArn)) return { principalId: result.principalId, integrationLatency: 12, ...result.context };
      refuse(outgoing, 'ACCESS_DENIED');
    } catch (error) {
      onFault(error);
      refuse(outgoing, 'AUTHORIZER_FAILURE');
    }
    return undefined;
  };

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = incoming;
    const path = lead(method, url.replace(/\?.*$/s, ''));
    const matched = find(method, path);
    if (!matched) return refuse(outgoing, 'MISSING_AUTHENTICATION_TOKEN');
    const body = await bodyOf(incoming);
    if (isTooLarge(body)) return refuse(outgoing, 'REQUEST_TOO_LARGE');
    const asked = askedOf(incoming, path, body);
    const context = await authorized(asked, matched, outgoing);
    if (context) await integrate(matched, proxyEvent(asked, matched, context), outgoing);
  };

  const integrate = async ({ integration }: ApiMethod, event: APIGatewayProxyEvent, outgoing: ServerResponse): Promise<void> => {
    const streaming = streamedAnswer(outgoing);
    try {
      await integration(event, streaming.take);
      streaming.end();
    } catch (error) {
      onFault(error);
      if (outgoing.headersSent) outgoing.destroy();
      else refuse(outgoing, 'DEFAULT_5XX');
    }
  };

  return createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      onFault(error);
      outgoing.destroy();
    });
  });
};
