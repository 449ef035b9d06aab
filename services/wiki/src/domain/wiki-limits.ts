/** What a plan has room for in one wiki: told before, and refused at the limit. What makes a wiki smaller, or no larger, is always let through. */
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Limits } from '@wikibot/contracts/facts/billing';
import type { NearLimit, WikiUsage } from '@wikibot/contracts/requests/limits';
import { NEAR_SHARE } from '@wikibot/contracts/requests/limits';
import { refusals } from '../refusals.ts';

/** How large a wiki is, by what plans measure. */
export interface WikiSize {
  readonly pages: number;
  readonly authors: number;
  readonly bytes: number;
}

interface Measure {
  readonly of: NearLimit['of'];
  readonly used: (size: WikiSize) => number;
  readonly limit: (limits: Limits) => number | null;
  readonly refused: (limit: number, used: number) => Refused;
}

const MEASURES: readonly Measure[] = [
  {
    of: 'pages',
    used: ({ pages }) => pages,
    limit: ({ pagesPerWiki }) => pagesPerWiki,
    refused: (limit) => refusals['wiki.pages-limit']({ limit }),
  },
  {
    of: 'authors',
    used: ({ authors }) => authors,
    limit: ({ authorsPerWiki }) => authorsPerWiki,
    refused: (limit) => refusals['wiki.authors-limit']({ limit }),
  },
  {
    of: 'storage',
    used: ({ bytes }) => bytes,
    limit: ({ storagePerWiki }) => storagePerWiki ?? null,
    refused: (limit, bytes) => refusals['wiki.storage-limit']({ limit, bytes }),
  },
];

/** A wiki may be over a limit, when the plan was a larger one before: then it may be changed, and not grow. */
export const growthRefused = (before: WikiSize, after: WikiSize, limits: Limits): Refused | undefined => {
  for (const { used, limit, refused } of MEASURES) {
    const most = limit(limits);
    if (most !== null && used(after) > most && used(after) > used(before)) return refused(most, used(after));
  }
  return undefined;
};

export const nearLimitsOf = (size: WikiSize, limits: Limits): readonly NearLimit[] =>
  MEASURES.flatMap(({ of, used, limit }) => {
    const most = limit(limits);
    // A plan for one author is not nearly used up by its owner: it is as it is meant.
    return most === null || most === 1 || used(size) < most * NEAR_SHARE ? [] : [{ of, used: used(size), limit: most }];
  });

export const usageOf = (size: WikiSize, limits: Limits | undefined): WikiUsage => {
  const [pages, authors, storage] = MEASURES.map(({ used, limit }) => ({ used: used(size), limit: limits ? limit(limits) : null }));
  return { pages, authors, storage } as WikiUsage; // three measures, in this order
};
