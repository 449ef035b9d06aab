/** Vectors made of names: each name has a direction of its own, and any two are nearly at right angles (random indexing). */

/** Floats of a vector. */
export const DIMENSION = 384;
/** So many places of a name's direction are not zero. */
const PLACES = 16;
const SHARE = 1 / Math.sqrt(PLACES);

const mixed = (hash: number): number => {
  let mix = hash ^ (hash >>> 16);
  mix = Math.imul(mix, 0x7feb352d);
  mix ^= mix >>> 15;
  mix = Math.imul(mix, 0x846ca68b);
  return (mix ^ (mix >>> 16)) >>> 0;
};

// FNV-1a over UTF-16 units; the places come of the same hash, mixed again for each.
const hashOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash;
};

/** Adds the direction of a name, so many times over. Deterministic on every machine. */
export const addDirection = (vector: Float32Array, name: string, times: number): void => {
  const hash = hashOf(name);
  const amount = times * SHARE;
  for (let place = 0; place < PLACES; place += 1) {
    const drawn = mixed((hash + Math.imul(place, 0x9e3779b9)) | 0);
    const at = drawn % DIMENSION;
    vector[at] = (vector[at] ?? 0) + ((drawn & 0x10000) === 0 ? -amount : amount);
  }
};

export const add = (vector: Float32Array, other: ArrayLike<number>, times: number): void => {
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) + times * (other[at] ?? 0);
};

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
};

/** Brings the vector to unit length where it is; one without a length stays as it is, and the answer says so. */
export const toUnit = (vector: Float32Array): boolean => {
  const length = Math.sqrt(dot(vector, vector));
  if (!(length > 1e-9)) return false;
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) / length;
  return true;
};

/** The middle of vectors of unit length. Undefined of none, and of some that cancel out. */
export const meanDirection = (vectors: readonly Float32Array[]): Float32Array | undefined => {
  const [first] = vectors;
  if (!first) return undefined;
  const mean = new Float32Array(first.length);
  for (const vector of vectors) add(mean, vector, 1);
  return toUnit(mean) ? mean : undefined;
};
