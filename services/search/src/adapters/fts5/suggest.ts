import type { SuggestQuestion, Suggestion } from '../../ports/search-index.ts';
import { scopeOf } from './scope.ts';
import type { WikiFile } from './wiki-file.ts';

// Terms are letters, digits and pictographs; quoted, none of them is an operator.
const quoted = (term: string): string => `"${term.replaceAll('"', '""')}"`;

const expressionOf = (terms: readonly string[]): string =>
  `{title headings} : (${terms.map((term, at) => quoted(term) + (at === terms.length - 1 ? ' *' : '')).join(' AND ')})`;

// Titles before headings and paths; shorter names first: less of them was not asked for.
const suggestSql = (scope: string): string => `
  WITH hit AS MATERIALIZED (SELECT rowid >> 16 AS no, -bm25(words, 8.0, 1.0, 0.0) AS relevance FROM words WHERE words MATCH @match),
  best AS (SELECT no, max(relevance) AS relevance FROM hit GROUP BY no)
  SELECT page.path, page.title, page.attached_to AS attachedTo FROM best CROSS JOIN page ON page.no = best.no
  WHERE ${scope} ORDER BY instr(lower(page.title), @first) = 1 DESC, round(relevance, 1) DESC, length(page.path), page.path LIMIT @limit`;

type Row = Pick<Suggestion, 'path' | 'title'> & { readonly attachedTo: string | null };

export const suggestPages = (file: WikiFile, { terms, allowed, limit }: SuggestQuestion): readonly Suggestion[] => {
  const scope = scopeOf({}, allowed);
  const values = { ...scope.values, match: expressionOf(terms), first: terms[0] ?? '', limit };
  return file
    .rows<Row>(suggestSql(scope.sql), values)
    .map(({ attachedTo, ...page }) => ({ ...page, ...(attachedTo === null ? {} : { attachedTo }) }));
};
