/** Speaks to the public API as any program would. */
import * as z from 'zod';
import { CommandFault } from './command.ts';
import type { Surroundings } from './command.ts';
import type { ApiAddress } from './find-host.ts';

export interface ApiClient {
  /** Calls again after lost connections and "not now". Name an `idempotencyKey` for whatever must not happen twice. */
  call<A extends z.ZodType>(request: ApiRequest, answer: A): Promise<z.infer<A>>;
  /** The open answer of a GET, for streaming. */
  open(path: string): Promise<Response>;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** JSON, unless it is bytes of a type. */
  readonly body?: unknown;
  readonly bytes?: { readonly type: string; readonly content: Uint8Array<ArrayBuffer> };
  readonly idempotencyKey?: string;
  /** Followed unless told. */
  readonly redirect?: 'follow' | 'manual';
}

/** Pauses before the further attempts, in milliseconds. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000, 8_000] as const;
const MOST_HOPS = 3;
const AGAIN = new Set([500, 502, 503, 504]);

const Problem = z.object({ detail: z.string(), remedy: z.string().optional() });

export const apiClient = ({ url, token }: ApiAddress, { sleep, err }: Pick<Surroundings, 'sleep' | 'err'>): ApiClient => {
  const once = async ({
    method,
    path,
    idempotencyKey,
    redirect = 'follow',
    ...sent
  }: ApiRequest): Promise<Response | { readonly lost: string }> => {
    const headers = new Headers({ Authorization: `Bearer ${token}`, Accept: 'application/json' });
    const content = sentOf(sent);
    if (content) headers.set('Content-Type', content.type);
    if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey);
    try {
      return await fetch(`${url}${path}`, { method, headers, redirect, ...(content && { body: content.body }) });
    } catch (error) {
      return { lost: reasonOf(error) };
    }
  };

  const persistent = async (request: ApiRequest): Promise<Response> => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await once(request);
      const pause = PAUSES[attempt];
      if (answer instanceof Response && (!AGAIN.has(answer.status) || pause === undefined)) return answer;
      if (pause === undefined) throw new CommandFault(`${url} does not answer: ${'lost' in answer ? answer.lost : answer.status}`);
      err(`${'lost' in answer ? `connection lost (${answer.lost})` : `the host says "not now" (${answer.status})`}, trying again …\n`);
      await sleep(pause);
    }
  };

  /** A wiki that has moved is asked at its new address; a file that lies elsewhere is fetched from there, by nobody. */
  const opened = async (path: string, hops = 0): Promise<Response> => {
    const answer = await persistent({ method: 'GET', path, redirect: 'manual' });
    const location = answer.headers.get('Location');
    if (location === null || hops > MOST_HOPS) return answer;
    if (answer.status !== 303) return opened(location.slice(location.startsWith(url) ? url.length : 0), hops + 1);
    const file = await fetch(location);
    if (!file.ok) throw new CommandFault(`the file cannot be fetched from where it lies (${file.status}); run the command again`);
    return new Response(file.body, { headers: answer.headers });
  };

  return {
    call: async (request, answer) => {
      const response = await persistent(request);
      const body: unknown = response.status === 204 ? null : await response.json().catch(() => undefined);
      if (!response.ok) throw refusalOf(response.status, body);
      return answer.parse(body);
    },
    open: async (path) => {
      const response = await opened(path);
      if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => undefined));
      return response;
    },
  };
};

const sentOf = ({ body, bytes }: Pick<ApiRequest, 'body' | 'bytes'>) => {
  if (bytes) return { type: bytes.type, body: bytes.content };
  return body === undefined ? undefined : { type: 'application/json', body: JSON.stringify(body) };
};

const refusalOf = (status: number, body: unknown): CommandFault => {
  const problem = Problem.safeParse(body);
  return new CommandFault(
    problem.success ? `${problem.data.detail} ${problem.data.remedy ?? ''}`.trim() : `the host answered with status ${status}`,
  );
};

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : String(error);
};
