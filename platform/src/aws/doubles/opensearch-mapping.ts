/** What an index of OpenSearch's double is made of. Every parameter that the double does not act on is refused. */
import { listOf, numberOf, objectOf, refusal, textOf } from './opensearch-refusals.ts';
import type { Fields } from './opensearch-refusals.ts';

export type FieldType = 'keyword' | 'long' | 'integer' | 'boolean' | 'date' | 'text' | 'knn_vector' | 'binary';

export interface Field {
  readonly type: FieldType;
  /** Path of the nested object that it is in; empty for the page itself. */
  readonly nested: string;
  readonly isIndexed: boolean;
  readonly hasDocValues: boolean;
  readonly similarity: string;
  readonly dimension: number;
}

/** Score of a term by how often it occurs and how long the field is. */
export type Similarity = (boost: number, freq: number, length: number) => number;

export interface Definition {
  readonly fields: ReadonlyMap<string, Field>;
  readonly nestedPaths: readonly string[];
  readonly excludes: readonly string[];
  readonly aliases: readonly string[];
  readonly similarities: ReadonlyMap<string, Similarity>;
  readonly gcDeletesMs: number;
  readonly maxRegexLength: number;
  readonly maxNestedObjects: number;
}

const CREATE = 'api-reference/index-apis/create-index';
const SETTINGS = 'install-and-configure/configuring-opensearch/index-settings';
const SIMILARITY = 'im-plugin/similarity';

/** What may be said of a field of each type. */
const PARAMETERS: Readonly<Record<FieldType | 'nested', { readonly page: string; readonly known: readonly string[] }>> = {
  keyword: { page: 'mappings/supported-field-types/keyword', known: ['type', 'index', 'doc_values'] },
  long: { page: 'mappings/supported-field-types/numeric', known: ['type', 'index', 'doc_values'] },
  integer: { page: 'mappings/supported-field-types/numeric', known: ['type', 'index', 'doc_values'] },
  boolean: { page: 'mappings/supported-field-types/boolean', known: ['type'] },
  date: { page: 'mappings/supported-field-types/date', known: ['type', 'format'] },
  text: { page: 'mappings/supported-field-types/text', known: ['type', 'analyzer', 'similarity', 'index_options'] },
  knn_vector: { page: 'mappings/supported-field-types/knn-vector', known: ['type', 'dimension', 'method'] },
  binary: { page: 'mappings/supported-field-types/binary', known: ['type'] },
  nested: { page: 'mappings/supported-field-types/nested', known: ['type', 'properties'] },
};

/** Only arithmetic on what a similarity script is given, in decimals: painless divides whole numbers as whole numbers. */
const SCRIPT = /^return (?:query\.boost|doc\.freq|doc\.length|\d+\.\d+|[()*/+\s-])+;$/;

const similarityOf = (name: string, said: unknown): Similarity => {
  const { type, script } = objectOf(said, name, { page: SIMILARITY, known: ['type', 'script'] });
  if (type !== 'scripted')
    throw refusal('illegal_argument_exception', `Unknown Similarity type [${String(type)}] for [${name}]`, { page: SIMILARITY });
  const source = textOf(objectOf(script, 'script', { page: SIMILARITY, known: ['source'] })['source'], 'source', SIMILARITY);
  if (!SCRIPT.test(source)) throw refusal('script_exception', 'compile error', { page: SIMILARITY });
  const run = new Function('query', 'doc', source) as (query: object, doc: object) => number; // arithmetic alone, as just seen
  const similarity: Similarity = (boost, freq, length) => Math.fround(run({ boost }, { freq, length }));
  const falls = similarity(2, 1, 20) <= 0 || similarity(2, 2, 20) < similarity(2, 1, 20) || similarity(2, 1, 10) < similarity(2, 1, 20);
  if (falls) throw refusal('illegal_argument_exception', `Similarity [${name}] falls where it must not`, { page: SIMILARITY });
  return similarity;
};

