/** The vectors of wikis that are being searched, in memory: read from a wiki's file at its first question and kept while there is room. */
import { pageOfChunk } from './schema.ts';
import type { WikiFile } from './wiki-file.ts';

/** All vectors of one length in a file, one after the other, in the order of their chunks, so that those of a page are neighbours. */
export interface Vectors {
  readonly dimension: number;
  readonly chunks: Float64Array;
  readonly pages: Float64Array;
  /** In steps of 1/32,767: half the room of floats, and no similarity is off by more than some hundred-thousandths. */
  readonly steps: Int16Array;
}

/** Vectors have unit length, so none of their numbers is greater than 1. */
export const STEPS = 32_767;

export interface VectorCache {
  /** The vectors of a file as they are now. */
  of(wikiId: string, file: WikiFile, dimension: number): Vectors;
  /** Something of the wiki has changed. */
  forget(wikiId: string): void;
}

/** In memory for all wikis together: 109,000 chunks of 384 numbers. */
const MAX_BYTES = 80 * 1024 * 1024;

interface Row {
  readonly chunk: number;
  readonly floats: Uint8Array;
}

const COUNT = 'SELECT count(*) FROM vector WHERE length(floats) = @bytes';
const ALL = 'SELECT chunk, floats FROM vector WHERE length(floats) = @bytes ORDER BY chunk';

const readVectors = (file: WikiFile, dimension: number): Vectors => {
  const bytes = dimension * Float32Array.BYTES_PER_ELEMENT;
  const count = file.column<number>(COUNT, { bytes })[0] ?? 0;
  const vectors = {
    dimension,
    chunks: new Float64Array(count),
    pages: new Float64Array(count),
    steps: new Int16Array(count * dimension),
  };
  const one = new Float32Array(dimension);
  const memory = new Uint8Array(one.buffer);
  let at = 0;
  for (const { chunk, floats } of file.each<Row>(ALL, { bytes })) {
    vectors.chunks[at] = chunk;
    vectors.pages[at] = pageOfChunk(chunk);
    memory.set(floats);
    for (let place = 0; place < dimension; place += 1) vectors.steps[at * dimension + place] = Math.round((one[place] ?? 0) * STEPS);
    at += 1;
  }
  return vectors;
};

export const vectorCache = (maxBytes = MAX_BYTES): VectorCache => {
  const kept = new Map<string, Vectors>();
  let bytes = 0;
  const forget = (wikiId: string): void => {
    bytes -= kept.get(wikiId)?.steps.byteLength ?? 0;
    kept.delete(wikiId);
  };
  const makeRoom = (): void => {
    for (const [oldest] of kept) {
      if (bytes <= maxBytes) return;
      forget(oldest);
    }
  };
  return {
    of(wikiId, file, dimension) {
      const known = kept.get(wikiId);
      const vectors = known?.dimension === dimension ? known : readVectors(file, dimension);
      forget(wikiId);
      kept.set(wikiId, vectors);
      bytes += vectors.steps.byteLength;
      makeRoom();
      return vectors;
    },
    forget,
  };
};
