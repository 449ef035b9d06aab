import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { pageKey } from '@wikibot/platform/page/page-path';
import { foldedName } from '../../domain/columns.ts';
import type { Filters } from '../../ports/search-index.ts';
import type { Query } from './query.ts';

const below = (place: string): Query => (place === '' ? { match_all: {} } : { term: { folders: { value: place } } });

const instantOf = (value: string): number => Date.parse(value) || 0;

const without = (field: string): Query => ({ bool: { must_not: [{ exists: { field } }] } });

/** A page whose date cannot be read passes. */
const datedOrUndated = (dated: Query): Query => ({ bool: { should: [dated, without('updated')], minimum_should_match: 1 } });

const CONDITIONS: Readonly<Record<keyof Filters, (value: string) => Query>> = {
  pathPrefix: (value) => below(pageKey(value)),
  category: (value) => ({ term: { category: { value: foldedName(value) } } }),
  tag: (value) => ({ term: { tags: { value: foldedName(value) } } }),
  updatedSince: (value) => datedOrUndated({ range: { updated: { gte: instantOf(value) } } }),
  updatedBefore: (value) => datedOrUndated({ range: { updated: { lt: instantOf(value) } } }),
  author: (value) => ({ term: { author: { value } } }),
};

interface Rule {
  readonly place: string;
  readonly readable: boolean;
}

/** One rule a place; of several that contradict each other the one that hides. */
const rulesOf = (allowed: readonly PathRule[]): readonly Rule[] => {
  const readable = new Map<string, boolean>([['', true]]);
  const said = allowed.map(({ prefix, access }) => ({ place: pageKey(prefix), readable: access !== 'none' }));
  for (const { place } of said)
    readable.set(
      place,
      said.filter((one) => one.place === place).every((one) => one.readable),
    );
  return [...readable].map(([place, isReadable]) => ({ place, readable: isReadable }));
};

const isWithin = (inner: string, outer: string): boolean => inner !== outer && (outer === '' || inner.startsWith(`${outer}/`));

// The rules that hold for a page lie one in another, so the longest is the one with no further rule of the page's below it.
const readablePages = (allowed: readonly PathRule[]): Query => {
  const rules = rulesOf(allowed);
  const should = rules
    .filter(({ readable }) => readable)
    .map(({ place }): Query => {
      const deeper = rules.filter((rule) => isWithin(rule.place, place)).map((rule) => rule.place);
      return { bool: { filter: [below(place)], ...(deeper.length > 0 ? { must_not: [{ terms: { folders: deeper } }] } : {}) } };
    });
  return should.length > 0 ? { bool: { should, minimum_should_match: 1 } } : { match_none: {} };
};

/** The live pages of a wiki that the asker may read. */
export const readableScope = (wikiId: string, allowed: readonly PathRule[] = []): readonly Query[] => [
  { term: { wikiId: { value: wikiId } } },
  { term: { live: { value: true } } },
  ...(allowed.length > 0 ? [readablePages(allowed)] : []),
];

/** What is a page, and no file beside one. */
export const PAGES_ONLY: Query = without('attachedTo');

export const filtersOf = (filters: Filters = {}): readonly Query[] =>
  // Object.entries forgets which keys a Filters has.
  (Object.entries(filters) as [keyof Filters, string | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [CONDITIONS[name](value)],
  );