const millisecondsOf = (value: unknown): number => {
  const found = /^(\d+)(ms|s|m)$/.exec(textOf(value, 'time', SETTINGS));
  if (!found)
    throw refusal('illegal_argument_exception', `failed to parse setting with value [${String(value)}] as a time value`, {
      page: SETTINGS,
    });
  return Number(found[1]) * { ms: 1, s: 1_000, m: 60_000 }[found[2] as 'ms' | 's' | 'm']; // by the expression
};

/** One analyzer is known: words as they stand between spaces. */
const checkAnalysis = (said: unknown): readonly string[] => {
  const page = 'analyzers/custom-analyzer';
  const { analyzer, tokenizer } = objectOf(said, 'analysis', { page, known: ['analyzer', 'tokenizer'] });
  const tokenizers = Object.entries(objectOf(tokenizer, 'tokenizer', { page })).map(([name, one]) => {
    const { type, max_token_length: longest } = objectOf(one, name, {
      page: 'analyzers/tokenizers/whitespace',
      known: ['type', 'max_token_length'],
    });
    if (type !== 'whitespace' || numberOf(longest, 'max_token_length', page) < 1_500)
      throw refusal('illegal_argument_exception', `this double has no tokenizer [${String(type)}] of that kind`, { page });
    return name;
  });
  return Object.entries(objectOf(analyzer, 'analyzer', { page })).map(([name, one]) => {
    const { type, tokenizer: used } = objectOf(one, name, { page, known: ['type', 'tokenizer'] });
    if (type !== 'custom' || !tokenizers.includes(String(used)))
      throw refusal('illegal_argument_exception', `Custom Analyzer [${name}] failed to find tokenizer under name [${String(used)}]`, {
        page,
      });
    return name;
  });
};

interface Known {
  readonly analyzers: readonly string[];
  readonly similarities: ReadonlyMap<string, Similarity>;
}

const checkMethod = (method: unknown): void => {
  const page = 'mappings/supported-field-types/knn-methods-engines';
  const said = objectOf(method, 'method', { page, known: ['name', 'engine', 'space_type', 'parameters'] });
  objectOf(said['parameters'], 'parameters', { page, known: ['m', 'ef_construction'] });
  if (said['name'] !== 'hnsw' || said['engine'] !== 'lucene' || said['space_type'] !== 'cosinesimil')
    throw refusal('mapper_parsing_exception', 'this double has the method hnsw of lucene with cosinesimil', { page });
};

const checkText = (name: string, said: Fields, { analyzers, similarities }: Known): void => {
  const { page } = PARAMETERS.text;
  if (!analyzers.includes(String(said['analyzer'])))
    throw refusal('mapper_parsing_exception', `analyzer [${String(said['analyzer'])}] has not been configured in mappings`, { page });
  if (!similarities.has(String(said['similarity'])))
    throw refusal('mapper_parsing_exception', `Unknown Similarity type [${String(said['similarity'])}] for field [${name}]`, {
      page: SIMILARITY,
    });
};

const typeOf = (name: string, said: unknown): FieldType | 'nested' => {
  const { type } = objectOf(said, name, { page: 'mappings' });
  if (typeof type !== 'string' || !Object.hasOwn(PARAMETERS, type))
    throw refusal('mapper_parsing_exception', `No handler for type [${String(type)}] declared on field [${name}]`, { page: 'mappings' });
  return type as FieldType | 'nested'; // a key of the table
};

/** A binary value is neither indexed nor kept in columns unless that is said. */
const NEVER_INDEXED: ReadonlySet<string> = new Set(['binary']);
const WITHOUT_COLUMNS: ReadonlySet<string> = new Set(['text', 'binary']);

