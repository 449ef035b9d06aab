import type { NearestQuestion, NearHit } from '../../ports/search-index.ts';
import { indexOfChunk } from './schema.ts';
import { scopeOf } from './scope.ts';
import type { Vectors } from './vector-cache.ts';
import type { WikiFile } from './wiki-file.ts';

interface Near {
  readonly chunk: number;
  readonly page: number;
  readonly similarity: number;
}

const CHUNK = `SELECT page.path, page.key AS pageKey, page.title, page.words AS pageWords, chunk.section, chunk.section_path AS sectionPath,
    chunk.anchor, chunk.text, (SELECT count(*) FROM chunk AS own WHERE own.no BETWEEN page.no << 16 AND (page.no << 16) + 65535) AS pageChunks
  FROM chunk JOIN page ON page.no = chunk.no >> 16 WHERE chunk.no = @chunk`;

const similarityAt = ({ floats, dimension }: Vectors, place: number, vector: Float32Array): number => {
  const from = place * dimension;
  let sum = 0;
  for (let at = 0; at < dimension; at += 1) sum += (floats[from + at] ?? 0) * (vector[at] ?? 0);
  return sum;
};

/** The pages in scope; undefined when all vectors are of such pages: what was removed has none. */
const pagesInScope = (file: WikiFile, { filters = {}, allowed = [] }: NearestQuestion): ReadonlySet<number> | undefined => {
  if (Object.keys(filters).length === 0 && allowed.length === 0) return undefined;
  const scope = scopeOf(filters, allowed);
  return new Set(file.column<number>(`SELECT page.no FROM page WHERE ${scope.sql}`, scope.values));
};

// Every vector in scope is looked at: exact, and fast enough for the tens of thousands of chunks that one wiki has.
const all = (file: WikiFile, vectors: Vectors, question: NearestQuestion): readonly Near[] => {
  const scope = pagesInScope(file, question);
  const near: Near[] = [];
  for (const [place, chunk] of vectors.chunks.entries()) {
    const page = vectors.pages[place] ?? 0;
    if (!scope || scope.has(page)) near.push({ chunk, page, similarity: similarityAt(vectors, place, question.vector) });
  }
  return near.sort((a, b) => b.similarity - a.similarity || a.chunk - b.chunk);
};

const bestOfPages = (near: readonly Near[], { limit, chunksPerPage = 1 }: NearestQuestion): readonly Near[] => {
  const taken = new Map<number, number>();
  const kept: Near[] = [];
  for (const one of near) {
    const count = taken.get(one.page) ?? 0;
    if (count >= chunksPerPage || (count === 0 && taken.size >= limit)) continue;
    taken.set(one.page, count + 1);
    kept.push(one);
    if (kept.length >= limit * chunksPerPage) break;
  }
  return kept;
};

export const nearestChunks = (file: WikiFile, vectors: Vectors, question: NearestQuestion): readonly NearHit[] =>
  bestOfPages(all(file, vectors, question), question).flatMap(({ chunk, similarity }) =>
    file
      .rows<Omit<NearHit, 'similarity' | 'chunkIndex'>>(CHUNK, { chunk })
      .map((row) => ({ ...row, chunkIndex: indexOfChunk(chunk), similarity })),
  );
