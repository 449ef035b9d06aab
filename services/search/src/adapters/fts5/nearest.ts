import type { NearestQuestion, NearHit } from '../../ports/search-index.ts';
import { indexOfChunk } from './schema.ts';
import { scopeOf } from './scope.ts';
import { STEPS } from './vector-cache.ts';
import type { Vectors } from './vector-cache.ts';
import type { WikiFile } from './wiki-file.ts';

interface Near {
  readonly chunk: number;
  readonly page: number;
  readonly similarity: number;
}

interface Row extends Omit<NearHit, 'similarity' | 'chunkIndex'> {
  readonly chunk: number;
}

const CHUNKS = `SELECT chunk.no AS chunk, page.path, page.key AS pageKey, page.title, page.words AS pageWords, chunk.section,
    chunk.section_path AS sectionPath, chunk.anchor, chunk.text,
    (SELECT count(*) FROM chunk AS own WHERE own.no BETWEEN page.no << 16 AND (page.no << 16) + 65535) AS pageChunks
  FROM chunk JOIN page ON page.no = chunk.no >> 16 WHERE chunk.no IN (SELECT value FROM json_each(@chunks))`;

/** The question in numbers that need no further division. */
const scaled = (vector: Float32Array): Float64Array => Float64Array.from(vector, (number) => number / STEPS);

const similarityAt = ({ steps, dimension }: Vectors, place: number, question: Float64Array): number => {
  const from = place * dimension;
  let sum = 0;
  for (let at = 0; at < dimension; at += 1) sum += (steps[from + at] ?? 0) * (question[at] ?? 0);
  return sum;
};

/** The pages in scope; undefined when all vectors are of such pages: what was removed has none. */
const pagesInScope = (file: WikiFile, { filters = {}, allowed = [] }: NearestQuestion): ReadonlySet<number> | undefined => {
  if (Object.keys(filters).length === 0 && allowed.length === 0) return undefined;
  const scope = scopeOf(filters, allowed);
  return new Set(file.column<number>(`SELECT page.no FROM page WHERE ${scope.sql}`, scope.values));
};

const nearestFirst = (a: Near, b: Near): number => b.similarity - a.similarity || a.chunk - b.chunk;

/** The chunks of each page in scope, nearest first, and the pages by their nearest chunk. */
const byPage = (file: WikiFile, vectors: Vectors, question: NearestQuestion): readonly (readonly [Near, ...Near[]])[] => {
  const scope = pagesInScope(file, question);
  const direction = scaled(question.vector);
  const pages: [Near, ...Near[]][] = [];
  // Every vector in scope is looked at: fast enough for the tens of thousands of chunks that one wiki has.
  for (const [place, chunk] of vectors.chunks.entries()) {
    const page = vectors.pages[place] ?? 0;
    if (scope && !scope.has(page)) continue;
    const near = { chunk, page, similarity: similarityAt(vectors, place, direction) };
    const last = pages.at(-1);
    if (last && last[0].page === page) last.push(near);
    else pages.push([near]);
  }
  for (const page of pages) page.sort(nearestFirst);
  return pages.sort(([a], [b]) => nearestFirst(a, b));
};

const bestOfPages = (pages: ReturnType<typeof byPage>, { limit, chunksPerPage = 1 }: NearestQuestion): readonly Near[] =>
  pages
    .slice(0, limit)
    .flatMap((page) => page.slice(0, chunksPerPage))
    .sort(nearestFirst)
    .slice(0, limit * chunksPerPage);

export const nearestChunks = (file: WikiFile, vectors: Vectors, question: NearestQuestion): readonly NearHit[] => {
  const best = bestOfPages(byPage(file, vectors, question), question);
  const rows = file.rows<Row>(CHUNKS, { chunks: JSON.stringify(best.map(({ chunk }) => chunk)) });
  const byChunk = new Map(rows.map(({ chunk, ...row }) => [chunk, row]));
  return best.flatMap(({ chunk, similarity }) => {
    const row = byChunk.get(chunk);
    return row ? [{ ...row, chunkIndex: indexOfChunk(chunk), similarity }] : [];
  });
};