const fieldOf = (type: FieldType, said: Fields, nested: string): Field => ({
  ...{ type, nested, similarity: String(said['similarity'] ?? '') },
  isIndexed: !NEVER_INDEXED.has(type) && said['index'] !== false,
  hasDocValues: !WITHOUT_COLUMNS.has(type) && said['doc_values'] !== false,
  dimension: type === 'knn_vector' ? numberOf(said['dimension'], 'dimension', PARAMETERS.knn_vector.page) : 0,
});

const fieldsIn = (properties: unknown, nested: string, known: Known): readonly (readonly [string, Field])[] =>
  Object.entries(objectOf(properties, 'properties', { page: 'mappings' })).flatMap(([short, raw]) => {
    const name = nested === '' ? short : `${nested}.${short}`;
    const type = typeOf(name, raw);
    const said = objectOf(raw, name, PARAMETERS[type]);
    if (type === 'nested') return fieldsIn(said['properties'], name, known);
    if (type === 'text') checkText(name, said, known);
    if (type === 'knn_vector') checkMethod(said['method']);
    return [[name, fieldOf(type, said, nested)] as const];
  });

const settingsOf = (said: unknown) => {
  const { index } = objectOf(said, 'settings', { page: CREATE, known: ['index'] });
  const known = [
    'knn',
    'refresh_interval',
    'gc_deletes',
    'max_regex_length',
    'mapping',
    'similarity',
    'analysis',
    'number_of_shards',
    'number_of_replicas',
  ];
  const all = objectOf(index, 'index', { page: SETTINGS, known });
  const { nested_objects: nested } = objectOf(all['mapping'], 'mapping', { page: SETTINGS, known: ['nested_objects'] });
  const { limit } = objectOf(nested, 'nested_objects', { page: SETTINGS, known: ['limit'] });
  if (all['knn'] !== true)
    throw refusal('illegal_argument_exception', 'vectors need index.knn', { page: 'vector-search/creating-vector-index' });
  millisecondsOf(all['refresh_interval']);
  const similarities = Object.entries(objectOf(all['similarity'], 'similarity', { page: SIMILARITY }));
  return {
    gcDeletesMs: millisecondsOf(all['gc_deletes']),
    maxRegexLength: numberOf(all['max_regex_length'], 'max_regex_length', SETTINGS),
    maxNestedObjects: numberOf(limit, 'limit', SETTINGS),
    similarities: new Map(similarities.map(([name, one]) => [name, similarityOf(name, one)])),
    analyzers: checkAnalysis(all['analysis']),
  };
};

export const definitionOf = (body: unknown): Definition => {
  const said = objectOf(body, 'create index', { page: CREATE, known: ['settings', 'mappings', 'aliases'] });
  const { analyzers, ...settings } = settingsOf(said['settings']);
  const mappings = objectOf(said['mappings'], 'mappings', { page: 'mappings', known: ['dynamic', '_routing', '_source', 'properties'] });
  const routing = objectOf(mappings['_routing'], '_routing', { page: 'mappings/metadata-fields/routing', known: ['required'] });
  if (mappings['dynamic'] !== 'strict' || routing['required'] !== true)
    throw refusal('mapper_parsing_exception', 'this double keeps strict mappings with required routing', {
      page: 'mappings/dynamic-mapping',
    });
  const source = objectOf(mappings['_source'] ?? {}, '_source', { page: 'mappings/metadata-fields/source', known: ['excludes'] });
  const fields = new Map(fieldsIn(mappings['properties'], '', { analyzers, similarities: settings.similarities }));
  const aliases = Object.entries(objectOf(said['aliases'] ?? {}, 'aliases', { page: 'im-plugin/index-alias' }));
  return {
    ...settings,
    fields,
    nestedPaths: [...new Set([...fields.values()].map(({ nested }) => nested))].filter((path) => path !== ''),
    excludes: listOf(source['excludes'] ?? [], 'excludes', 'mappings/metadata-fields/source').map(String),
    aliases: aliases.map(([name, one]) => (objectOf(one, name, { page: 'im-plugin/index-alias', known: [] }), name)),
  };
};
