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

interface Candidate {
  readonly unit: number;
  readonly phrase: Phrase;
}

const lengthAt = ({ terms: wanted, prefix }: Phrase, terms: readonly Term[], at: number): 'exact' | 'longer' | undefined => {
  const other = wanted.findIndex((term, step) => terms[at + step]?.term !== term);
  if (other === -1) return 'exact';
  const isOpen = prefix && other === wanted.length - 1;
  return isOpen && terms[at + other]?.term.startsWith(wanted[other] ?? '') ? 'longer' : undefined;
};

const beginsOpen = ({ terms, prefix }: Phrase): boolean => prefix && terms.length === 1;

/** Makes a search for all places where units are found: in order of the text, of overlapping alternatives of a unit the first. */
export const matcherOf = (units: readonly ResolvedUnit[]): ((terms: readonly Term[]) => readonly Match[]) => {
  const candidates = units.flatMap(({ phrases }, unit) => phrases.map((phrase): Candidate => ({ unit, phrase })));
  const byFirst = Map.groupBy(
    candidates.filter(({ phrase }) => !beginsOpen(phrase)),
    ({ phrase }) => phrase.terms[0] ?? '',
  );
  const open = candidates.filter(({ phrase }) => beginsOpen(phrase));
  const starting = (term: string): readonly Candidate[] => {
    const exact = byFirst.get(term) ?? [];
    const begun = open.filter(({ phrase }) => term.startsWith(phrase.terms[0] ?? ''));
    return begun.length > 0 ? [...exact, ...begun] : exact;
  };
  const beginnings = open.map(({ phrase }) => phrase.terms[0] ?? '');
  const isCandidate = (term: string): boolean => byFirst.has(term) || beginnings.some((beginning) => term.startsWith(beginning));
  return (terms) => {
    const matches: Match[] = [];
    const add = (at: number, start: number, { unit, phrase }: Candidate): void => {
      const how = lengthAt(phrase, terms, at);
      const last = matches.at(-1);
      const isNew = last?.start !== start || last.unit !== unit;
      const end = terms[at + phrase.terms.length - 1]?.end;
      if (how && isNew && end !== undefined) matches.push({ unit, start, end, longer: how === 'longer' });
    };
    for (let at = 0; at < terms.length; at += 1) {
      const first = terms[at];
      if (first === undefined || !isCandidate(first.term)) continue;
      for (const candidate of starting(first.term)) add(at, first.start, candidate);
    }
    return matches;
  };
};

/** Finds the places of a query's units. */
export type Matcher = ReturnType<typeof matcherOf>;
