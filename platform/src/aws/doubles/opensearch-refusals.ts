/** How OpenSearch says no, and how its double does: with the page of the OpenSearch documentation that it follows. */
import { WireRefusal } from './aws-json-wire.ts';

export interface Said {
  /** Path below the documentation's root, e.g. `query-dsl/term/term`. */
  readonly page: string;
  readonly status?: number;
}

export const refusal = (type: string, reason: string, { page, status = 400 }: Said): WireRefusal =>
  new WireRefusal(type, `${reason} [OpenSearch documentation, ${page}]`, { status });

/** `{ error: { root_cause, type, reason }, status }` (OpenSearch documentation, api-reference/common-parameters). */
export const errorBody = ({ code: type, message: reason, status }: WireRefusal) => ({
  error: { root_cause: [{ type, reason }], type, reason },
  status,
});

export type Fields = Readonly<Record<string, unknown>>;

/** An object with no other keys than these. */
export const objectOf = (
  value: unknown,
  what: string,
  { page, known }: { readonly page: string; readonly known?: readonly string[] },
): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refusal('parsing_exception', `[${what}] query malformed, an object is expected`, { page });
  const unknown = Object.keys(value).filter((key) => known && !known.includes(key));
  if (unknown.length > 0) throw refusal('parsing_exception', `[${what}] unknown field [${unknown.join(', ')}]`, { page });
  return value as Fields; // just seen
};

/** The only entry of an object, e.g. a field and what is asked of it. */
export const onlyEntry = (value: unknown, what: string, page: string): readonly [string, unknown] => {
  const entries = Object.entries(objectOf(value, what, { page }));
  const [first] = entries;
  if (!first || entries.length > 1) throw refusal('parsing_exception', `[${what}] malformed query, expected one field`, { page });
  return first;
};

export const textOf = (value: unknown, what: string, page: string): string => {
  if (typeof value !== 'string') throw refusal('parsing_exception', `[${what}] expects a string`, { page });
  return value;
};

export const numberOf = (value: unknown, what: string, page: string): number => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw refusal('parsing_exception', `[${what}] expects a number`, { page });
  return value;
};

export const listOf = (value: unknown, what: string, page: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw refusal('parsing_exception', `[${what}] expects an array`, { page });
  return value as readonly unknown[]; // just seen
};
