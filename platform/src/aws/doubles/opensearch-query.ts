/** Queries of OpenSearch's double that are made of others, and the search for near vectors. */
import type { Documents, Part, StoredDocument } from './opensearch-documents.ts';
import { listOf, numberOf, objectOf, onlyEntry, refusal, textOf } from './opensearch-refusals.ts';
import type { Fields } from './opensearch-refusals.ts';
import { LEAVES } from './opensearch-terms.ts';
import type { Matcher } from './opensearch-terms.ts';

/** A document or an object nested in it: `at` is its place among the objects of the path. */
export interface Found {
  readonly document: StoredDocument;
  readonly part: Part;
  readonly at: number;
}

type Score = (found: Found) => number | undefined;

/** A nested query whose hits inside the document are wanted. */
export interface InnerHits {
  readonly path: string;
  readonly size: number;
  readonly score: Score;
}

export interface QueryContext {
  readonly documents: Documents;
  readonly path: string;
  readonly boost: number;
  readonly innerHits: InnerHits[];
  /** Counts the leaves of the whole query. */
  readonly count: { leaves: number };
}

const MAX_CLAUSES = 1_024;

type Compound = (said: unknown, context: QueryContext) => Score;

const boosted = (context: QueryContext, said: Fields, page: string): QueryContext =>
  said['boost'] === undefined ? context : { ...context, boost: context.boost * numberOf(said['boost'], 'boost', page) };

const clausesOf = (said: unknown, context: QueryContext): readonly Score[] => {
  if (said === undefined) return [];
  return listOf(said, 'clauses', 'query-dsl/compound/bool').map((one) => compiled(one, context));
};

const sum = (scores: readonly (number | undefined)[]): number => Math.fround(scores.reduce<number>((all, score) => all + (score ?? 0), 0));

const bool: Compound = (raw, outer) => {
  const page = 'query-dsl/compound/bool';
  const said = objectOf(raw, 'bool', { page, known: ['must', 'filter', 'should', 'must_not', 'minimum_should_match', 'boost'] });
  const context = boosted(outer, said, page);
  const [must = [], filter = [], should = [], mustNot = []] = ['must', 'filter', 'should', 'must_not'].map((kind) =>
    clausesOf(said[kind], context),
  );
  const isOptional = must.length + filter.length > 0;
  const least =
    said['minimum_should_match'] === undefined
      ? Number(should.length > 0 && !isOptional)
      : numberOf(said['minimum_should_match'], 'minimum_should_match', page);
  return (found) => {
    const required = must.map((score) => score(found));
    const optional = should.map((score) => score(found)).filter((score) => score !== undefined);
    const isIn = required.every((score) => score !== undefined) && filter.every((score) => score(found) !== undefined);
    if (!isIn || optional.length < least || mustNot.some((score) => score(found) !== undefined)) return undefined;
    return sum([...required, ...optional]);
  };
};

const disMax: Compound = (raw, outer) => {
  const page = 'query-dsl/compound/disjunction-max';
  const said = objectOf(raw, 'dis_max', { page, known: ['queries', 'tie_breaker', 'boost'] });
  const tie = numberOf(said['tie_breaker'] ?? 0, 'tie_breaker', page);
  const queries = listOf(said['queries'], 'queries', page).map((one) => compiled(one, boosted(outer, said, page)));
  return (found) => {
    const scores = queries.map((score) => score(found)).filter((score) => score !== undefined);
    if (scores.length === 0) return undefined;
    const best = Math.max(...scores);
    return Math.fround(best + tie * (sum(scores) - best));
  };
};

const constantScore: Compound = (raw, outer) => {
  const page = 'query-dsl/compound/constant-score';
  const said = objectOf(raw, 'constant_score', { page, known: ['filter', 'boost'] });
  const filter = compiled(said['filter'], outer);
  const { boost } = boosted(outer, said, page);
  return (found) => (filter(found) === undefined ? undefined : Math.fround(boost));
};

const MODES: Readonly<Record<string, (scores: readonly number[]) => number>> = { none: () => 0, max: (scores) => Math.max(...scores) };

const insideOf = (path: string, score: Score, document: StoredDocument): readonly { found: Found; score: number }[] =>
  (document.nested.get(path) ?? []).flatMap((part, at) => {
    const found = { document, part, at };
    const own = score(found);
    return own === undefined ? [] : [{ found, score: own }];
  });

export const innerHitsOf = ({ path, score, size }: InnerHits, document: StoredDocument) => {
  const all = insideOf(path, score, document);
  const best = [...all].sort((a, b) => b.score - a.score || a.found.at - b.found.at);
  return { total: all.length, hits: best.slice(0, size) };
};

const MAX_INNER = 100;

