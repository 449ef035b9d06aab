/** API Gateway's events as web-standard requests, and responses as it takes them. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { unedged } from './edge-address.ts';
import type { AuthorizerEvent, HttpEvent, HttpResult } from './events.ts';

type Addressed = Pick<HttpEvent, 'path' | 'multiValueQueryStringParameters' | 'multiValueHeaders'>;

/** The address that was asked for. The path comes as it was sent; parameters come decoded. */
export const urlOf = ({ path, multiValueQueryStringParameters: parameters }: Addressed, publicUrl: string): URL => {
  // set as a part: a path that begins with two slashes would otherwise name a host
  const url = new URL(publicUrl);
  url.pathname = unedged(path);
  for (const [name, values = []] of Object.entries(parameters ?? {})) for (const value of values) url.searchParams.append(name, value);
  return url;
};

/** What clients may not claim: the context that only the authorizer may give. */
const INTERNAL = /^x-wikibot-context$/i;

export const headersOf = ({ multiValueHeaders }: Pick<AuthorizerEvent, 'multiValueHeaders'>): Headers => {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(multiValueHeaders ?? {})) {
    if (!INTERNAL.test(name)) for (const value of values) headers.append(name, value);
  }
  return headers;
};

export const requestOf = (event: HttpEvent, url: URL): Request => {
  const { httpMethod: method, body, isBase64Encoded } = event;
  const headers = headersOf(event);
  if (method === 'GET' || method === 'HEAD' || body === null) return new Request(url, { method, headers });
  const content = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  // the length that the client sent was of the body as it came
  headers.set('Content-Length', String(content.length));
  return new Request(url, { method, headers, body: content });
};

/** Cookies are the one header that may not be joined by commas (RFC 9110 §5.3). */
const headFields = (response: Response): Pick<HttpResult, 'statusCode' | 'headers' | 'multiValueHeaders'> => {
  const cookies = response.headers.getSetCookie();
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  return { statusCode: response.status, headers, multiValueHeaders: cookies.length > 0 ? { 'set-cookie': cookies } : {} };
};

/** A whole answer; base64, because the API counts every media type as binary. */
export const buffered = async (response: Response, method: string): Promise<HttpResult> => {
  const head = headFields(response);
  if (method === 'HEAD') await response.body?.cancel();
  const body = method === 'HEAD' ? '' : Buffer.from(await response.arrayBuffer()).toString('base64');
  return { ...head, body, isBase64Encoded: true };
};

/** What Lambda's Node runtime offers to functions that stream (AWS Lambda Developer Guide, "Writing response streaming-enabled functions"). */
export interface Streaming {
  streamifyResponse<E>(handler: (event: E, stream: Writable) => Promise<void>): (event: E) => Promise<void>;
  readonly HttpResponseStream: { from(stream: Writable, metadata: object): Writable };
}

export const streamed = async (
  streaming: Streaming,
  response: Response,
  to: { readonly stream: Writable; readonly method: string },
): Promise<void> => {
  const stream = streaming.HttpResponseStream.from(to.stream, headFields(response));
  // The head travels with the first write, so there has to be one, also for an empty answer.
  stream.write('');
  if (!response.body || to.method === 'HEAD') {
    await response.body?.cancel();
    await new Promise<void>((resolve) => void stream.end(resolve));
    return;
  }
  // node's and the web's type of the same object
  await pipeline(Readable.fromWeb(response.body as unknown as Parameters<typeof Readable.fromWeb>[0]), stream);
};
