import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { pageKey } from '@wikibot/platform/page/page-path';
import { foldedName } from '../../domain/columns.ts';
import type { Filters } from '../../ports/search-index.ts';
import type { Values } from './wiki-file.ts';

/** A condition on rows of `page`, to be put behind `WHERE`, and its values. */
export interface ScopeCondition {
  readonly sql: string;
  readonly values: Values;
}

const BELOW = (place: string): string =>
  `(${place} = '' OR page.key = ${place} OR substr(page.key, 1, length(${place}) + 1) = ${place} || '/')`;

const CONDITIONS: Readonly<Record<keyof Filters, string>> = {
  pathPrefix: BELOW('@pathPrefix'),
  category: 'page.category = @category',
  tag: 'EXISTS (SELECT 1 FROM json_each(page.tags) WHERE value = @tag)',
  updatedSince: '(page.updated IS NULL OR page.updated >= @updatedSince)',
  updatedBefore: '(page.updated IS NULL OR page.updated < @updatedBefore)',
  author: 'page.author = @author',
};

// The longest rule whose folder holds the page decides; no rule, no limit.
const READABLE = `coalesce((SELECT rule.value ->> 'readable' FROM json_each(@rules) AS rule
  WHERE ${BELOW(`(rule.value ->> 'place')`)} ORDER BY length(rule.value ->> 'place') DESC LIMIT 1), 1)`;

const instantOf = (value: string): number => Date.parse(value) || 0;

const VALUES: Readonly<Record<keyof Filters, (value: string) => string | number>> = {
  pathPrefix: pageKey,
  category: foldedName,
  tag: foldedName,
  updatedSince: instantOf,
  updatedBefore: instantOf,
  author: (id) => id,
};

const rulesOf = (rules: readonly PathRule[]): string =>
  JSON.stringify(rules.map(({ prefix, access }) => ({ place: pageKey(prefix), readable: access === 'none' ? 0 : 1 })));

export const scopeOf = (filters: Filters = {}, allowed: readonly PathRule[] = []): ScopeCondition => {
  // Object.entries forgets which keys a Filters has.
  const given = (Object.entries(filters) as [keyof Filters, string | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: VALUES[name](value) }],
  );
  const conditions = ['page.live = 1', ...given.map(({ name }) => CONDITIONS[name]), ...(allowed.length > 0 ? [READABLE] : [])];
  return {
    sql: conditions.join(' AND '),
    values: {
      ...Object.fromEntries(given.map(({ name, value }) => [name, value])),
      ...(allowed.length > 0 ? { rules: rulesOf(allowed) } : {}),
    },
  };
};
