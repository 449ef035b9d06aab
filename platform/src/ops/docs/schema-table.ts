/** A JSON Schema as the rows of a Markdown table. */
import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import { namesIn, referenceOf, schemaIn, schemasByName, schemasListed } from '@wikibot/contracts/define/json-schema';

export interface FieldRow {
  /** `commits[].message`. */
  readonly field: string;
  readonly type: string;
  readonly isAlwaysThere: boolean;
  readonly meaning: string;
}

/** Fields of objects that have no name of their own are listed with their path; named ones are linked. */
export const fieldRows = (schema: JsonSchema, at = ''): readonly FieldRow[] => {
  const always = new Set(namesIn(schema, 'required'));
  return [...schemasByName(schema, 'properties')].flatMap(([name, field]) => [
    { field: at + name, type: typeText(field), isAlwaysThere: always.has(name), meaning: meaningOf(field) },
    ...innerRows(field, at + name),
  ]);
};

const innerRows = (schema: JsonSchema, at: string): readonly FieldRow[] => {
  const items = schemaIn(schema, 'items');
  return items ? innerRows(items, `${at}[]`) : fieldRows(schema, `${at}.`);
};

const meaningOf = (schema: JsonSchema): string => [schema['description'], fallback(schema)].filter(Boolean).join(' ');
const fallback = (schema: JsonSchema): string => ('default' in schema ? `\`${JSON.stringify(schema['default'])}\` unless given.` : '');

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** The first that applies says what a value is. */
const KINDS: readonly ((schema: JsonSchema) => string | undefined)[] = [
  (schema) => {
    const name = referenceOf(schema);
    return name === undefined ? undefined : `[${name}](#${name.toLowerCase()})`;
  },
  (schema) => ('const' in schema ? code(schema['const']) : undefined),
  (schema) => (Array.isArray(schema['enum']) ? schema['enum'].map(code).join(' or ') : undefined),
  (schema) => alternatives([...schemasListed(schema, 'anyOf'), ...schemasListed(schema, 'oneOf')]),
  (schema) => alternatives(namesIn(schema, 'type').map((type) => ({ ...schema, type }))),
  (schema) => alternatives(schemasListed(schema, 'prefixItems'), ' and '),
  (schema) => {
    const items = schemaIn(schema, 'items');
    return items && `list of ${typeText(items)}${range(schema, ['minItems', 'maxItems'])}`;
  },
  (schema) => {
    const values = schemaIn(schema, 'additionalProperties');
    return values && `map of ${typeText(values)}`;
  },
  (schema) => (schema['type'] === 'string' ? `text${range(schema, ['minLength', 'maxLength'])}${formOf(schema)}` : undefined),
  (schema) => (schema['type'] === 'integer' ? `whole number${range(schema, ['minimum', 'maximum'])}` : undefined),
  (schema) => (schema['type'] === undefined ? 'anything' : `${String(schema['type'])}${range(schema, ['minimum', 'maximum'])}`),
];

export const typeText = (schema: JsonSchema): string => {
  for (const kind of KINDS) {
    const text = kind(schema);
    if (text !== undefined) return text;
  }
  return 'anything';
};

const alternatives = (schemas: readonly JsonSchema[], between = ' or '): string | undefined =>
  schemas.length === 0 ? undefined : schemas.map(typeText).join(between);

/** zod bounds whole numbers by what JavaScript counts exactly; that says nothing to a reader. */
const bound = (value: unknown): number | undefined =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;

const range = (schema: JsonSchema, [low, high]: readonly [string, string]): string => {
  const least = bound(schema[low]) ?? (schema['exclusiveMinimum'] === 0 ? 1 : undefined);
  const most = bound(schema[high]);
  if (least === undefined && most === undefined) return '';
  if (least === undefined) return `, at most ${most}`;
  return most === undefined ? `, at least ${least}` : `, ${least} to ${most}`;
};

const formOf = (schema: JsonSchema): string => {
  if (typeof schema['format'] === 'string') return `, ${schema['format']}`;
  if (typeof schema['contentEncoding'] === 'string') return `, ${schema['contentEncoding']}`;
  return typeof schema['pattern'] === 'string' ? `, ${code(schema['pattern'])}` : '';
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const fieldTable = (schema: JsonSchema): string => {
  const rows = fieldRows(schema);
  if (rows.length === 0) return `${typeOfWhole(schema)}\n`;
  return [
    '| Field | Type | Always there | Meaning |',
    '|---|---|---|---|',
    ...rows.map(
      ({ field, type, isAlwaysThere, meaning }) => `| \`${field}\` | ${cell(type)} | ${isAlwaysThere ? 'yes' : 'no'} | ${cell(meaning)} |`,
    ),
    '',
  ].join('\n');
};

const typeOfWhole = (schema: JsonSchema): string =>
  schema['type'] === 'object' && !('additionalProperties' in schema && schemaIn(schema, 'additionalProperties'))
    ? 'No fields.'
    : `${typeText(schema)}.`;
