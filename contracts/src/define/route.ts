import type * as z from 'zod';
import type { AnswerOf, InputOf, Request } from './request.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What an HTTP request brings to a route, already checked against the route's schemas. */
export interface RouteInput<Q, B> {
  /** Decoded path parameters other than owner and wiki. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The bytes that came, as base64; only of routes that take bytes. `body` is undefined then. */
  readonly bytes?: string;
  /** The revision in `If-Match` (RFC 9110 §13.1.1), without quotes. */
  readonly ifMatch?: string;
}

export interface RouteAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The revision, given as strong entity tag (RFC 9110 §8.8.3). */
  readonly etag?: string;
  readonly location?: string;
}

/** One server-sent event: `data` travels as JSON, and a client that was cut off comes back with the last `id` it saw. */
export interface RouteEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/**
 * How a question becomes a stream of events (WHATWG HTML §9.2 "Server-sent events"): it is asked again and again, each time from where
 * the last answer ended.
 */
export interface Following<R extends Request = Request> {
  /** Answered at once, before the stream begins: from the client's `Last-Event-ID` on, or else from where the question says. */
  readonly first: (data: InputOf<R>, lastEventId?: string) => InputOf<R>;
  /** From where an answer ended; waits by itself while there is nothing. */
  readonly next: (data: InputOf<R>, place: string) => InputOf<R>;
  readonly events: (answer: AnswerOf<R>) => readonly RouteEvent[];
  /** Where the next question begins. */
  readonly place: (answer: AnswerOf<R>) => string;
}

export interface BytesBody {
  readonly type: string;
  readonly maxBytes: number;
}

/**
 * One way to cause a request over REST. Data only: the service's slice never sees HTTP, and OpenAPI is derived from it.
 * `path` has whole segments `{name}` and, last, a greedy `{name+}` (as API Gateway REST APIs have them), behind which more segments may
 * stand: `{page+}/history` is the action of a page, told apart by the service itself.
 */
export interface Route<R extends Request = Request> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly request: R;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body is not JSON but bytes of any type, which become part of the request's data as base64. */
  readonly takesBytes?: boolean;
  /** A media type that the body may have instead of JSON, and how long it may be then: its bytes become part of the data as base64. */
  readonly orBytes?: BytesBody;
  /** Largest body in bytes; 3 MiB unless told. */
  readonly maxBytes?: number;
  readonly response: z.ZodType;
  readonly input: (http: RouteInput<never, never>) => InputOf<R>;
  readonly respond: (answer: AnswerOf<R>) => RouteAnswer;
  /** Served as a stream of events to whoever accepts `text/event-stream`. */
  readonly follow?: Following<R>;
}

interface Declared<R extends Request, Q extends z.ZodType, B extends z.ZodType, S extends z.ZodType> {
  readonly summary: string;
  readonly query?: Q;
  readonly body?: B;
  readonly takesBytes?: boolean;
  readonly orBytes?: BytesBody;
  readonly maxBytes?: number;
  readonly response: S;
  readonly input: (http: RouteInput<z.infer<Q>, z.infer<B>>) => InputOf<R>;
  /** 200 with the answer unless told. */
  readonly respond?: (answer: AnswerOf<R>) => RouteAnswer;
  readonly follow?: Following<R>;
}

/**
 * @example export const readPageRoute = defineRoute('GET /{owner}/{wiki}/api/v1/pages/{page+}', readPage, { … });
 */
export const defineRoute = <
  R extends Request,
  S extends z.ZodType,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(
  route: `${Method} /${string}`,
  request: R,
  declared: Declared<R, Q, B, S>,
): Route<R> => {
  const [method, path] = route.split(' ') as [Method, string];
  return { method, path, request, ...declared, respond: declared.respond ?? ((answer) => ({ status: 200, body: answer })) };
};
