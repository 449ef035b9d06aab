import { cutAt } from '@wikibot/platform/page/words';
import { termNames } from './terms.ts';

/** Terms that must follow one another; the last may be the beginning of a longer one. */
export interface Phrase {
  readonly terms: readonly string[];
  readonly prefix: boolean;
}

/** One word (`e-mail` and `日本` are several terms, one word) or one quoted phrase. Any of a query's units suffices for a hit. */
export interface QueryUnit extends Phrase {
  readonly kind: 'word' | 'phrase';
}

export interface ParsedQuery {
  readonly ok: true;
  /** As it was understood, cut if it was too long. */
  readonly text: string;
  readonly units: readonly QueryUnit[];
  /** What was left out, in words for the asker. */
  readonly notes: readonly string[];
}

export type QueryRefused = { readonly ok: false; readonly problem: 'empty'; readonly message: string };

/** In UTF-16 units and in terms. */
export const QUERY_LIMITS = { characters: 400, terms: 32 } as const;
/** A shorter beginning stands for most of the vocabulary. */
const MIN_PREFIX = 2;

const QUOTES = /[“”„‟«»＂]/g;
const PART = /"([^"]*)"|[^\s"]+/g;
const OPEN_END = /[\p{L}\p{N}\p{M}]$/u;

const canGrow = (terms: readonly string[]): boolean => (terms.at(-1)?.length ?? 0) >= MIN_PREFIX;

const unitsOf = (text: string): readonly QueryUnit[] => {
  const parts = [...text.replace(QUOTES, '"').matchAll(PART)];
  return parts.flatMap((part, index): readonly QueryUnit[] => {
    const quoted = part[1];
    const terms = termNames(quoted ?? part[0]);
    if (terms.length === 0) return [];
    if (quoted !== undefined) return [{ kind: 'phrase', terms, prefix: false }];
    const beingTyped = index === parts.length - 1 && OPEN_END.test(text);
    return [{ kind: 'word', terms, prefix: canGrow(terms) && (part[0].endsWith('*') || beingTyped) }];
  });
};

const within = (units: readonly QueryUnit[], limit: number): readonly QueryUnit[] => {
  let left = limit;
  return units.flatMap((unit) => {
    const terms = unit.terms.slice(0, left);
    left -= terms.length;
    return terms.length === 0 ? [] : [{ ...unit, terms, prefix: unit.prefix && terms.length === unit.terms.length }];
  });
};

const unlike = (units: readonly QueryUnit[]): readonly QueryUnit[] => [
  ...new Map(units.map((unit) => [`${unit.kind === 'phrase'}:${unit.terms.join(' ')}`, unit])).values(),
];

/**
 * Reads what a person or an agent typed: words, `"phrases"`, `begin*`; the last word counts as the beginning of one while nothing follows it.
 * Everything else, operators of any search language included, is punctuation. At most 400 characters and 32 terms are used.
 * @example parseQuery('deploy "blue green" rout') // 3 units, the last with `prefix: true`
 */
export const parseQuery = (input: string): ParsedQuery | QueryRefused => {
  const text = cutAt(input.trimStart(), QUERY_LIMITS.characters);
  const all = unlike(unitsOf(text));
  const count = all.reduce((sum, unit) => sum + unit.terms.length, 0);
  if (count === 0) return { ok: false, problem: 'empty', message: 'The query has no word to look for. Send at least one letter or digit.' };
  const notes = [
    ...(input.trim().length > QUERY_LIMITS.characters
      ? [`Only the first ${QUERY_LIMITS.characters} characters of the query were used.`]
      : []),
    ...(count > QUERY_LIMITS.terms ? [`Only the first ${QUERY_LIMITS.terms} of ${count} words were used.`] : []),
  ];
  return { ok: true, text: text.trimEnd(), units: within(all, QUERY_LIMITS.terms), notes };
};
