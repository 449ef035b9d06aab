import type { ResolvedUnit } from '../../domain/matching.ts';
import type { QueryUnit } from '../../domain/query.ts';
import { asWritten, insideWord, MAX_ALTERNATIVES, mistypedWord, partsOf, single } from '../../domain/readings.ts';
import { isOneEditAway } from '../../domain/typos.ts';
import { askAll, totalOf } from './ask.ts';
import { pagesHaving } from './clauses.ts';
import type { Cluster } from './cluster.ts';
import { markOf } from './page-document.ts';
import type { Query, SearchAnswer, SearchBody } from './query.ts';
import { longerThan, oneEditFrom } from './word-patterns.ts';

/** A unit, and how many pages have it. */
export interface FoundUnit extends ResolvedUnit {
  readonly pages: number;
}

export interface Resolution {
  readonly units: readonly FoundUnit[];
  /** Units that are nowhere in what may be read, however they are read. */
  readonly missing: number;
  /** Pages that may be read. */
  readonly pages: number;
}

/** One way to read a unit: what to ask of the wiki, and what the answer makes of the unit. */
interface Reading {
  readonly question: Query;
  readonly aggs?: SearchBody['aggs'];
  readonly answered: (answer: SearchAnswer) => FoundUnit | undefined;
}

interface Place {
  readonly mark: string;
  readonly scope: readonly Query[];
}

type Common = Pick<ResolvedUnit, 'quoted' | 'manner'>;

const ofPhrases = (mark: string, phrases: ResolvedUnit['phrases'], common: Common): Reading => ({
  question: pagesHaving(mark, phrases),
  answered: (answer) => (totalOf(answer) > 0 ? { ...common, phrases, pages: totalOf(answer) } : undefined),
});

/** Most frequent words that fit, from which the best are chosen. */
const MAX_WORDS = 50;

interface WordSearch extends Common {
  readonly pattern: string;
  readonly isWanted: (word: string) => boolean;
}

type Buckets = { readonly buckets?: readonly { readonly key: string }[] } | undefined;

// Shorter words first: less of them was not asked for.
const byLength = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

// `map`: values of the pages found, not a table of all wikis' words. The client's types know no `field` here.
const wordsLike = (include: string) => ({ field: 'vocabulary', include, size: MAX_WORDS, execution_hint: 'map' as const });

const ofWords = (mark: string, { pattern, isWanted, ...common }: WordSearch): Reading => ({
  question: { regexp: { vocabulary: { value: pattern, flags: 'NONE' } } },
  aggs: { words: { terms: wordsLike(pattern) } },
  answered: (answer) => {
    const { buckets = [] } = (answer.aggregations?.['words'] as Buckets) ?? {}; // as the question's aggregation is answered
    const words = buckets.map(({ key }) => key.slice(mark.length)).filter(isWanted);
    const phrases = words.sort(byLength).slice(0, MAX_ALTERNATIVES).map(single);
    return phrases.length > 0 ? { ...common, phrases, pages: totalOf(answer) } : undefined;
  },
});

const exactly = (mark: string, unit: QueryUnit): Reading =>
  ofPhrases(mark, asWritten(unit), { quoted: unit.kind === 'phrase', manner: 'exact' });

/** Ways to read a unit that is nowhere as it is written, in order. */
const otherwise = (mark: string, unit: QueryUnit): readonly Reading[] => {
  const parts = partsOf(unit);
  const inside = insideWord(unit);
  const mistyped = mistypedWord(unit);
  return [
    ...(parts.length > 0 ? [ofPhrases(mark, parts, { quoted: false, manner: 'partial' })] : []),
    ...(inside === undefined
      ? []
      : [ofWords(mark, { quoted: false, manner: 'partial', pattern: longerThan(mark, inside), isWanted: () => true })]),
    ...(mistyped === undefined
      ? []
      : [
          ofWords(mark, {
            ...{ quoted: false, manner: 'typo', pattern: oneEditFrom(mark, mistyped) },
            isWanted: (word) => isOneEditAway(mistyped, word),
          }),
        ]),
  ];
};

const bodyOf = ({ scope }: Place, { question, aggs }: Pick<Reading, 'question' | 'aggs'>): SearchBody => ({
  size: 0,
  track_total_hits: true,
  query: { bool: { filter: [...scope, question] } },
  ...(aggs ? { aggs } : {}),
});

/** What a wiki has of a query: one round trip, and one more when a word is not there as it is written. */
export const resolve = async (
  cluster: Cluster,
  wikiId: string,
  asked: { units: readonly QueryUnit[]; scope: readonly Query[] },
): Promise<Resolution> => {
  const place: Place = { mark: markOf(wikiId), scope: asked.scope };
  const written = asked.units.map((unit) => exactly(place.mark, unit));
  const [all, ...answers] = await askAll(cluster, wikiId, [
    bodyOf(place, { question: { match_all: {} } }),
    ...written.map((reading) => bodyOf(place, reading)),
  ]);
  const asWrittenFound = written.map((reading, at) => reading.answered(answers[at] as SearchAnswer)); // one answer for each question
  const others = asked.units.map((unit, at) => (asWrittenFound[at] ? [] : otherwise(place.mark, unit)));
  const further = [
    ...(await askAll(
      cluster,
      wikiId,
      others.flat().map((reading) => bodyOf(place, reading)),
    )),
  ];
  const found = others.map((readings, at) => {
    const read = readings.map((reading) => reading.answered(further.shift() as SearchAnswer)); // in the same order
    return asWrittenFound[at] ?? read.find((unit) => unit !== undefined);
  });
  const units = found.filter((unit) => unit !== undefined);
  return { units, missing: found.length - units.length, pages: all ? totalOf(all) : 0 };
};
