import type { IndexSize, PageSequence } from '../../ports/search-index.ts';
import { ask, totalOf } from './ask.ts';
import type { Cluster } from './cluster.ts';
import { PAGES_ONLY, readableScope } from './scope.ts';

type Sum = { readonly value?: number } | undefined;

export const countOf = async (cluster: Cluster, wikiId: string): Promise<IndexSize> => {
  const answer = await ask(cluster, wikiId, {
    size: 0,
    track_total_hits: true,
    query: { bool: { filter: [...readableScope(wikiId), PAGES_ONLY] } },
    aggs: { chunks: { sum: { field: 'chunkCount' } } },
  });
  return { pages: totalOf(answer), chunks: (answer.aggregations?.['chunks'] as Sum)?.value ?? 0 }; // as the question's aggregation is answered
};

const AT_ONCE = 1_000;

/** In the order of their keys, so that a change in between neither repeats nor skips another page. */
export const livePages = async (cluster: Cluster, wikiId: string): Promise<readonly PageSequence[]> => {
  const pages: PageSequence[] = [];
  for (let after: string | undefined; ;) {
    const { hits } = await ask(cluster, wikiId, {
      size: AT_ONCE,
      _source: false,
      docvalue_fields: [{ field: 'sequence' }],
      query: { bool: { filter: [...readableScope(wikiId), PAGES_ONLY] } },
      sort: [{ pageKey: { order: 'asc' } }],
      ...(after === undefined ? {} : { search_after: [after] }),
    });
    for (const { sort, fields } of hits.hits) {
      const sequences = fields?.['sequence'] as readonly number[]; // every document has one
      pages.push({ pageKey: String(sort?.[0]), sequence: Number(sequences[0]) });
    }
    if (hits.hits.length < AT_ONCE) return pages;
    after = pages.at(-1)?.pageKey;
  }
};
