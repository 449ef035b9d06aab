import { createHash } from 'node:crypto';
import { columnsOf, foldedName, NO_CHUNK, vocabularyOf } from '../../domain/columns.ts';
import type { Columns } from '../../domain/columns.ts';
import type { IndexedChunk, IndexedPage, PageVersion } from '../../ports/search-index.ts';
import { COLUMNS } from './index-definition.ts';

/** A page as it lies in the cluster, or what is left of one that was removed; `sequence` is also its external version. */
export interface PageDocument {
  readonly wikiId: string;
  readonly pageKey: string;
  readonly sequence: number;
  readonly live: boolean;
  readonly path?: string;
  readonly name?: string;
  readonly folders?: readonly string[];
  readonly category?: string;
  readonly tags?: readonly string[];
  readonly updated?: number;
  readonly author?: string;
  readonly vocabulary?: readonly string[];
  readonly chunkCount?: number;
  /** Chunks without a vector. */
  readonly unfilled?: number;
  /** What was learned of a shelf, base64; of the one document that is no page. */
  readonly lexicon?: string;
  readonly words?: number;
  readonly attachedTo?: string;
  readonly chunks?: readonly ChunkDocument[];
}

type ShownOfChunk = Pick<IndexedChunk, 'index' | 'section' | 'sectionPath' | 'anchor' | 'text' | 'hash'>;

export interface ChunkDocument extends ShownOfChunk, Readonly<Record<keyof Columns, string>> {
  readonly vector?: readonly number[];
}

/** An id ends at 512 bytes, which a page's key alone may have. */
export const documentId = ({ wikiId, pageKey }: Pick<PageVersion, 'wikiId' | 'pageKey'>): string =>
  createHash('sha256')
    .update(JSON.stringify([wikiId, pageKey]))
    .digest('base64url');

/**
 * Stands in front of every term of a wiki, so that its words are together in the dictionary of a shard: where beginnings, parts and near misses
 * are looked up, another wiki's words are neither read nor in the way. Two wikis with the same mark only share a stretch of the dictionary:
 * pages are filtered by the whole id. Short, since it is sent with every word.
 */
export const markOf = (wikiId: string): string => createHash('sha256').update(wikiId).digest('hex').slice(0, 6);

export const marked = (mark: string, terms: readonly string[]): string => terms.map((term) => mark + term).join(' ');

/** The page and every folder that it lies in, by their keys. */
export const foldersOf = (pageKey: string): readonly string[] => {
  const segments = pageKey.split('/');
  return segments.map((_, depth) => segments.slice(0, depth + 1).join('/'));
};

/** Of another length, or without a direction, it could not be found. */
export const isDirection = (vector: Float32Array, dimension: number): boolean =>
  vector.length === dimension && vector.every(Number.isFinite) && vector.some((value) => value !== 0);

/** Six digits tell as much of a direction as its floats, in half the bytes. */
export const numbersOf = (vector: Float32Array): number[] => Array.from(vector, (value) => Number(value.toPrecision(6)));

export const tombstoneOf = ({ wikiId, pageKey, sequence }: PageVersion): PageDocument => ({ wikiId, pageKey, sequence, live: false });

interface Place {
  readonly mark: string;
  readonly dimension: number;
}

const BARE: ShownOfChunk = { index: 0, anchor: '', ...NO_CHUNK };

const chunkOf = ({ mark, dimension }: Place, chunk: ShownOfChunk & Pick<IndexedChunk, 'vector'>, columns: Columns): ChunkDocument => {
  const { index, section, sectionPath, anchor, text, hash = '', vector } = chunk;
  const [title, headings, body] = COLUMNS.map((column) => marked(mark, columns[column]));
  return {
    ...{ index, section, sectionPath, anchor, text, hash, title: title ?? '', headings: headings ?? '', body: body ?? '' },
    ...(vector && isDirection(vector, dimension) ? { vector: numbersOf(vector) } : {}),
  };
};

export const documentOf = (page: IndexedPage, dimension: number): PageDocument => {
  const { wikiId, pageKey, sequence, path, title, words = 0 } = page;
  const place = { mark: markOf(wikiId), dimension };
  const chunks: readonly (ShownOfChunk & Pick<IndexedChunk, 'vector'>)[] = page.chunks.length > 0 ? page.chunks : [BARE];
  const columns = chunks.map((chunk) => ({ chunk, columns: columnsOf(page, chunk) }));
  const updated = Date.parse(page.updated);
  return {
    ...{ wikiId, pageKey, sequence, live: true, path, name: title },
    folders: foldersOf(pageKey),
    tags: page.tags.map(foldedName),
    vocabulary: vocabularyOf(columns.map((one) => one.columns)).map((term) => place.mark + term),
    chunkCount: page.chunks.length,
    unfilled: page.chunks.filter(({ vector }) => !(vector && isDirection(vector, dimension))).length,
    words,
    chunks: columns.map((one) => chunkOf(place, one.chunk, one.columns)),
    ...optionalOf(page),
    ...(Number.isNaN(updated) ? {} : { updated }),
  };
};

const optionalOf = ({ category, author, attachedTo }: IndexedPage): Partial<PageDocument> => ({
  ...(category === undefined ? {} : { category: foldedName(category) }),
  ...(author === undefined ? {} : { author }),
  ...(attachedTo === undefined ? {} : { attachedTo }),
});
