/** Reads what the cluster has of pages, and adds to it what was made of them later. */
import type { IndexedPage, PageVersion, PutOutcome, StoredChunk, StoredPage, StoredQuestion } from '../../ports/search-index.ts';
import { ask } from './ask.ts';
import type { Cluster } from './cluster.ts';
import type { ChunkDocument, PageDocument } from './page-document.ts';
import { documentOf } from './page-document.ts';
import type { Query } from './query.ts';
import { readableScope } from './scope.ts';
import { write } from './write.ts';

type Kept = Required<Pick<PageDocument, 'pageKey' | 'sequence' | 'path' | 'name' | 'words' | 'tags' | 'chunks'>> &
  Pick<PageDocument, 'category' | 'author' | 'updated'>;

const KEPT = ['pageKey', 'sequence', 'path', 'name', 'words', 'tags', 'chunks', 'category', 'author', 'updated'];

const atLeastOne = (field: string): Query => ({ range: { [field]: { gte: 1 } } });

const keptPages = async (
  cluster: Cluster,
  { wikiId, after, pageKey, unfilled = false, limit }: StoredQuestion,
): Promise<readonly Kept[]> => {
  const filter = [
    ...readableScope(wikiId),
    atLeastOne(unfilled ? 'unfilled' : 'chunkCount'),
    ...(pageKey === undefined ? [] : [{ term: { pageKey: { value: pageKey } } }]),
  ];
  const { hits } = await ask(cluster, wikiId, {
    size: limit,
    _source: KEPT,
    query: { bool: { filter } },
    sort: [{ pageKey: { order: 'asc' } }],
    ...(after === undefined || after === '' ? {} : { search_after: [after] }),
  });
  return hits.hits.map((hit) => hit._source as unknown as Kept); // as we put it
};

const chunkOf = ({ index, sectionPath, text, hash = '', vector }: ChunkDocument): StoredChunk => ({
  ...{ index, sectionPath, text, hash },
  ...(vector ? { vector: Float32Array.from(vector) } : {}),
});

export const storedPages = async (cluster: Cluster, wanted: StoredQuestion): Promise<readonly StoredPage[]> => {
  const pages = await keptPages(cluster, wanted);
  return pages.map(({ pageKey, sequence, path, name, chunks }) => ({ pageKey, sequence, path, title: name, chunks: chunks.map(chunkOf) }));
};

const pageWith = (wikiId: string, kept: Kept, vectors: ReadonlyMap<number, Float32Array>): IndexedPage => {
  const { pageKey, sequence, path, name, words, tags, category, author, updated } = kept;
  const chunks = kept.chunks.map((chunk) => {
    const vector = vectors.get(chunk.index) ?? chunkOf(chunk).vector;
    const { section, anchor } = chunk;
    return { ...chunkOf(chunk), id: `${path}::chunk_${chunk.index}`, section, anchor, ...(vector ? { vector } : {}) };
  });
  return {
    ...{ wikiId, pageKey, sequence, path, title: name, words, tags, chunks },
    updated: updated === undefined ? '' : new Date(updated).toISOString(),
    ...(category === undefined ? {} : { category }),
    ...(author === undefined ? {} : { author }),
  };
};

/** A page is put whole, in the version that it has: a change that came first refuses it. */
export const fillPage = async (cluster: Cluster, version: PageVersion, vectors: ReadonlyMap<number, Float32Array>): Promise<PutOutcome> => {
  const { wikiId, pageKey, sequence } = version;
  const [kept] = await keptPages(cluster, { wikiId, pageKey, limit: 1 });
  if (kept?.sequence !== sequence) return 'older';
  const [outcome] = await write(cluster, [documentOf(pageWith(wikiId, kept, vectors), cluster.dimension)], 'external_gte');
  return outcome ?? 'older';
};

/** The lexicon is a document of its shelf that is no page: it is not live, and its key is none of a page. */
const LEXICON = { pageKey: '', sequence: 1, live: false } as const;

export const lexiconOf = async (cluster: Cluster, wikiId: string): Promise<Uint8Array | undefined> => {
  const filter = [{ term: { wikiId: { value: wikiId } } }, { term: { pageKey: { value: LEXICON.pageKey } } }];
  const { hits } = await ask(cluster, wikiId, { size: 1, _source: ['lexicon'], query: { bool: { filter } } });
  const [found] = hits.hits.map((hit) => hit._source as unknown as { readonly lexicon: string }); // as we put it
  return found && Uint8Array.from(Buffer.from(found.lexicon, 'base64'));
};

export const keepLexicon = async (cluster: Cluster, wikiId: string, bytes: Uint8Array): Promise<void> => {
  await write(cluster, [{ ...LEXICON, wikiId, lexicon: Buffer.from(bytes).toString('base64') }], 'external_gte');
};
