/** What a call of OpenSearch's double carries: its path, its parameters, and JSON that is UTF-8. */
import { WireRefusal } from './aws-json-wire.ts';
import { refusal } from './opensearch-refusals.ts';

export interface ApiCall {
  readonly method: string;
  readonly segments: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body?: object;
}

export const parsedBody = (text: string, page: string): unknown => {
  const checked = (_key: string, value: unknown): unknown => {
    if (typeof value === 'string' && !value.isWellFormed())
      throw refusal('parsing_exception', 'half a surrogate pair is no UTF-8', { page });
    return value;
  };
  try {
    return JSON.parse(text, checked) as unknown;
  } catch (error) {
    if (error instanceof WireRefusal) throw error;
    throw refusal('parsing_exception', 'request body is no JSON', { page });
  }
};

/** Lines that go together: an action and its document, a header and its search. */
export const linePairs = (body: string, page: string): readonly (readonly [unknown, unknown])[] => {
  if (!body.endsWith('\n')) throw refusal('illegal_argument_exception', 'The bulk request must be terminated by a newline [\\n]', { page });
  const lines = body
    .trimEnd()
    .split('\n')
    .map((line) => parsedBody(line, page));
  return Array.from({ length: Math.ceil(lines.length / 2) }, (_, at) => [lines[2 * at], lines[2 * at + 1]] as const);
};

export const knownParameters = ({ parameters }: ApiCall, page: string, known: readonly string[] = []): void => {
  const unknown = Object.keys(parameters).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw refusal('illegal_argument_exception', `request contains unrecognized parameter: [${unknown.join(', ')}]`, { page });
};

export const routed = (routing: unknown, page: string): string => {
  if (typeof routing !== 'string' || routing === '') throw refusal('routing_missing_exception', 'routing is required', { page });
  return routing;
};
