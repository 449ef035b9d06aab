import { DIMENSION, toUnit } from './directions.ts';

/** What is known of the words of one wiki. */
export interface WikiLexicon {
  /** Chunks that were looked at. */
  readonly chunks: number;
  /** In how many of them a stem is; stems of a single chunk are left out. */
  readonly frequency: ReadonlyMap<string, number>;
  /** The company a stem keeps, as a direction of unit length; of the most frequent stems only. */
  readonly company: ReadonlyMap<string, Float32Array>;
  /** What all chunks have in common, and therefore tells none apart. */
  readonly common: Float32Array;
}

/** Of a wiki that nothing is known of yet. */
export const EMPTY_LEXICON: WikiLexicon = { chunks: 0, frequency: new Map(), company: new Map(), common: new Float32Array(DIMENSION) };

const LARGEST = 127;

const coarse = (vector: Float32Array): Int8Array => {
  const top = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return Int8Array.from(vector, (value) => Math.round((value / top) * LARGEST));
};

const fine = (bytes: Int8Array): Float32Array => {
  const vector = Float32Array.from(bytes);
  toUnit(vector);
  return vector;
};

interface Head {
  readonly chunks: number;
  readonly frequency: readonly (readonly [string, number])[];
  readonly company: readonly string[];
}

/** Length of the head (4 bytes), the head as JSON, the common vector as floats, and a byte for each number of the others. Little-endian. */
export const encodedLexicon = ({ chunks, frequency, company, common }: WikiLexicon): Uint8Array => {
  const head = Buffer.from(JSON.stringify({ chunks, frequency: [...frequency], company: [...company.keys()] } satisfies Head));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  const floats = Buffer.alloc(DIMENSION * 4);
  for (const [at, value] of common.entries()) floats.writeFloatLE(value, at * 4);
  return Buffer.concat([size, head, floats, ...[...company.values()].map((vector) => Buffer.from(coarse(vector).buffer))]);
};

/** Of bytes that {@link encodedLexicon} made. */
export const decodedLexicon = (encoded: Uint8Array): WikiLexicon => {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const start = 4 + bytes.readUInt32LE(0);
  const head = JSON.parse(bytes.toString('utf8', 4, start)) as Head; // as we wrote it
  const vectors = start + DIMENSION * 4;
  const vectorAt = (place: number): Float32Array => {
    const from = vectors + place * DIMENSION;
    return fine(new Int8Array(bytes.subarray(from, from + DIMENSION)));
  };
  return {
    chunks: head.chunks,
    frequency: new Map(head.frequency),
    company: new Map(head.company.map((stem, place) => [stem, vectorAt(place)])),
    common: Float32Array.from({ length: DIMENSION }, (_, at) => bytes.readFloatLE(start + at * 4)),
  };
};
