import type { ResolvedUnit } from '../../domain/matching.ts';
import type { Phrase } from '../../domain/query.ts';
import { COLUMNS, fieldOf, onceIn } from './index-definition.ts';
import { marked } from './page-document.ts';
import type { Query } from './query.ts';

/** Words of this wiki that a beginning at the end of a phrase may stand for. */
const MAX_EXPANSIONS = 256;
/** A word that stands in several columns is worth its best one, and a little more. */
const TIE_BREAKER = 0.1;

const anyOf = (should: readonly Query[]): Query => ({ bool: { should: [...should], minimum_should_match: 1 } });

export const phraseIn = (field: string, mark: string, { terms, prefix }: Phrase): Query => {
  const query = marked(mark, terms);
  if (terms.length > 1) {
    return prefix
      ? { match_phrase_prefix: { [field]: { query, max_expansions: MAX_EXPANSIONS } } }
      : { match_phrase: { [field]: { query } } };
  }
  return prefix ? { prefix: { [field]: { value: query } } } : { term: { [field]: { value: query } } };
};

const isWord = ({ terms, prefix }: Phrase): boolean => terms.length === 1 && !prefix;

const wordsIn = (field: string, mark: string, words: readonly Phrase[]): Query => ({
  terms: { [field]: words.map(({ terms }) => marked(mark, terms)) },
});

/** Chunks that have any of the phrases, in whichever column. Words go together: a query ends at 1,024 clauses. */
export const having = (mark: string, phrases: readonly Phrase[]): Query => {
  const words = phrases.filter(isWord);
  const longer = phrases.filter((phrase) => !isWord(phrase));
  const should = COLUMNS.map(fieldOf).flatMap((field) => [
    ...(words.length > 0 ? [wordsIn(field, mark, words)] : []),
    ...longer.map((phrase) => phraseIn(field, mark, phrase)),
  ]);
  return anyOf(should);
};

/** Pages with such a chunk. */
export const pagesHaving = (mark: string, phrases: readonly Phrase[]): Query => ({
  nested: { path: 'chunks', score_mode: 'none', query: having(mark, phrases) },
});

const constant = (filter: Query, boost: number): Query => ({ constant_score: { filter, boost } });

const inBestColumn = (queryIn: (column: (typeof COLUMNS)[number]) => Query): Query => ({
  dis_max: { tie_breaker: TIE_BREAKER, queries: COLUMNS.map(queryIn) },
});

// A phrase's terms are each counted by the similarity; a beginning stands for many words, whose number says nothing.
const scoredPhrase = (mark: string, phrase: Phrase, rarity: number): Query =>
  inBestColumn((column) => {
    const query = phraseIn(fieldOf(column), mark, phrase);
    return phrase.prefix ? constant(query, rarity * onceIn(column)) : { bool: { must: [query], boost: rarity / phrase.terms.length } };
  });

// A guess at what was meant: how often it occurs says little.
const scoredWords = (mark: string, words: readonly Phrase[], rarity: number): Query =>
  inBestColumn((column) => constant(wordsIn(fieldOf(column), mark, words), rarity * onceIn(column)));

/** The chunks of a unit, by how much they tell of it. `rarity` is the unit's inverse page frequency in its wiki. */
export const scored = (mark: string, { phrases, manner }: ResolvedUnit, rarity: number): Query => {
  if (manner !== 'exact' && phrases.every(isWord)) return scoredWords(mark, phrases, rarity);
  return anyOf(phrases.map((phrase) => scoredPhrase(mark, phrase, rarity)));
};
