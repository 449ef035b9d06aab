import type { Client } from '@opensearch-project/opensearch';
import type { SearchIndex, Unavailable } from '../ports/search-index.ts';
import { ClusterFault } from './opensearch/cluster.ts';
import type { Cluster, Patience } from './opensearch/cluster.ts';
import { findPages } from './opensearch/find.ts';
import { countOf, livePages } from './opensearch/listing.ts';
import { nearestChunks } from './opensearch/nearest.ts';
import { documentOf, tombstoneOf } from './opensearch/page-document.ts';
import { preparer } from './opensearch/prepare.ts';
import { removeWiki } from './opensearch/remove-wiki.ts';
import { fillPage, keepLexicon, lexiconOf, storedPages } from './opensearch/stored.ts';
import { suggestPages } from './opensearch/suggest.ts';
import { write } from './opensearch/write.ts';

export interface OpenSearchOptions {
  readonly client: Client;
  readonly patience: Patience;
  /** Several deployments may share a cluster. */
  readonly alias?: string;
  /** Length of the vectors that can be looked for; others are left out. */
  readonly dimension?: number;
}

/** Of the embedding model that this was made for; another model is another version of the index. */
const DIMENSION = 384;
const ALIAS = 'wikibot-pages';

const BUSY: Unavailable = { ok: false, problem: 'busy', message: 'The search cluster cannot answer just now.' };

const unlessBusy = async <T>(ask: () => Promise<T>): Promise<T | Unavailable> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ClusterFault && error.isPassing) return BUSY;
    throw error;
  }
};

/**
 * The engine of many machines: one index for all wikis in an OpenSearch cluster, each wiki on one shard. A page is one document with its chunks
 * nested in it, so that it is replaced whole or not at all; its sequence is its external version, and a removed page leaves a document that
 * keeps it. The index is made at the first use.
 */
export const openOpenSearchIndex = ({ client, patience, alias = ALIAS, dimension = DIMENSION }: OpenSearchOptions): SearchIndex => {
  const cluster: Cluster = { client, alias, dimension, patience };
  const first = preparer(cluster);
  let closed: Promise<void> | undefined;
  return {
    put: async (page) => (await first(() => write(cluster, [documentOf(page, dimension)])))[0] ?? 'older',
    putMany: (pages) =>
      first(() =>
        write(
          cluster,
          pages.map((page) => documentOf(page, dimension)),
        ),
      ),
    fill: (version, vectors) => first(() => fillPage(cluster, version, vectors)),
    remove: async (version) => (await first(() => write(cluster, [tombstoneOf(version)])))[0] ?? 'older',
    removeWiki: (wikiId) => first(() => removeWiki(cluster, wikiId)),
    search: (question) => unlessBusy(() => first(() => findPages(cluster, question))),
    suggest: (question) => unlessBusy(() => first(() => suggestPages(cluster, question))),
    nearest: (question) => first(() => nearestChunks(cluster, question)),
    count: (wikiId) => first(() => countOf(cluster, wikiId)),
    pages: (wikiId) => first(() => livePages(cluster, wikiId)),
    stored: (wanted) => first(() => storedPages(cluster, wanted)),
    lexicon: (wikiId) => first(() => lexiconOf(cluster, wikiId)),
    keepLexicon: (wikiId, bytes) => first(() => keepLexicon(cluster, wikiId, bytes)),
    // The client never answers when it is closed again.
    close: () => (closed ??= client.close()),
  };
};
