/** How a word that a wiki does not have may still be read. */
import type { Phrase, QueryUnit } from './query.ts';
import { isSpaceless } from './terms.ts';

/** Shorter words are inside, or one letter from, too many others. */
const MIN_PARTIAL = 3;
const MIN_TYPO = 5;
export const MAX_ALTERNATIVES = 8;

export const single = (term: string): Phrase => ({ terms: [term], prefix: false });

/** As it is written; a beginning also as the whole word, so that the whole word counts twice. */
export const asWritten = (unit: QueryUnit): readonly Phrase[] => (unit.prefix ? [{ ...unit, prefix: false }, unit] : [unit]);

/** `foo-bar` that is nowhere may be found by foo or bar, 全文検索 by any two neighbours. */
export const partsOf = ({ terms, kind }: QueryUnit): readonly Phrase[] => {
  if (kind !== 'word' || terms.length === 1) return [];
  return terms.every(isSpaceless)
    ? terms.slice(1).map((term, at) => ({ terms: [terms[at] ?? term, term], prefix: false }))
    : terms.map(single);
};

const longEnough = (least: number, { terms, kind }: QueryUnit): string | undefined =>
  kind === 'word' && terms.length === 1 && (terms[0] ?? '').length >= least ? terms[0] : undefined;

/** The word that longer words may have inside. */
export const insideWord = (unit: QueryUnit): string | undefined => longEnough(MIN_PARTIAL, unit);
/** The word that others may be one edit away from. */
export const mistypedWord = (unit: QueryUnit): string | undefined => longEnough(MIN_TYPO, unit);

/** In wikis with fewer pages every word tells pages apart. */
const MIN_PAGES = 100;

/** The units that tell pages apart: words on more than half of the pages count only where there are no others. */
export const telling = <Unit>(units: readonly Unit[], pages: number, pagesWith: (unit: Unit) => number): readonly Unit[] => {
  if (pages < MIN_PAGES) return units;
  const rare = units.filter((unit) => pagesWith(unit) <= pages / 2);
  return rare.length > 0 ? rare : units;
};