const nested: Compound = (raw, outer) => {
  const page = 'query-dsl/joining/nested';
  const said = objectOf(raw, 'nested', { page, known: ['path', 'query', 'score_mode', 'inner_hits'] });
  const path = textOf(said['path'], 'path', page);
  if (outer.path !== '' || !outer.documents.definition.nestedPaths.includes(path))
    throw refusal('query_shard_exception', `[nested] failed to find nested object under path [${path}]`, { page });
  const mode = MODES[String(said['score_mode'])];
  if (!mode) throw refusal('illegal_argument_exception', `this double has no score_mode [${String(said['score_mode'])}]`, { page });
  const score = compiled(said['query'], { ...outer, path });
  if (said['inner_hits'] !== undefined) {
    const { size } = objectOf(said['inner_hits'], 'inner_hits', { page: 'search-plugins/searching-data/inner-hits', known: ['size'] });
    const wanted = numberOf(size, 'size', page);
    if (wanted > MAX_INNER)
      throw refusal('illegal_argument_exception', `inner result window is too large, must be at most ${MAX_INNER}`, { page });
    outer.innerHits.push({ path, size: wanted, score });
  }
  return ({ document }) => {
    const scores = insideOf(path, score, document).map((one) => one.score);
    return scores.length === 0 ? undefined : Math.fround(mode(scores));
  };
};

const cosine = (a: readonly number[], b: readonly number[]): number => {
  const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((all, value, at) => all + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

/** Lucene's engine: half of one more than the cosine (mappings/supported-field-types/knn-spaces). */
const nearness = (a: readonly number[], b: readonly number[]): number => Math.fround((1 + cosine(a, b)) / 2);

const vectorIn = (context: QueryContext, name: string, raw: unknown): readonly number[] => {
  const page = 'query-dsl/specialized/k-nn/index';
  const vector = listOf(raw, 'vector', page).map((value) => numberOf(value, 'vector', page));
  const field = context.documents.definition.fields.get(name);
  if (field?.type !== 'knn_vector' || field.nested !== context.path)
    throw refusal('illegal_argument_exception', `Field '${name}' is not knn_vector type here.`, { page });
  if (vector.length !== field.dimension)
    throw refusal(
      'illegal_argument_exception',
      `Query vector has invalid dimension: ${vector.length}. Dimension should be: ${field.dimension}`,
      { page },
    );
  return vector;
};

/** The nearest `k` documents that pass the filter, by their nearest object; all their objects when they are to be expanded. */
const knn: Compound = (raw, outer) => {
  const page = 'query-dsl/specialized/k-nn/index';
  const [name, one] = onlyEntry(raw, 'knn', page);
  const said = objectOf(one, name, { page, known: ['vector', 'k', 'filter', 'expand_nested_docs'] });
  const wanted = vectorIn(outer, name, said['vector']);
  const passes = said['filter'] === undefined ? () => 1 : compiled(said['filter'], { ...outer, path: '', innerHits: [] });
  const near = outer.documents.searchable().flatMap((document) => {
    if (passes({ document, part: document.root, at: -1 }) === undefined) return [];
    const scores = (document.nested.get(outer.path) ?? []).map(({ vectors }) => {
      const vector = vectors.get(name);
      return vector && nearness(wanted, vector);
    });
    const best = Math.max(-1, ...scores.filter((score) => score !== undefined));
    return best < 0 ? [] : [{ id: document.id, best, scores }];
  });
  const nearest = near.sort((a, b) => b.best - a.best).slice(0, numberOf(said['k'], 'k', page));
  const kept = new Map(
    nearest.map(({ id, best, scores }) => [
      id,
      said['expand_nested_docs'] === true ? scores : scores.map((score, at) => (at === scores.indexOf(best) ? score : undefined)),
    ]),
  );
  return ({ document, at }) => kept.get(document.id)?.[at];
};

const COMPOUNDS: Readonly<Record<string, Compound>> = { bool, dis_max: disMax, constant_score: constantScore, nested, knn };

const leaf = (kind: string, said: unknown, { documents, path, boost }: QueryContext): Score => {
  const make = LEAVES[kind];
  if (!make) throw refusal('parsing_exception', `unknown query [${kind}]`, { page: 'query-dsl' });
  const partsOf = (document: StoredDocument): readonly Part[] => [document.root, ...[...document.nested.values()].flat()];
  const dictionary = (field: string): readonly string[] =>
    [
      ...new Set(
        documents
          .searchable()
          .flatMap(partsOf)
          .flatMap(({ texts }) => [...(texts.get(field)?.places.keys() ?? [])]),
      ),
    ].sort();
  const match: Matcher = make(said, { definition: documents.definition, path, boost, dictionary });
  return ({ part }) => match(part);
};

export function compiled(query: unknown, context: QueryContext): Score {
  const [kind, said] = onlyEntry(query, 'query', 'query-dsl');
  const compound = Object.hasOwn(COMPOUNDS, kind) ? COMPOUNDS[kind] : undefined;
  if (compound) return compound(said, context);
  context.count.leaves += 1;
  if (context.count.leaves > MAX_CLAUSES)
    throw refusal('too_many_nested_clauses', `Query contains too many nested clauses; maxClauseCount is set to ${MAX_CLAUSES}`, {
      page: 'install-and-configure/configuring-opensearch/search-settings',
    });
  return leaf(kind, said, context);
}
