import { setImmediate } from 'node:timers/promises';
import type { IndexedPage, IndexSize, PageSequence, PutOutcome, SearchIndex } from '../ports/search-index.ts';
import { findPages } from './fts5/find.ts';
import { nearestChunks } from './fts5/nearest.ts';
import { fillPage, keepLexicon, lexiconOf, storedPages } from './fts5/stored.ts';
import { suggestPages } from './fts5/suggest.ts';
import { vectorCache } from './fts5/vector-cache.ts';
import type { VectorCache } from './fts5/vector-cache.ts';
import { putPage, removePage } from './fts5/write.ts';
import type { WikiFile } from './fts5/wiki-file.ts';
import { wikiFilesIn } from './fts5/wiki-files.ts';
import type { WikiFiles } from './fts5/wiki-files.ts';

/** So many chunks are one transaction: enough to share an fsync, few enough that others are served in between. */
const CHUNKS_AT_ONCE = 64;

const SIZE = 'SELECT (SELECT count(*) FROM page WHERE live = 1 AND attached_to IS NULL) AS pages, (SELECT count(*) FROM chunk) AS chunks';
const LIVE = 'SELECT key AS pageKey, sequence FROM page WHERE live = 1 AND attached_to IS NULL ORDER BY key';

/** Runs of pages of one wiki with about 64 chunks each, in the order given. */
const batched = (pages: readonly IndexedPage[]): readonly (readonly IndexedPage[])[] => {
  const batches: IndexedPage[][] = [];
  let chunks = 0;
  for (const page of pages) {
    const open = batches.at(-1);
    const fits = open?.[0]?.wikiId === page.wikiId && chunks + page.chunks.length <= CHUNKS_AT_ONCE;
    if (open && fits) open.push(page);
    else batches.push([page]);
    chunks = (fits ? chunks : 0) + page.chunks.length + 1;
  }
  return batches;
};

type Reading = Pick<SearchIndex, 'search' | 'nearest' | 'suggest' | 'count' | 'pages' | 'stored' | 'lexicon'>;

const readingFrom = (files: WikiFiles, vectors: VectorCache): Reading => ({
  async search(question) {
    const file = files.readable(question.wikiId);
    return file ? findPages(file, question) : { ok: true, hits: [], total: 0 };
  },
  async nearest(question) {
    const file = files.readable(question.wikiId);
    return file ? nearestChunks(file, vectors.of(question.wikiId, file, question.vector.length), question) : [];
  },
  async suggest(question) {
    const file = files.readable(question.wikiId);
    return file ? suggestPages(file, question) : [];
  },
  count: async (wikiId) => files.readable(wikiId)?.rows<IndexSize>(SIZE)[0] ?? { pages: 0, chunks: 0 },
  pages: async (wikiId) => files.readable(wikiId)?.rows<PageSequence>(LIVE) ?? [],
  async stored(wanted) {
    const file = files.readable(wanted.wikiId);
    return file ? storedPages(file, wanted) : [];
  },
  async lexicon(wikiId) {
    const file = files.readable(wikiId);
    return file ? lexiconOf(file) : undefined;
  },
});

/**
 * The embedded engine: SQLite FTS5, one file per wiki, nothing to install. A change is one transaction with the sequence it is gated by, and
 * durable when it resolves (WAL, `synchronous=FULL`), so what the caller believes indexed is indexed after a power failure, too.
 * @param options.folder where the files lie (made if missing); without it the index lives in memory
 */
export const openFts5SearchIndex = ({ folder }: { readonly folder?: string } = {}): SearchIndex => {
  const files = wikiFilesIn(folder);
  const vectors = vectorCache();
  const changing = (wikiId: string): WikiFile => {
    vectors.forget(wikiId);
    return files.writable(wikiId);
  };
  const putBatch = (batch: readonly IndexedPage[]): readonly PutOutcome[] => {
    const [first] = batch;
    if (first === undefined) return [];
    const file = changing(first.wikiId);
    return file.atomically(() => batch.map((page) => putPage(file, page)));
  };
  return {
    put: async (page) => putBatch([page])[0] ?? 'older',
    async putMany(pages) {
      const outcomes: PutOutcome[] = [];
      for (const batch of batched(pages)) {
        outcomes.push(...putBatch(batch));
        await setImmediate();
      }
      return outcomes;
    },
    async fill(version, added) {
      const file = changing(version.wikiId);
      return file.atomically(() => fillPage(file, version, added));
    },
    async remove(version) {
      const file = changing(version.wikiId);
      return file.atomically(() => removePage(file, version));
    },
    async removeWiki(wikiId) {
      vectors.forget(wikiId);
      files.delete(wikiId);
    },
    ...readingFrom(files, vectors),
    keepLexicon: async (wikiId, bytes) => keepLexicon(files.writable(wikiId), bytes),
    close: async () => files.close(),
  };
};
