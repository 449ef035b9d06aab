/** The leaves of a query: what a single field has to have. */
import type { Part, Text } from './opensearch-documents.ts';
import type { Definition, Field, FieldType } from './opensearch-mapping.ts';
import { listOf, numberOf, objectOf, onlyEntry, refusal, textOf } from './opensearch-refusals.ts';

/** Score of a part of a document, or undefined when it does not match. */
export type Matcher = (part: Part) => number | undefined;

export interface LeafContext {
  readonly definition: Definition;
  /** Of the nested object that is asked about. */
  readonly path: string;
  readonly boost: number;
  /** Every term of a field, of whosever document, in the order of the dictionary. */
  readonly dictionary: (field: string) => readonly string[];
}

type Value = string | number | boolean;

const fieldAt = ({ definition, path }: LeafContext, name: string, types: readonly FieldType[]): Field => {
  const field = definition.fields.get(name);
  const page = 'query-dsl';
  // OpenSearch finds nothing then; whoever asks has made a mistake.
  if (!field) throw refusal('illegal_argument_exception', `no such field [${name}]`, { page });
  if (field.nested !== path)
    throw refusal('illegal_argument_exception', `[${name}] is not in [${path || 'the document'}]`, { page: 'query-dsl/joining/nested' });
  if (!field.isIndexed) throw refusal('query_shard_exception', `Cannot search on field [${name}] since it is not indexed.`, { page });
  if (!types.includes(field.type)) throw refusal('query_shard_exception', `[${name}] of type [${field.type}] cannot be asked so`, { page });
  return field;
};

const EXACT: readonly FieldType[] = ['keyword', 'boolean', 'long', 'integer'];
const constant =
  (context: LeafContext, holds: (part: Part) => boolean): Matcher =>
  (part) =>
    holds(part) ? context.boost : undefined;

/** How often it occurs in a text; a scripted similarity is asked for each term of a phrase, and the answers are added. */
interface Occurrence {
  readonly freqIn: (text: Text) => number;
  readonly terms: number;
}

const scoredText = (context: LeafContext, name: string, { freqIn, terms }: Occurrence): Matcher => {
  const similarity = context.definition.similarities.get(context.definition.fields.get(name)?.similarity ?? '');
  return (part) => {
    const text = part.texts.get(name);
    const freq = text ? freqIn(text) : 0;
    if (!text || freq === 0) return undefined;
    return Math.fround(terms * (similarity?.(context.boost, freq, text.length) ?? context.boost));
  };
};

const phraseFreq = ({ places }: Text, terms: readonly string[], isLast: (token: string) => boolean): number => {
  const [first = '', ...others] = terms;
  const ends = [...places].filter(([token]) => isLast(token)).map(([, at]) => new Set(at));
  return (places.get(first) ?? []).filter(
    (start) =>
      others.every((term, step) => places.get(term)?.includes(start + step + 1)) && ends.some((at) => at.has(start + others.length + 1)),
  ).length;
};

/** The field that is asked about and the one thing that is said of it. */
const asked = (entry: readonly [string, unknown], key: string, page: string): { readonly name: string; readonly value: unknown } => {
  const [name, said] = entry;
  return { name, value: objectOf(said, name, { page, known: [key] })[key] };
};

const tokensOf = (value: unknown, page: string): readonly string[] => {
  const tokens = textOf(value, 'query', page).split(/\s+/u);
  if (tokens.length < 2) throw refusal('parsing_exception', 'this double takes a phrase for two words at least', { page });
  return tokens;
};

const LUCENE = /^[\p{L}\p{N}\p{M}\p{Extended_Pictographic}.*?()|]+$/u;

/** Lucene's own language, of which only letters, `.`, `*`, `?`, `|` and groups are understood. Matches whole terms. */
export const luceneExpression = (source: string, { maxRegexLength }: Definition, page: string): RegExp => {
  if (source.length > maxRegexLength)
    throw refusal(
      'illegal_argument_exception',
      `The length of regex [${source.length}] has exceeded the allowed maximum of [${maxRegexLength}]`,
      { page },
    );
  if (!LUCENE.test(source))
    throw refusal('illegal_argument_exception', `this double does not understand the expression [${source}]`, { page });
  return new RegExp(`^(?:${source})$`, 'su');
};

type Leaf = (said: unknown, context: LeafContext) => Matcher;

const MAX_TERMS = 65_536;

