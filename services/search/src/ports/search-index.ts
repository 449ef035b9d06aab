import type { PathRule } from '@wikibot/contracts/http/auth-context';
import type { NearChunk, PageHit } from '../domain/hit.ts';
import type { ParsedQuery } from '../domain/query.ts';

/**
 * Where chunks of pages are kept to be found by words and by meaning. Every wiki is apart: no call sees, counts or ranks by another's pages.
 * `wikiId` is the name of the shelf that the wiki's pages stand on; while a wiki is indexed anew it has two, which know nothing of each other.
 * What it holds is derived and can be rebuilt. Fits an embedded engine and OpenSearch (documents by page key and chunk, external versions, a filter by wiki).
 * Every change resolves when it is durable and can be found. Failing storage throws.
 */
export interface SearchIndex {
  /** Puts the page in place of what the index has of it, unless that is as new: then `older`, and nothing changes. */
  put(page: IndexedPage): Promise<PutOutcome>;
  /** The same for many pages, answered in order. Faster than one by one; atomic for each page only. */
  putMany(pages: readonly IndexedPage[]): Promise<readonly PutOutcome[]>;
  /**
   * Adds vectors to a page's chunks, by their index, if the index still has the page in this very sequence; otherwise `older`, and nothing changes.
   * Vectors of other chunks stay.
   */
  fill(page: PageVersion, vectors: ReadonlyMap<number, Float32Array>): Promise<PutOutcome>;
  /** Takes the page out and remembers the sequence, so that an older `put` that comes later stays without effect. */
  remove(page: PageVersion): Promise<PutOutcome>;
  /** Forgets the wiki and every sequence of it. What is put afterwards counts as new: the caller keeps late facts of a deleted wiki away. */
  removeWiki(wikiId: string): Promise<void>;
  /** Pages that have any of the query's units, those with all of them first, then by score, then by path. */
  search(question: Question): Promise<FoundPages | BadCursor | Unavailable>;
  /** Chunks by nearness of their vectors, the best of each page; vectors are of unit length. */
  nearest(question: NearestQuestion): Promise<readonly NearHit[]>;
  /** Pages and attachments of which title, name or headings have every word, the last as a beginning: for completing while someone types. */
  suggest(question: SuggestQuestion): Promise<readonly Suggestion[] | Unavailable>;
  /** Live pages, without attachments, and their chunks. */
  count(wikiId: string): Promise<IndexSize>;
  /** What the index has, for comparing with the truth: live pages, without attachments, and their sequences, by key. */
  pages(wikiId: string): Promise<readonly PageSequence[]>;
  /** Live pages with chunks as they are kept, in the order of their keys. */
  stored(wanted: StoredQuestion): Promise<readonly StoredPage[]>;
  /** What was learned of the shelf's texts, for the model of its vectors. */
  lexicon(wikiId: string): Promise<Uint8Array | undefined>;
  keepLexicon(wikiId: string, lexicon: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** `stored` when the change took effect, `older` when the index already knew something as new. */
export type PutOutcome = 'stored' | 'older';

export interface PageVersion {
  readonly wikiId: string;
  /** `pageKey(path)`: the page's identity whatever its spelling. */
  readonly pageKey: string;
  /** Of the fact that the change comes from; grows with every change of the wiki. */
  readonly sequence: number;
}

export interface IndexedPage extends PageVersion {
  readonly path: string;
  readonly title: string;
  readonly category?: string;
  readonly tags: readonly string[];
  /** ISO 8601. A page whose date cannot be read passes every date filter. */
  readonly updated: string;
  readonly author?: string;
  /** Words of the page's body. */
  readonly words?: number;
  /** Says that this is no page but a file beside one: the page's path. `path` and `pageKey` are then the file's own. */
  readonly attachedTo?: string;
  /** A page without chunks is found by its title and path. */
  readonly chunks: readonly IndexedChunk[];
}

export interface IndexedChunk {
  readonly id: string;
  /** Place in the page, 0 to 65,535. */
  readonly index: number;
  readonly section: string;
  readonly sectionPath: string;
  readonly anchor: string;
  readonly text: string;
  /** Of what is embedded: the same hash, the same vector. */
  readonly hash?: string;
  readonly vector?: Float32Array;
}

export interface Filters {
  /** The page of this path and all below. */
  readonly pathPrefix?: string;
  /** Case does not matter. */
  readonly category?: string;
  readonly tag?: string;
  /** ISO 8601. */
  readonly updatedSince?: string;
  readonly updatedBefore?: string;
  /** Account id of whoever made the last change. */
  readonly author?: string;
}

interface Scope {
  readonly wikiId: string;
  readonly filters?: Filters;
  /** What the asker may read: the rule with the longest matching prefix decides, `none` hides the page. Without rules all is seen. */
  readonly allowed?: readonly PathRule[];
  /** At most so many pages, 1 to 100. */
  readonly limit: number;
}

export interface Question extends Scope {
  readonly query: ParsedQuery;
  /** `next` of the answer before, for the same question. */
  readonly after?: string;
}

export interface FoundPages {
  readonly ok: true;
  readonly hits: readonly PageHit[];
  /** Pages that match, before paging. */
  readonly total: number;
  /** Present when there are more. Opaque. */
  readonly next?: string;
}

export type BadCursor = { readonly ok: false; readonly problem: 'cursor'; readonly message: string };

/** Nothing is wrong with the question: there is no index, or it cannot answer just now. */
export type Unavailable = { readonly ok: false; readonly problem: 'no-index' | 'busy'; readonly message: string };

export interface NearestQuestion extends Scope {
  readonly vector: Float32Array;
  /** At most so many chunks of one page; 1 unless told. */
  readonly chunksPerPage?: number;
}

export interface NearHit extends NearChunk {
  /** Of the whole page. */
  readonly pageChunks: number;
  readonly pageWords: number;
}

export interface SuggestQuestion extends Omit<Scope, 'filters'> {
  /** Folded words as `termNames` gives them; at least one. */
  readonly terms: readonly string[];
}

export interface Suggestion {
  readonly path: string;
  readonly title: string;
  /** The page that this file stands beside. */
  readonly attachedTo?: string;
}

export interface StoredQuestion {
  readonly wikiId: string;
  /** Only pages with a greater key. */
  readonly after?: string;
  /** Only this page. */
  readonly pageKey?: string;
  /** Only pages with a chunk that has no vector. */
  readonly unfilled?: boolean;
  /** At most so many pages, 1 to 100. */
  readonly limit: number;
}

export interface StoredPage extends PageSequence {
  readonly path: string;
  readonly title: string;
  readonly chunks: readonly StoredChunk[];
}

export interface StoredChunk extends Pick<IndexedChunk, 'index' | 'sectionPath' | 'text' | 'vector'> {
  readonly hash: string;
}

export interface IndexSize {
  readonly pages: number;
  readonly chunks: number;
}

export interface PageSequence {
  readonly pageKey: string;
  readonly sequence: number;
}
