/** Documents of one index of OpenSearch's double: taken apart by the mapping, versioned, and found only after a refresh. */
import type { Definition, Field } from './opensearch-mapping.ts';
import { refusal } from './opensearch-refusals.ts';
import type { Fields } from './opensearch-refusals.ts';

/** Where each term stands in a text. */
export interface Text {
  readonly length: number;
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** A page, or one of the objects nested in it: values and texts by the full name of the field. */
export interface Part {
  readonly values: ReadonlyMap<string, readonly (string | number | boolean)[]>;
  readonly texts: ReadonlyMap<string, Text>;
  readonly vectors: ReadonlyMap<string, readonly number[]>;
  readonly source: Fields;
}

export interface StoredDocument {
  readonly id: string;
  readonly routing: string;
  readonly version: number;
  readonly root: Part;
  readonly nested: ReadonlyMap<string, readonly Part[]>;
}

const MAX_TERM_BYTES = 32_766;
const KEYWORD = 'mappings/supported-field-types/keyword';

const textIn = (value: string): Text => {
  const places = new Map<string, number[]>();
  const tokens = value.split(/\s+/u).filter((token) => token !== '');
  for (const [at, token] of tokens.entries()) places.set(token, [...(places.get(token) ?? []), at]);
  return { length: tokens.length, places };
};

const IS_OF_TYPE: Readonly<Record<Field['type'], (value: unknown) => boolean>> = {
  keyword: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  long: (value) => Number.isSafeInteger(value),
  integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  date: (value) => Number.isSafeInteger(value),
  binary: (value) => typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0,
  knn_vector: (value) => Array.isArray(value) && value.every((one) => typeof one === 'number' && Number.isFinite(one)),
};

const checkValue = (name: string, field: Field, value: unknown): void => {
  if (!IS_OF_TYPE[field.type](value))
    throw refusal('mapper_parsing_exception', `failed to parse field [${name}] of type [${field.type}]`, { page: 'mappings' });
  const isLong = field.type === 'keyword' && field.isIndexed && Buffer.byteLength(String(value)) > MAX_TERM_BYTES;
  if (isLong)
    throw refusal('illegal_argument_exception', `Document contains at least one immense term in field="${name}"`, { page: KEYWORD });
};

const checkVector = (name: string, { dimension }: Field, vector: readonly number[]): void => {
  const page = 'mappings/supported-field-types/knn-vector';
  if (vector.length !== dimension)
    throw refusal('mapper_parsing_exception', `Vector dimension mismatch. Expected: ${dimension}, Given: ${vector.length} in [${name}]`, {
      page,
    });
  if (vector.every((value) => value === 0))
    throw refusal('mapper_parsing_exception', 'zero vector is not supported when space type is [cosinesimil]', { page });
};

const fieldIn = ({ fields }: Definition, name: string, within: string): Field => {
  const field = fields.get(name);
  if (!field)
    throw refusal(
      'strict_dynamic_mapping_exception',
      `mapping set to strict, dynamic introduction of [${name}] within [${within}] is not allowed`,
      {
        page: 'mappings/dynamic-mapping',
      },
    );
  return field;
};

const partOf = (definition: Definition, source: Fields, path: string): Part => {
  const values = new Map<string, readonly (string | number | boolean)[]>();
  const texts = new Map<string, Text>();
  const vectors = new Map<string, readonly number[]>();
  const take = (name: string, value: unknown): void => {
    const field = fieldIn(definition, name, path || '_doc');
    const list: readonly unknown[] = Array.isArray(value) && field.type !== 'knn_vector' ? value : [value];
    for (const one of list) checkValue(name, field, one);
    if (field.type === 'text') texts.set(name, textIn(list.join(' ')));
    else if (field.type === 'knn_vector')
      vectors.set(name, value as readonly number[]); // just seen
    else values.set(name, list as readonly (string | number | boolean)[]); // just seen
    if (field.type === 'knn_vector') checkVector(name, field, value as readonly number[]); // just seen
  };
  for (const [short, value] of Object.entries(source)) {
    const name = path === '' ? short : `${path}.${short}`;
    if (value !== undefined && value !== null && !definition.nestedPaths.includes(name)) take(name, value);
  }
  return { values, texts, vectors, source: keptSource(definition, source, path) };
};

/** The source as it is given back, without what the mapping leaves out. */
const keptSource = (definition: Definition, source: Fields, path: string): Fields => {
  const nameOf = (short: string): string => (path === '' ? short : `${path}.${short}`);
  const kept = Object.entries(source).filter(([short]) => !definition.excludes.includes(nameOf(short)));
  return Object.fromEntries(
    kept.map(([short, value]) => {
      const objects = definition.nestedPaths.includes(nameOf(short)) && Array.isArray(value) ? (value as readonly Fields[]) : undefined; // objects, as the mapping says
      return [short, objects ? objects.map((object) => keptSource(definition, object, nameOf(short))) : value];
    }),
  );
};

interface Identity {
  readonly id: string;
  readonly routing: string;
  readonly version: number;
  /** `external_gte`: one that is as new as what is there is taken, too. */
  readonly takesEqual: boolean;
}

const documentOf = (definition: Definition, { takesEqual: _, ...identity }: Identity, source: Fields): StoredDocument => {
  const nested = new Map(
    definition.nestedPaths.map((path) => {
      const objects = (source[path] ?? []) as readonly Fields[]; // an array of objects is what the mapping takes
      return [path, objects.map((object) => partOf(definition, object, path))] as const;
    }),
  );
  const count = [...nested.values()].reduce((sum, { length }) => sum + length, 0);
  if (count > definition.maxNestedObjects)
    throw refusal(
      'mapper_parsing_exception',
      `The number of nested documents has exceeded the allowed limit of [${definition.maxNestedObjects}]`,
      {
        page: 'mappings/supported-field-types/nested',
      },
    );
  return { ...identity, root: partOf(definition, source, ''), nested };
};

export interface Documents {
  readonly definition: Definition;
  /** What can be found. */
  readonly searchable: () => readonly StoredDocument[];
  /** What there is, found yet or not. */
  get(id: string, routing: string): StoredDocument | undefined;
  put(identity: Identity, source: Fields): 'created' | 'updated';
  delete(id: string): void;
  refresh(): void;
}

const VERSIONS = 'api-reference/document-apis/index-document';

export const documentsOf = (definition: Definition, now: () => number): Documents => {
  const all = new Map<string, StoredDocument>();
  const deletions = new Map<string, { readonly version: number; readonly at: number }>();
  let searchable: readonly StoredDocument[] = [];
  /** A deleted document's version is remembered for `index.gc_deletes`. */
  const versionOf = (id: string): number | undefined => {
    const deletion = deletions.get(id);
    const isRemembered = deletion !== undefined && now() - deletion.at <= definition.gcDeletesMs;
    return all.get(id)?.version ?? (isRemembered ? deletion.version : undefined);
  };
  return {
    definition,
    searchable: () => searchable,
    get: (id, routing) => (all.get(id)?.routing === routing ? all.get(id) : undefined),
    put: (identity, source) => {
      const { id, version, takesEqual } = identity;
      const document = documentOf(definition, identity, source);
      const current = versionOf(id);
      if (current !== undefined && (takesEqual ? current > version : current >= version))
        throw refusal(
          'version_conflict_engine_exception',
          `[${id}]: version conflict, current version [${current}] is higher or equal to the one provided [${version}]`,
          { page: VERSIONS, status: 409 },
        );
      const result = all.has(id) ? 'updated' : 'created';
      all.set(id, document);
      return result;
    },
    delete: (id) => {
      const version = (all.get(id)?.version ?? 0) + 1;
      all.delete(id);
      deletions.set(id, { version, at: now() });
    },
    refresh: () => {
      searchable = [...all.values()];
    },
  };
};
