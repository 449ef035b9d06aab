/** An answer of the public API; `unreachable` when there was none. */
export type Answer =
  { readonly kind: 'answer'; readonly status: number; readonly body: Readonly<Record<string, unknown>> } | { readonly kind: 'unreachable' };

export interface Asking {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly file?: { readonly content: Blob; readonly type: string };
  /** Names this very wish, so that asking again does it once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** It is sent although the window closes; at most 64 KB. */
  readonly keepalive?: boolean;
}

const csrf = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';

const headersOf = ({ method = 'GET', body, file, idempotencyKey }: Asking): Record<string, string> => ({
  Accept: 'application/json, application/problem+json',
  ...(method !== 'GET' && { 'X-CSRF-Token': csrf() }),
  ...(body !== undefined && { 'Content-Type': 'application/json' }),
  ...(file && { 'Content-Type': file.type }),
  ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
});

const contentOf = ({ body, file }: Asking): Pick<RequestInit, 'body'> => {
  if (file) return { body: file.content };
  return body === undefined ? {} : { body: JSON.stringify(body) };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const bodyOf = async (response: Response): Promise<Readonly<Record<string, unknown>>> => {
  try {
    const body: unknown = await response.json();
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
};

/** Asks the public API of this origin. Never throws, except for a request that was given up by its signal. */
export const ask = async (path: string, asking: Asking = {}): Promise<Answer> => {
  try {
    const response = await fetch(path, {
      method: asking.method ?? 'GET',
      credentials: 'same-origin',
      headers: headersOf(asking),
      ...contentOf(asking),
      ...(asking.signal && { signal: asking.signal }),
      keepalive: asking.keepalive === true,
    });
    return { kind: 'answer', status: response.status, body: await bodyOf(response) };
  } catch (cause) {
    if (asking.signal?.aborted) throw cause;
    return { kind: 'unreachable' };
  }
};

export const succeeded = (answer: Answer): answer is Extract<Answer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status >= 200 && answer.status < 300;

/** Undefined when there was no answer. */
export const statusOf = (answer: Answer): number | undefined => (answer.kind === 'answer' ? answer.status : undefined);

/** Why an answer is none that was hoped for, as a sentence. */
export const reasonOf = (answer: Answer, offline: string): string => {
  if (answer.kind === 'unreachable') return offline;
  return textOf(answer.body['detail']) || textOf(answer.body['title']) || `HTTP ${answer.status}`;
};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const recordsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

export const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
