/** The body of a request from git, inflated when it came compressed: git does that with what is longer than a kilobyte. */

export type Body = AsyncIterable<Uint8Array>;

const CODINGS = new Set(['gzip', 'x-gzip']);

/** Undefined for a coding that is not spoken here. */
export const decodedBody = (request: Request): Body | undefined => {
  const body = (request.body ?? new Blob([]).stream()) as ReadableStream<Uint8Array<ArrayBuffer>>; // node types the chunks loosely
  const coding = request.headers.get('Content-Encoding') ?? 'identity';
  if (coding === 'identity') return body;
  return CODINGS.has(coding) ? body.pipeThrough(new DecompressionStream('gzip')) : undefined;
};

/** All of it; undefined when it is longer than that. */
export const wholeBody = async (body: Body, maxBytes: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
