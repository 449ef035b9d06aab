import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { findPages } from '@wikibot/contracts/requests/search';
import { parseQuery } from '../domain/query.ts';
import type { Ports } from '../ports.ts';
import type { Filters } from '../ports/search-index.ts';
import { refusals } from '../refusals.ts';
import { findByBoth } from './find-by-both.ts';
import { hitOf, unavailable } from './found.ts';
import { directionOf, filtersOf, placeOf } from './question.ts';

type Slice = AnswerSlice<typeof findPages, Ports>;
type Data = Parameters<Slice>[0];

const slice: Slice = async (data, context, ports) => {
  const place = await placeOf(context, ports);
  if (!place) return refusals['wiki.not-found']({});
  const query = parseQuery(data.query);
  if (!query.ok) return refusals['search.empty']({ query: data.query });
  const asked = { ...place.scope, query, filters: await filtersOf(data, ports) };
  if (data.mode === 'words') return byWords(data, asked, ports);
  const direction = await directionOf(query.text, place.shelf, ports);
  if (direction instanceof Float32Array) return findByBoth(data, { ...asked, vector: direction }, ports);
  // Words are the half that is always there.
  return data.mode === 'hybrid' ? byWords(data, asked, ports) : refusals[`search.${direction}`]({ query: query.text });
};

export default slice;

type Asked = Omit<Parameters<Ports['index']['search']>[0], 'limit' | 'after'> & { readonly filters: Filters };

const byWords = async ({ limit, cursor }: Data, asked: Asked, { index }: Ports): ReturnType<Slice> => {
  const found = await index.search({ ...asked, limit, ...(cursor === undefined ? {} : { after: cursor }) });
  if (!found.ok) return unavailable(found.problem);
  const { hits, total, next } = found;
  const results = hits.map((hit) => hitOf(hit));
  return {
    ok: true,
    answer: { query: asked.query.text, results, total, mode: 'words', ...(next === undefined ? {} : { next }) },
    token: {},
  };
};
