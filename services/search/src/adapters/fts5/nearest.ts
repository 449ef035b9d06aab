import type { NearestQuestion, NearHit } from '../../ports/search-index.ts';
import { indexOfChunk } from './schema.ts';
import { scopeOf } from './scope.ts';
import type { WikiFile } from './wiki-file.ts';

interface VectorRow {
  readonly chunk: number;
  readonly floats: Uint8Array;
}

interface Near {
  readonly chunk: number;
  readonly similarity: number;
}

const CHUNK = `SELECT page.path, page.key AS pageKey, page.title, chunk.section, chunk.section_path AS sectionPath, chunk.anchor, chunk.text
  FROM chunk JOIN page ON page.no = chunk.no >> 16 WHERE chunk.no = @chunk`;

// A blob may lie at an odd address, where no Float32Array can begin.
const floatsOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array =>
  byteOffset % 4 === 0
    ? new Float32Array(buffer, byteOffset, byteLength / 4)
    : new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));

const innerProduct = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
};

// Every vector in scope is looked at: exact, and fast enough for the tens of thousands of chunks that one wiki has.
const all = (file: WikiFile, { vector, filters, allowed }: NearestQuestion): readonly Near[] => {
  const scope = scopeOf(filters, allowed);
  const sql = `SELECT vector.chunk, vector.floats FROM vector JOIN page ON page.no = vector.chunk >> 16 WHERE ${scope.sql}`;
  const near: Near[] = [];
  for (const { chunk, floats } of file.each<VectorRow>(sql, scope.values)) {
    if (floats.byteLength === vector.byteLength) near.push({ chunk, similarity: innerProduct(vector, floatsOf(floats)) });
  }
  return near.sort((a, b) => b.similarity - a.similarity || a.chunk - b.chunk);
};

export const nearestChunks = (file: WikiFile, question: NearestQuestion): readonly NearHit[] => {
  const { limit, chunksPerPage = 1 } = question;
  const ofPage = new Map<number, number>();
  const kept: Near[] = [];
  for (const near of all(file, question)) {
    const page = Math.floor(near.chunk / 65_536);
    const taken = ofPage.get(page) ?? 0;
    if (taken >= chunksPerPage || (taken === 0 && ofPage.size >= limit)) continue;
    ofPage.set(page, taken + 1);
    kept.push(near);
  }
  return kept.flatMap(({ chunk, similarity }) =>
    file
      .rows<Omit<NearHit, 'similarity' | 'chunkIndex'>>(CHUNK, { chunk })
      .map((row) => ({ ...row, chunkIndex: indexOfChunk(chunk), similarity })),
  );
};
