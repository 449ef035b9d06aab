import type { JsonSchema } from '@wikibot/contracts/define/json-schema';
import { schemasByName } from '@wikibot/contracts/define/json-schema';

/** The schemas that have a name of their own, from all documents that use them; a name means one thing everywhere. */
export const namedSchemas = (documents: readonly JsonSchema[]): ReadonlyMap<string, JsonSchema> => {
  const named = new Map<string, JsonSchema>();
  for (const [name, schema] of documents.flatMap((document) => [...schemasByName(document, '$defs')])) {
    const known = named.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`two different schemas are called ${name}; give one of them another id`);
    named.set(name, schema);
  }
  return new Map([...named].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** A document without what only stands beside its root. */
export const bare = ({ $defs: _defs, $schema: _schema, ...schema }: JsonSchema): JsonSchema => schema;
