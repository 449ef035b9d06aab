/** JSON Schema (draft 2020-12) of what is declared with zod: for pins, the event catalogue and OpenAPI. */
import * as z from 'zod';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A plain object ignores fields that it does not know; only a strict one refuses them. zod says so for input alone. */
const open = ({
  zodSchema,
  jsonSchema,
}: {
  readonly zodSchema: z.core.$ZodTypes;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}): void => {
  if (zodSchema._zod.def.type === 'object' && zodSchema._zod.def.catchall === undefined) delete jsonSchema.additionalProperties;
};

const derived = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => ({ ...z.toJSONSchema(schema, { io, override: open }) });

/** What a receiver takes: a field with a default may be left out. */
export const inputSchemaOf = (schema: z.ZodType): JsonSchema => derived(schema, 'input');

/** What a sender gives: a field with a default is always there. */
export const outputSchemaOf = (schema: z.ZodType): JsonSchema => derived(schema, 'output');

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema that a keyword holds, e.g. `items`; undefined when it holds none. */
export const schemaIn = (schema: JsonSchema, keyword: string): JsonSchema | undefined => {
  const value = schema[keyword];
  return isSchema(value) ? value : undefined;
};

/** The named schemas that a keyword holds, e.g. `properties` or `$defs`. */
export const schemasByName = (schema: JsonSchema, keyword: string): ReadonlyMap<string, JsonSchema> =>
  new Map(Object.entries(schemaIn(schema, keyword) ?? {}).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])));

/** The list of schemas that a keyword holds, e.g. `anyOf`. */
export const schemasListed = (schema: JsonSchema, keyword: string): readonly JsonSchema[] => {
  const value = schema[keyword];
  return Array.isArray(value) ? value.filter(isSchema) : [];
};

/** The names that a keyword lists, e.g. `required`. */
export const namesIn = (schema: JsonSchema, keyword: string): readonly string[] => {
  const value = schema[keyword];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
};

const REFERENCE = /^#\/\$defs\/(.+)$/;

/** The name behind `{"$ref": "#/$defs/WikiId"}`. */
export const referenceOf = (schema: JsonSchema): string | undefined => {
  const reference = schema['$ref'];
  return typeof reference === 'string' ? REFERENCE.exec(reference)?.[1] : undefined;
};

/** The schema itself, behind any references into the document it is part of. */
export const resolved = (schema: JsonSchema, root: JsonSchema): JsonSchema => {
  const name = referenceOf(schema);
  const found = name === undefined ? undefined : schemasByName(root, '$defs').get(name);
  return found ? resolved(found, root) : schema;
};
