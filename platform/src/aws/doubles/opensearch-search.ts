/** One search of OpenSearch's double: query, order, paging, aggregations and what is shown of each hit. */
import type { Documents, StoredDocument } from './opensearch-documents.ts';
import { compiled, innerHitsOf } from './opensearch-query.ts';
import type { InnerHits } from './opensearch-query.ts';
import { listOf, numberOf, objectOf, onlyEntry, refusal, textOf } from './opensearch-refusals.ts';
import type { Fields } from './opensearch-refusals.ts';
import { luceneExpression } from './opensearch-terms.ts';

interface Hit {
  readonly document: StoredDocument;
  readonly score: number;
}

type Key = (hit: Hit) => string | number;

interface Sort {
  readonly key: Key;
  readonly isDescending: boolean;
  readonly isScore: boolean;
}

const SEARCH = 'api-reference/search-apis/search';
const SORT = 'search-plugins/searching-data/sort';
const PAGING = 'search-plugins/searching-data/paginate';
const MAX_WINDOW = 10_000;

const sortOf = (documents: Documents, said: unknown): readonly Sort[] =>
  listOf(said ?? [{ _score: { order: 'desc' } }], 'sort', SORT).map((one) => {
    const [name, raw] = onlyEntry(one, 'sort', SORT);
    const { order } = objectOf(raw, name, { page: SORT, known: ['order'] });
    const isDescending = order === 'desc';
    if (name === '_score') return { key: ({ score }: Hit) => score, isDescending, isScore: true };
    const field = documents.definition.fields.get(name);
    if (!field?.hasDocValues || field.nested !== '')
      throw refusal('illegal_argument_exception', `Can't load fielddata on [${name}] because fielddata is unsupported`, { page: SORT });
    const key: Key = ({ document }) => {
      const [value] = document.root.values.get(name) ?? [];
      if (value === undefined)
        throw refusal('illegal_argument_exception', `this double sorts by fields that are there, not [${name}]`, { page: SORT });
      return typeof value === 'boolean' ? Number(value) : value;
    };
    return { key, isDescending, isScore: false };
  });

const compareValues = (a: string | number, b: string | number): number =>
  typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(String(b))) : a - Number(b);

