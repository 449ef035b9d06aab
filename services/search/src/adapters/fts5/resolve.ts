import type { Manner, ResolvedUnit } from '../../domain/matching.ts';
import type { Phrase, QueryUnit } from '../../domain/query.ts';
import { isSpaceless } from '../../domain/terms.ts';
import { isOneEditAway, keptByOneEdit } from '../../domain/typos.ts';
import type { WikiFile } from './wiki-file.ts';

/** A unit with the pages (row numbers, ascending) that have it. */
export interface FoundUnit extends ResolvedUnit {
  readonly pages: readonly number[];
}

/** Shorter words are inside, or one letter from, too many others. */
const MIN_PARTIAL = 3;
const MIN_TYPO = 5;
const MAX_ALTERNATIVES = 8;

const SUBSTRING = `SELECT term FROM vocabulary WHERE instr(term, @word) > 0 ORDER BY length(term), term LIMIT ${MAX_ALTERNATIVES}`;
const NEIGHBOURS = `SELECT term FROM vocabulary WHERE length(term) BETWEEN @length - 1 AND @length + 1
  AND (substr(term, 1, length(@head)) = @head OR substr(term, -length(@tail)) = @tail)`;

// Terms are letters, digits and pictographs; quoted, none of them is an operator, and a quote could only end up doubled.
const expressionOf = ({ terms, prefix }: Phrase): string => `"${terms.join(' ').replaceAll('"', '""')}"${prefix ? ' *' : ''}`;

/** In the language of FTS5: any of the phrases. */
export const anyOf = (phrases: readonly Phrase[]): string => phrases.map(expressionOf).join(' OR ');

const pagesWith = (file: WikiFile, phrases: readonly Phrase[]): readonly number[] =>
  phrases.length === 0
    ? []
    : file.column<number>('SELECT DISTINCT rowid >> 16 FROM words WHERE words MATCH @match', { match: anyOf(phrases) });

const single = (term: string): Phrase => ({ terms: [term], prefix: false });

// `foo-bar` that is nowhere may be found by foo or bar, 全文検索 by any two neighbours.
const parts = ({ terms }: QueryUnit): readonly Phrase[] =>
  terms.every(isSpaceless) ? terms.slice(1).map((term, at) => ({ terms: [terms[at] ?? term, term], prefix: false })) : terms.map(single);

const longerWords = (file: WikiFile, word: string): readonly Phrase[] =>
  word.length < MIN_PARTIAL ? [] : file.column<string>(SUBSTRING, { word }).map(single);

const nearWords = (file: WikiFile, word: string): readonly Phrase[] => {
  if (word.length < MIN_TYPO) return [];
  const neighbours = file.column<string>(NEIGHBOURS, { length: [...word].length, ...keptByOneEdit(word) });
  return neighbours
    .filter((term) => isOneEditAway(word, term))
    .slice(0, MAX_ALTERNATIVES)
    .map(single);
};

/** Ways to read a unit, tried in order until the wiki has one. */
const READINGS: readonly { readonly manner: Manner; readonly phrases: (file: WikiFile, unit: QueryUnit) => readonly Phrase[] }[] = [
  // Both, so that the whole word counts twice.
  { manner: 'exact', phrases: (_, unit) => (unit.prefix ? [{ ...unit, prefix: false }, unit] : [unit]) },
  { manner: 'partial', phrases: (_, unit) => (unit.kind === 'word' && unit.terms.length > 1 ? parts(unit) : []) },
  {
    manner: 'partial',
    phrases: (file, { terms, kind }) => (kind === 'word' && terms.length === 1 ? longerWords(file, terms[0] ?? '') : []),
  },
  { manner: 'typo', phrases: (file, { terms, kind }) => (kind === 'word' && terms.length === 1 ? nearWords(file, terms[0] ?? '') : []) },
];

const resolved = (file: WikiFile, unit: QueryUnit): FoundUnit | undefined => {
  for (const { manner, phrases } of READINGS) {
    const read = phrases(file, unit);
    const pages = pagesWith(file, read);
    if (pages.length > 0) return { quoted: unit.kind === 'phrase', manner, phrases: read, pages };
  }
  return undefined;
};

/** What the wiki has of a query: `missing` units are nowhere in it, however they are read. */
export interface Resolution {
  readonly units: readonly FoundUnit[];
  readonly missing: number;
}

export const resolve = (file: WikiFile, units: readonly QueryUnit[]): Resolution => {
  const found = units.map((unit) => resolved(file, unit)).filter((unit) => unit !== undefined);
  return { units: found, missing: units.length - found.length };
};

/** In wikis with fewer pages every word tells pages apart. */
const MIN_PAGES = 100;

/** The units that tell pages apart: words on more than half of the pages count only where there are no others. */
export const telling = (units: readonly FoundUnit[], pages: number): readonly FoundUnit[] => {
  if (pages < MIN_PAGES) return units;
  const rare = units.filter((unit) => unit.pages.length <= pages / 2);
  return rare.length > 0 ? rare : units;
};