export const LEAVES: Readonly<Record<string, Leaf>> = {
  match_all: (said, context) => (objectOf(said, 'match_all', { page: 'query-dsl/match-all', known: [] }), () => context.boost),
  match_none: (said) => (objectOf(said, 'match_none', { page: 'query-dsl/match-all', known: [] }), () => undefined),
  term: (said, context) => {
    const page = 'query-dsl/term/term';
    const { name, value } = asked(onlyEntry(said, 'term', page), 'value', page);
    const field = fieldAt(context, name, [...EXACT, 'text']);
    if (field.type === 'text')
      return scoredText(context, name, { freqIn: ({ places }) => places.get(textOf(value, name, page))?.length ?? 0, terms: 1 });
    return constant(context, ({ values }) => values.get(name)?.includes(value as Value) ?? false);
  },
  terms: (said, context) => {
    const page = 'query-dsl/term/terms';
    const [name, wanted] = onlyEntry(said, 'terms', page);
    const list = listOf(wanted, name, page) as readonly Value[]; // compared by identity
    if (list.length > MAX_TERMS)
      throw refusal('illegal_argument_exception', `The number of terms [${list.length}] exceeds ${MAX_TERMS}`, { page });
    const { type } = fieldAt(context, name, [...EXACT, 'text']);
    if (type === 'text') return constant(context, ({ texts }) => list.some((term) => texts.get(name)?.places.has(String(term))));
    return constant(context, ({ values }) => list.some((value) => values.get(name)?.includes(value)));
  },
  prefix: (said, context) => {
    const page = 'query-dsl/term/prefix';
    const { name, value } = asked(onlyEntry(said, 'prefix', page), 'value', page);
    const beginning = textOf(value, name, page);
    fieldAt(context, name, ['text']);
    return constant(context, ({ texts }) => [...(texts.get(name)?.places.keys() ?? [])].some((term) => term.startsWith(beginning)));
  },
  regexp: (said, context) => {
    const page = 'query-dsl/term/regexp';
    const [name, raw] = onlyEntry(said, 'regexp', page);
    const { value, flags } = objectOf(raw, name, { page, known: ['value', 'flags'] });
    if (flags !== 'NONE') throw refusal('illegal_argument_exception', 'this double knows no optional operators', { page });
    fieldAt(context, name, ['keyword']);
    const expression = luceneExpression(textOf(value, name, page), context.definition, page);
    return constant(context, ({ values }) => values.get(name)?.some((one) => expression.test(String(one))) ?? false);
  },
  range: (said, context) => {
    const page = 'query-dsl/term/range';
    const [name, raw] = onlyEntry(said, 'range', page);
    const { gte, lt } = objectOf(raw, name, { page, known: ['gte', 'lt'] });
    if (!fieldAt(context, name, ['date', 'long', 'integer']).isIndexed)
      throw refusal('query_shard_exception', `Cannot search on field [${name}] since it is not indexed.`, { page });
    const least = gte === undefined ? -Infinity : numberOf(gte, 'gte', page);
    const below = lt === undefined ? Infinity : numberOf(lt, 'lt', page);
    return constant(context, ({ values }) => values.get(name)?.some((one) => Number(one) >= least && Number(one) < below) ?? false);
  },
  exists: (said, context) => {
    const page = 'query-dsl/term/exists';
    const name = textOf(objectOf(said, 'exists', { page, known: ['field'] })['field'], 'field', page);
    fieldAt(context, name, [...EXACT, 'date']);
    return constant(context, ({ values }) => (values.get(name)?.length ?? 0) > 0);
  },
  match_phrase: (said, context) => {
    const page = 'query-dsl/full-text/match-phrase';
    const { name, value } = asked(onlyEntry(said, 'match_phrase', page), 'query', page);
    const tokens = tokensOf(value, page);
    fieldAt(context, name, ['text']);
    return scoredText(context, name, {
      freqIn: (text) => phraseFreq(text, tokens.slice(0, -1), (token) => token === tokens.at(-1)),
      terms: tokens.length,
    });
  },
  match_phrase_prefix: (said, context) => {
    const page = 'query-dsl/full-text/match-phrase-prefix';
    const [name, raw] = onlyEntry(said, 'match_phrase_prefix', page);
    const { query, max_expansions: expansions } = objectOf(raw, name, { page, known: ['query', 'max_expansions'] });
    const tokens = tokensOf(query, page);
    fieldAt(context, name, ['text']);
    const begun = context.dictionary(name).filter((term) => term.startsWith(tokens.at(-1) ?? ''));
    const last = new Set(begun.slice(0, numberOf(expansions, 'max_expansions', page)));
    return scoredText(context, name, {
      freqIn: (text) => phraseFreq(text, tokens.slice(0, -1), (token) => last.has(token)),
      terms: tokens.length,
    });
  },
};
