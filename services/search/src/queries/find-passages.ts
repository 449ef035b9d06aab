import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { findPassages, Passage } from '@wikibot/contracts/requests/search';
import { beginningOf } from '../domain/passage.ts';
import type { Ports } from '../ports.ts';
import type { NearHit } from '../ports/search-index.ts';
import { refusals } from '../refusals.ts';
import { directionOf, filtersOf, placeOf } from './question.ts';

const passageOf = (near: NearHit): Passage => {
  const { path, title, text, section, sectionPath, anchor, chunkIndex, similarity, pageChunks, pageWords } = near;
  const distance = Math.round(Math.min(2, Math.max(0, 1 - similarity)) * 10_000) / 10_000;
  return {
    ...{ path, title, text, section, sectionPath, anchor, chunkIndex, distance, pageWords },
    snippet: beginningOf(text),
    totalChunks: pageChunks,
  };
};

const slice: AnswerSlice<typeof findPassages, Ports> = async (data, context, ports) => {
  const place = await placeOf(context, ports);
  if (!place) return refusals['wiki.not-found']({});
  const vector = await directionOf(data.query, place.shelf, ports);
  if (!(vector instanceof Float32Array)) return refusals[`search.${vector}`]({ query: data.query });
  const near = await ports.index.nearest({
    ...place.scope,
    vector,
    filters: await filtersOf(data, ports),
    limit: data.limit,
    chunksPerPage: data.perPage,
  });
  return { ok: true, answer: { query: data.query, results: near.slice(0, data.limit).map(passageOf) }, token: {} };
};

export default slice;
