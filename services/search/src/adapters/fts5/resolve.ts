import type { Manner, ResolvedUnit } from '../../domain/matching.ts';
import type { Phrase, QueryUnit } from '../../domain/query.ts';
import { asWritten, insideWord, MAX_ALTERNATIVES, mistypedWord, partsOf, single } from '../../domain/readings.ts';
import { isOneEditAway, keptByOneEdit } from '../../domain/typos.ts';
import type { WikiFile } from './wiki-file.ts';

/** A unit with the pages (row numbers, ascending) that have it. */
export interface FoundUnit extends ResolvedUnit {
  readonly pages: readonly number[];
}

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

const longerWords = (file: WikiFile, word: string | undefined): readonly Phrase[] =>
  word === undefined ? [] : file.column<string>(SUBSTRING, { word }).map(single);

const nearWords = (file: WikiFile, word: string | undefined): readonly Phrase[] => {
  if (word === undefined) return [];
  const neighbours = file.column<string>(NEIGHBOURS, { length: [...word].length, ...keptByOneEdit(word) });
  return neighbours
    .filter((term) => isOneEditAway(word, term))
    .slice(0, MAX_ALTERNATIVES)
    .map(single);
};

/** Ways to read a unit, tried in order until the wiki has one. */
const READINGS: readonly { readonly manner: Manner; readonly phrases: (file: WikiFile, unit: QueryUnit) => readonly Phrase[] }[] = [
  { manner: 'exact', phrases: (_, unit) => asWritten(unit) },
  { manner: 'partial', phrases: (_, unit) => partsOf(unit) },
  { manner: 'partial', phrases: (file, unit) => longerWords(file, insideWord(unit)) },
  { manner: 'typo', phrases: (file, unit) => nearWords(file, mistypedWord(unit)) },
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
