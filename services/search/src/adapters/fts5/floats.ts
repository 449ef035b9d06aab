/** Vectors as they lie in a row: their floats in the machine's own order, which is little-endian wherever Node runs. */

export const bytesOf = (vector: Float32Array): Uint8Array => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);

/** A copy, since a blob may lie at an odd address, where no Float32Array can begin. */
export const floatsOf = (blob: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(blob).buffer);
