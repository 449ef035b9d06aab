import type { Phrase } from './query.ts';
import type { Term } from './terms.ts';

/** How a word of the query came to stand for what was found: as it is, as a beginning, inside a longer word, or one letter off. */
export type Manner = 'exact' | 'prefix' | 'partial' | 'typo';

/** A unit of the query after the index has been asked which of its spellings exist. */
export interface ResolvedUnit {
  readonly quoted: boolean;
  readonly manner: Manner;
  /** Any of them stands for the unit. */
  readonly phrases: readonly Phrase[];
}

/** A place where a unit was found: UTF-16 offsets of the text. */
export interface Match {
  readonly unit: number;
  readonly start: number;
  readonly end: number;
  /** The text has a longer word than the query. */
  readonly longer: boolean;
}

const lengthAt = (phrase: Phrase, terms: readonly Term[], at: number): 'exact' | 'longer' | undefined => {
  const last = phrase.terms.length - 1;
  for (const [step, wanted] of phrase.terms.entries()) {
    const found = terms[at + step]?.term;
    if (found === wanted) continue;
    return step === last && phrase.prefix && found?.startsWith(wanted) ? 'longer' : undefined;
  }
  return 'exact';
};

/** Every place where a unit is found, in order of the text; of overlapping alternatives of one unit the first. */
export const matchesIn = (terms: readonly Term[], units: readonly ResolvedUnit[]): readonly Match[] =>
  terms.flatMap((first, at) =>
    units.flatMap(({ phrases }, unit): readonly Match[] => {
      for (const phrase of phrases) {
        const how = lengthAt(phrase, terms, at);
        const end = terms[at + phrase.terms.length - 1]?.end;
        if (how && end !== undefined) return [{ unit, start: first.start, end, longer: how === 'longer' }];
      }
      return [];
    }),
  );
