/** A tool as clients list it; every token counts, since the whole list stands in every conversation. */
import * as z from 'zod';

/** JSON Schema 2020-12. */
export type JsonSchema = { readonly type: 'object' } & Readonly<Record<string, unknown>>;

/** MCP 2026-07-28, "Tools": name, title, hints and both schemas. */
export interface ListedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  readonly annotations: Readonly<Record<string, boolean>>;
}

/** Limits that are checked all the same, with an answer that says what to do. */
const UNTOLD = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern'] as const;

const terse = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const made = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      for (const limit of UNTOLD) delete jsonSchema[limit];
      if (JSON.stringify(jsonSchema.additionalProperties) === '{}') delete jsonSchema.additionalProperties;
    },
  });
  const { $schema: _dialect, ...rest } = made;
  return { ...rest, type: 'object' };
};

export const inputSchemaOf = (input: z.ZodObject): JsonSchema => terse(input, 'input');

/** What every refusal has. */
const REFUSED: readonly string[] = ['code'];

/**
 * Names what is always there: in a result, in each other shape that the tool answers with, and in a refusal, because some clients check
 * those too (MCP 2026-07-28, "Tools": structured results must conform).
 */
export const outputSchemaOf = (output: z.ZodObject, otherwise: readonly (readonly string[])[] = []): JsonSchema => {
  const { required, ...rest } = terse(z.looseObject(output.shape), 'output');
  return { ...rest, anyOf: [required, ...otherwise, REFUSED].map((fields) => ({ required: fields })) };
};
