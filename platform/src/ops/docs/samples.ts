/** Values that fit a JSON Schema: enough to see how a route words every kind of answer. */
import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import { namesIn, resolved, schemaIn, schemasByName, schemasListed } from '@wikibot/contracts/define/json-schema';

type Sample = (schema: JsonSchema, root: JsonSchema) => unknown;

/** Optional fields are left out. */
const sampleOf: Sample = (reference, root) => {
  const schema = resolved(reference, root);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  const [member] = [...schemasListed(schema, 'anyOf'), ...schemasListed(schema, 'oneOf')];
  if (member) return sampleOf(member, root);
  const type = namesIn(schema, 'type')[0] ?? schema['type'];
  return typeof type === 'string' ? SAMPLES[type]?.(schema, root) : null;
};

const SAMPLES: Readonly<Record<string, Sample>> = {
  object: (schema, root) => {
    const always = new Set(namesIn(schema, 'required'));
    const fields = [...schemasByName(schema, 'properties')].filter(([name]) => always.has(name));
    return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field, root)]));
  },
  array: (schema, root) => {
    const places = schemasListed(schema, 'prefixItems');
    const items = schemaIn(schema, 'items');
    return places.length > 0 ? places.map((place) => sampleOf(place, root)) : items ? [sampleOf(items, root)] : [];
  },
  string: (schema) => textOf(schema),
  integer: (schema) => Math.max(1, Number(schema['minimum'] ?? 1)),
  number: () => 1,
  boolean: () => true,
  null: () => null,
};

/** Our ids are a prefix and hexadecimal digits; every other form gives an example of itself. */
const textOf = (schema: JsonSchema): string => {
  if (typeof schema['example'] === 'string') return schema['example'];
  if (schema['format'] === 'date-time') return '2026-11-23T12:00:00.000Z';
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : '';
  if (pattern === '') return 'text';
  return pattern.replace(/^\^|\$$/g, '').replace(/\[0-9a-f\]\{(\d+)(?:,\d+)?\}/g, (_, count: string) => 'a'.repeat(Number(count)));
};

/** One sample for each value of each field at the top that has a closed list of them. */
export const samplesOf = (schema: JsonSchema): readonly unknown[] => {
  const whole = sampleOf(schema, schema);
  if (typeof whole !== 'object' || whole === null) return [whole];
  const variants = [...schemasByName(resolved(schema, schema), 'properties')].flatMap(([name, field]) => {
    const values = resolved(field, schema)['enum'];
    return Array.isArray(values) ? values.map((value: unknown) => ({ ...whole, [name]: value })) : [];
  });
  return [whole, ...variants];
};
