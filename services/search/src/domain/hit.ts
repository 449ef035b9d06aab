import { cutAt } from '@wikibot/platform/page/words';
import { matcherOf } from './matching.ts';
import type { Manner, Matcher, ResolvedUnit } from './matching.ts';
import { snippetOf } from './snippet.ts';
import { termsOf } from './terms.ts';

/** Where a word of the query was found, and how, if not as it was written. */
export type Why = 'title' | 'heading' | 'path' | 'text' | 'phrase' | 'prefix' | 'partial' | 'typo' | 'meaning';

/** A chunk of a page, and where in the page it stands. */
export interface ChunkPlace {
  readonly path: string;
  readonly pageKey: string;
  readonly title: string;
  readonly section: string;
  readonly sectionPath: string;
  readonly anchor: string;
  readonly chunkIndex: number;
  /** The page that this is a file beside of; the path is then the file's. */
  readonly attachedTo?: string;
}

/** A chunk that was found by the nearness of its vector. */
export interface NearChunk extends ChunkPlace {
  /** Inner product with the question's vector: 1 is the same direction. */
  readonly similarity: number;
  readonly text: string;
}

export interface PageHit extends ChunkPlace {
  /** 0 to 1 for display: at least a half when the page has every word of the query, the rest by relevance. Comparable within one answer only. */
  readonly score: number;
  /** Plain text, never HTML. */
  readonly snippet: string;
  /** Ranges of the snippet that matched, `[start, end)` in UTF-16 units. */
  readonly highlights: readonly (readonly [start: number, end: number])[];
  readonly why: readonly Why[];
}

/** A page that matched, with the chunk that matched best. */
export interface FoundRow extends ChunkPlace {
  readonly text: string;
  /** BM25, greater is better, without an upper bound. */
  readonly relevance: number;
  /** The page has every word of the query. */
  readonly every: boolean;
}

/** The relevance that counts as half as good as possible: a rare word once in the text of a mid-sized wiki. */
const HALF_RELEVANT = 8;

/** `relevance / (relevance + 8)`, in the upper half of the scale for pages with every word, in the lower for others: order is kept. */
export const displayScore = (relevance: number, every: boolean): number => {
  const share = relevance <= 0 ? 0 : relevance / (relevance + HALF_RELEVANT);
  return Math.round(((every ? 1 : 0) + share) * 5000) / 10_000;
};

const PLACES: readonly { readonly why: Why; readonly text: (row: FoundRow) => string }[] = [
  { why: 'title', text: ({ title }) => title },
  {
    why: 'heading',
    text: ({ section, sectionPath, title }) =>
      `${sectionPath.startsWith(title) ? sectionPath.slice(title.length) : sectionPath} ${section}`,
  },
  { why: 'path', text: ({ path }) => path },
  { why: 'text', text: ({ text }) => text },
];

const MANNERS: Readonly<Record<Manner, readonly Why[]>> = { exact: [], prefix: ['prefix'], partial: ['partial'], typo: ['typo'] };
const MAX_READ = 20_000;

const reasons = (row: FoundRow, units: readonly ResolvedUnit[], matcher: Matcher): readonly Why[] => {
  const found = PLACES.map(({ why, text }) => ({ why, matches: matcher(termsOf(cutAt(text(row), MAX_READ))) }));
  const matches = found.flatMap((place) => place.matches);
  const manners = units.flatMap((unit, index): readonly Why[] => {
    const own = matches.filter((match) => match.unit === index);
    if (own.length === 0) return [];
    const isPrefix = own.every(({ longer }) => longer);
    return [...(unit.quoted ? (['phrase'] as const) : []), ...MANNERS[isPrefix ? 'prefix' : unit.manner]];
  });
  return [...new Set([...found.filter((place) => place.matches.length > 0).map(({ why }) => why), ...manners])];
};

/** Made when it is first looked at. */
const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** Makes hits for one query: what to show of a page, and why it was found. Both are worked out when they are looked at: many are ranked, few shown. */
export const hitsFor = (units: readonly ResolvedUnit[]): ((row: FoundRow) => PageHit) => {
  const matcher = matcherOf(units);
  return (row) => {
    const { path, pageKey, title, section, sectionPath, anchor, chunkIndex, attachedTo } = row;
    const excerpt = lazily(() => snippetOf(row.text, matcher));
    const why = lazily(() => reasons(row, units, matcher));
    return {
      ...{ path, pageKey, title, section, sectionPath, anchor, chunkIndex },
      ...(attachedTo === undefined ? {} : { attachedTo }),
      score: displayScore(row.relevance, row.every),
      get snippet() {
        return excerpt().text;
      },
      get highlights() {
        return excerpt().highlights;
      },
      get why() {
        return why();
      },
    };
  };
};
