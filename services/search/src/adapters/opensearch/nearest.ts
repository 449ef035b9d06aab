import type { NearestQuestion, NearHit } from '../../ports/search-index.ts';
import { ask } from './ask.ts';
import type { Cluster } from './cluster.ts';
import type { ChunkDocument, PageDocument } from './page-document.ts';
import { isDirection, numbersOf } from './page-document.ts';
import type { Query, SearchBody, SearchHit } from './query.ts';
import { filtersOf, readableScope } from './scope.ts';

const bodyFor = ({ vector, limit, chunksPerPage = 1 }: NearestQuestion, filter: readonly Query[]): SearchBody => ({
  size: limit,
  _source: ['path', 'pageKey', 'name', 'words', 'chunkCount'],
  query: {
    bool: {
      filter: [...filter],
      must: [
        {
          nested: {
            path: 'chunks',
            score_mode: 'max',
            query: {
              knn: {
                'chunks.vector': {
                  vector: numbersOf(vector),
                  k: limit,
                  // Looked at while the graph is walked, so that there are as many pages as were asked for.
                  filter: { bool: { filter: [...filter] } },
                  ...(chunksPerPage > 1 ? { expand_nested_docs: true } : {}),
                },
              },
            },
            inner_hits: { size: chunksPerPage },
          },
        },
      ],
    },
  },
});

type Shown = Required<Pick<PageDocument, 'path' | 'pageKey' | 'name' | 'words' | 'chunkCount'>>;

/** Cosine similarity as Lucene's engine scores it is half of one more than it. */
const similarityOf = (score: number): number => 2 * score - 1;

const nearHits = (hit: SearchHit): readonly NearHit[] => {
  const { path, pageKey, name, words: pageWords, chunkCount: pageChunks } = hit._source as unknown as Shown; // as we put it
  return (hit.inner_hits?.['chunks']?.hits.hits ?? []).map((inner) => {
    const { index, section, sectionPath, anchor, text } = inner._source as unknown as ChunkDocument; // as we put it
    const similarity = similarityOf(Number(inner._score));
    return { path, pageKey, title: name, section, sectionPath, anchor, chunkIndex: index, text, similarity, pageWords, pageChunks };
  });
};

export const nearestChunks = async (cluster: Cluster, question: NearestQuestion): Promise<readonly NearHit[]> => {
  const { wikiId, vector, filters, allowed } = question;
  if (!isDirection(vector, cluster.dimension)) return [];
  const filter = [...readableScope(wikiId, allowed), ...filtersOf(filters)];
  const { hits } = await ask(cluster, wikiId, bodyFor(question, filter));
  return hits.hits.flatMap(nearHits).sort((a, b) => b.similarity - a.similarity);
};
