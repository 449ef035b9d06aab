import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { findPages, Hit } from '@wikibot/contracts/requests/search';
import { rulesOf } from '@wikibot/platform/kernel/access';
import { parseQuery } from '../domain/query.ts';
import type { Ports } from '../ports.ts';
import type { PageHit } from '../domain/hit.ts';
import type { Filters } from '../ports/search-index.ts';
import { refusals } from '../refusals.ts';

const slice: AnswerSlice<typeof findPages, Ports> = async (data, context, { index }) => {
  const { tenant } = context;
  if (!tenant.wikiId) return refusals['wiki.not-found']({});
  const query = parseQuery(data.query);
  if (!query.ok) return refusals['search.empty']({ query: data.query });
  const found = await index.search({
    wikiId: tenant.wikiId,
    query,
    filters: filtersOf(data),
    allowed: rulesOf(context),
    limit: data.limit,
    ...(data.cursor === undefined ? {} : { after: data.cursor }),
  });
  if (!found.ok) return NOT_FOUND_OUT[found.problem]();
  const answer = {
    query: query.text,
    results: found.hits.map(hitOf),
    total: found.total,
    ...(found.next === undefined ? {} : { next: found.next }),
  };
  return { ok: true, answer, token: {} };
};

export default slice;

const NOT_FOUND_OUT = {
  cursor: () => refusals['search.bad-cursor']({}),
  'no-index': () => refusals['search.not-configured']({}),
  busy: () => refusals['search.busy']({}),
} as const;

const filtersOf = ({ prefix, category, tag, updatedSince }: DataOf<typeof findPages>): Filters => ({
  ...(prefix === undefined ? {} : { pathPrefix: prefix }),
  ...(category === undefined ? {} : { category }),
  ...(tag === undefined ? {} : { tag }),
  ...(updatedSince === undefined ? {} : { updatedSince }),
});

const hitOf = ({ path, title, score, snippet, highlights, section, anchor, why }: PageHit): Hit => ({
  path,
  title,
  score,
  snippet,
  highlights: highlights.map(([start, end]): [number, number] => [start, end]),
  section,
  anchor,
  why: [...why],
});
