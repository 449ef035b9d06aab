/** Gives chunks their vectors: those that the shelf has already, and for the rest those that the model makes. */
import { embeddedText } from '../domain/chunks.ts';
import type { Ports } from '../ports.ts';
import type { IndexedPage, StoredPage } from '../ports/search-index.ts';
import type { Shelf } from '../ports/shelves.ts';

type Vectors = ReadonlyMap<string, Float32Array>;

/** Vectors that the shelf has of a page, by the hash of the text. */
const knownVectors = async ({ wikiId, pageKey }: IndexedPage, { index }: Ports): Promise<Vectors> => {
  const [stored] = await index.stored({ wikiId, pageKey, limit: 1 });
  return new Map((stored?.chunks ?? []).flatMap(({ hash, vector }) => (vector && hash !== '' ? [[hash, vector] as const] : [])));
};

interface Wanted {
  readonly hash: string;
  readonly text: string;
}

const madeVectors = async (wanted: readonly Wanted[], shelf: Shelf, { embedder, lexicons }: Ports): Promise<Vectors> => {
  const different = [...new Map(wanted.map((one) => [one.hash, one])).values()];
  if (different.length === 0) return new Map();
  const lexicon = embedder.learn ? await lexicons.of(shelf) : undefined;
  // Vectors of one shelf are made alike: with its lexicon, or all of them without one.
  if (embedder.learn && shelf.isBuilding && !lexicon) return new Map();
  const vectors = await embedder.embed(
    different.map(({ text }) => text),
    lexicon,
  );
  return new Map(different.flatMap(({ hash }, at) => (vectors[at] ? [[hash, vectors[at]] as const] : [])));
};

const wantedOf = (page: Pick<StoredPage, 'chunks'> | IndexedPage): readonly Wanted[] =>
  page.chunks.map((chunk) => ({ hash: chunk.hash ?? '', text: embeddedText(chunk) }));

/** The pages with the vectors that can be had at once. */
export const embeddedPages = async (pages: readonly IndexedPage[], shelf: Shelf, ports: Ports): Promise<readonly IndexedPage[]> => {
  if (shelf.model !== ports.embedder.model) return pages;
  const known = new Map<string, Float32Array>();
  for (const page of pages)
    if (page.chunks.length > 0) for (const [hash, vector] of await knownVectors(page, ports)) known.set(hash, vector);
  const missing = ports.embedder.isQuick ? pages.flatMap(wantedOf).filter(({ hash }) => !known.has(hash)) : [];
  for (const [hash, vector] of await madeVectors(missing, shelf, ports)) known.set(hash, vector);
  return pages.map((page) => ({
    ...page,
    chunks: page.chunks.map((chunk) => {
      const vector = known.get(chunk.hash ?? '');
      return vector ? { ...chunk, vector } : chunk;
    }),
  }));
};

/**
 * Makes the vectors that pages of a shelf lack. A text that says nothing has no vector and is met again by whoever goes through what lacks one:
 * go on behind the last page, not from the beginning.
 */
export const fillPages = async (pages: readonly StoredPage[], shelf: Shelf, ports: Ports): Promise<void> => {
  const lacking = pages.flatMap((page) => wantedOf({ chunks: page.chunks.filter(({ vector }) => !vector) }));
  const made = await madeVectors(lacking, shelf, ports);
  for (const { pageKey, sequence, chunks } of pages) {
    const vectors = chunks.flatMap(({ index, hash, vector }) => {
      const own = vector ? undefined : made.get(hash);
      return own ? [[index, own] as const] : [];
    });
    if (vectors.length > 0) await ports.index.fill({ wikiId: shelf.id, pageKey, sequence }, new Map(vectors));
  }
};