const comparing = (sorts: readonly Sort[], a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  for (const [at, { isDescending }] of sorts.entries()) {
    const order = compareValues(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return isDescending ? -order : order;
  }
  return 0;
};

const afterOf = (sorts: readonly Sort[], said: unknown): readonly (string | number)[] | undefined => {
  if (said === undefined) return undefined;
  const values = listOf(said, 'search_after', PAGING);
  if (values.length !== sorts.length)
    throw refusal('illegal_argument_exception', `search_after has ${values.length} value(s) but sort has ${sorts.length}.`, {
      page: PAGING,
    });
  return values.map((value, at) =>
    sorts[at]?.isScore ? Math.fround(numberOf(value, 'search_after', PAGING)) : textOf(value, 'search_after', PAGING),
  );
};

const termsOf = (documents: Documents, hits: readonly Hit[], said: unknown) => {
  const page = 'aggregations/bucket/terms';
  const {
    field,
    include,
    size,
    execution_hint: hint,
  } = objectOf(said, 'terms', { page, known: ['field', 'include', 'size', 'execution_hint'] });
  const name = textOf(field, 'field', page);
  if (hint !== 'map' || documents.definition.fields.get(name)?.type !== 'keyword')
    throw refusal('illegal_argument_exception', `this double counts keywords by execution hint map, not [${name}]`, { page });
  const expression = luceneExpression(textOf(include, 'include', page), documents.definition, page);
  const counts = new Map<string, number>();
  for (const value of hits.flatMap(({ document }) => document.root.values.get(name) ?? [])) {
    if (expression.test(String(value))) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  const buckets = [...counts].sort(([a, many], [b, more]) => more - many || compareValues(a, b));
  return {
    doc_count_error_upper_bound: 0,
    sum_other_doc_count: 0,
    buckets: buckets.slice(0, numberOf(size, 'size', page)).map(([key, count]) => ({ key, doc_count: count })),
  };
};

const sumOf = (hits: readonly Hit[], said: unknown) => {
  const page = 'aggregations/metric/sum';
  const name = textOf(objectOf(said, 'sum', { page, known: ['field'] })['field'], 'field', page);
  const values = hits.flatMap(({ document }) => document.root.values.get(name) ?? []);
  return { value: values.reduce<number>((all, value) => all + Number(value), 0) };
};

const aggregated = (documents: Documents, hits: readonly Hit[], said: unknown): Fields =>
  Object.fromEntries(
    Object.entries(objectOf(said, 'aggs', { page: 'aggregations' })).map(([name, one]) => {
      const [kind, raw] = onlyEntry(one, name, 'aggregations');
      if (kind === 'terms') return [name, termsOf(documents, hits, raw)];
      if (kind === 'sum') return [name, sumOf(hits, raw)];
      throw refusal('parsing_exception', `Unknown aggregation type [${kind}]`, { page: 'aggregations' });
    }),
  );

const innerOf = (innerHits: readonly InnerHits[], { document }: Hit): object =>
  innerHits.length === 0
    ? {}
    : {
        inner_hits: Object.fromEntries(
          innerHits.map((one) => {
            const { total, hits } = innerHitsOf(one, document);
            const shown = hits.map(({ found, score }) => ({
              ...{ _id: document.id, _nested: { field: one.path, offset: found.at }, _score: score, _source: found.part.source },
            }));
            return [one.path, { hits: { total: { value: total, relation: 'eq' }, max_score: hits[0]?.score ?? null, hits: shown } }];
          }),
        ),
      };

const sourceOf = (said: unknown, { document }: Hit): object => {
  if (said === false) return {};
  const names = listOf(said, '_source', SEARCH).map(String);
  return { _source: Object.fromEntries(Object.entries(document.root.source).filter(([name]) => names.includes(name))) };
};

const docValuesOf = (documents: Documents, said: unknown, { document }: Hit): object => {
  if (said === undefined) return {};
  const names = listOf(said, 'docvalue_fields', SEARCH).map((one) =>
    textOf(objectOf(one, 'docvalue_fields', { page: SEARCH, known: ['field'] })['field'], 'field', SEARCH),
  );
  const without = names.find((name) => !documents.definition.fields.get(name)?.hasDocValues);
  if (without !== undefined) throw refusal('illegal_argument_exception', `Can't load fielddata on [${without}]`, { page: SEARCH });
  return { fields: Object.fromEntries(names.map((name) => [name, document.root.values.get(name) ?? []])) };
};

const KNOWN = ['size', 'track_total_hits', '_source', 'query', 'sort', 'search_after', 'aggs', 'docvalue_fields'];

export const searched = (documents: Documents, body: unknown, index: string): object => {
  const said = objectOf(body, 'search', { page: SEARCH, known: KNOWN });
  const size = numberOf(said['size'], 'size', SEARCH);
  if (size > MAX_WINDOW)
    throw refusal('illegal_argument_exception', `Result window is too large, must be at most [${MAX_WINDOW}]`, { page: PAGING });
  const innerHits: InnerHits[] = [];
  const score = compiled(said['query'], { documents, path: '', boost: 1, innerHits, count: { leaves: 0 } });
  const found = documents.searchable().flatMap((document): Hit[] => {
    const own = score({ document, part: document.root, at: -1 });
    return own === undefined ? [] : [{ document, score: own }];
  });
  const sorts = sortOf(documents, said['sort']);
  const after = afterOf(sorts, said['search_after']);
  const keyed = size === 0 ? [] : found.map((hit) => ({ hit, keys: sorts.map(({ key }) => key(hit)) }));
  const ordered = keyed.sort((a, b) => comparing(sorts, a.keys, b.keys)).filter(({ keys }) => !after || comparing(sorts, keys, after) > 0);
  const hits = ordered.slice(0, size).map(({ hit, keys }) => ({
    ...{ _index: index, _id: hit.document.id, _routing: hit.document.routing, _score: hit.score },
    ...(said['sort'] === undefined ? {} : { sort: keys }),
    ...sourceOf(said['_source'], hit),
    ...docValuesOf(documents, said['docvalue_fields'], hit),
    ...innerOf(innerHits, hit),
  }));
  const isExact = said['track_total_hits'] === true;
  return {
    ...{ took: 1, timed_out: false, _shards: { total: 1, successful: 1, skipped: 0, failed: 0 }, status: 200 },
    hits: {
      total: {
        value: isExact ? found.length : Math.min(found.length, MAX_WINDOW),
        relation: isExact || found.length < MAX_WINDOW ? 'eq' : 'gte',
      },
      max_score: null,
      hits,
    },
    ...(said['aggs'] === undefined ? {} : { aggregations: aggregated(documents, found, said['aggs']) }),
  };
};
