/** Joins what was found by words and what was found by meaning into one order, by reciprocal rank (Cormack, Clarke, Büttcher: SIGIR 2009). */

/** The place of a page among those found in one way, best first. */
interface ByWords {
  readonly pageKey: string;
  /** The page has every word that was asked for. */
  readonly every: boolean;
}

interface ByMeaning {
  readonly pageKey: string;
  readonly similarity: number;
}

export interface Fused {
  readonly pageKey: string;
  /** 0 to 1, falling along the order; at least a half for pages that stand in front for having every word. */
  readonly score: number;
  /** Places, from 0. */
  readonly words?: number;
  readonly meaning?: number;
}

/** How slowly a place loses its worth; the usual value. */
const DAMPING = 60;
/** A page that only meaning finds is shown from this similarity on: everything is a little like everything. */
export const LEAST_LIKE = 0.3;
/** So few telling words are names to be looked up: whatever has all of them comes first. */
const FEW = 3;

/** What a place among those found by meaning counts for, next to one by words: little for names, more for what is asked in a sentence. */
const MEANING_COUNTS = { names: 0.2, sentences: 1.5 } as const;

const worth = (place: number | undefined): number => (place === undefined ? 0 : 1 / (DAMPING + place + 1));

const placesOf = (found: readonly { readonly pageKey: string }[]): ReadonlyMap<string, number> =>
  new Map(found.map(({ pageKey }, place) => [pageKey, place]));

const rounded = (score: number): number => Math.round(score * 10_000) / 10_000;

interface Found {
  readonly words: readonly ByWords[];
  readonly meaning: readonly ByMeaning[];
  /** Telling words of the question. */
  readonly telling: number;
}

/** Best first; pages of equal worth in the order of their keys, so that the same lists give the same order. */
export const fused = ({ words, meaning, telling }: Found): readonly Fused[] => {
  const [byWords, byMeaning] = [placesOf(words), placesOf(meaning)];
  const isNames = telling <= FEW;
  const counts = isNames ? MEANING_COUNTS.names : MEANING_COUNTS.sentences;
  const inFront = new Set(isNames ? words.filter(({ every }) => every).map(({ pageKey }) => pageKey) : []);
  const scoreOf = (pageKey: string): number => {
    const place = byWords.get(pageKey);
    if (inFront.has(pageKey)) return 0.5 + worth(place) / worth(0) / 2;
    const both = (worth(place) + counts * worth(byMeaning.get(pageKey))) / ((1 + counts) * worth(0));
    return inFront.size > 0 ? both / 2 : both;
  };
  const alike = meaning.filter(({ pageKey, similarity }) => byWords.has(pageKey) || similarity >= LEAST_LIKE);
  const keys = [...new Set([...words, ...alike].map(({ pageKey }) => pageKey))];
  return keys
    .map((pageKey): Fused & { readonly exact: number } => {
      const exact = scoreOf(pageKey);
      const [atWords, atMeaning] = [byWords.get(pageKey), byMeaning.get(pageKey)];
      return {
        ...{ pageKey, exact, score: rounded(exact) },
        ...(atWords === undefined ? {} : { words: atWords }),
        ...(atMeaning === undefined ? {} : { meaning: atMeaning }),
      };
    })
    .sort((a, b) => b.exact - a.exact || (a.pageKey < b.pageKey ? -1 : 1))
    .map(({ exact: _, ...one }) => one);
};
