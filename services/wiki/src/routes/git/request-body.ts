/** The body of a request from git, inflated when it came compressed: git does that with what is longer than a kilobyte. */
import { linesUpToFlush, MalformedRequest } from '../../domain/git-protocol/pkt-line.ts';

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

/** Commands for some hundred references; a wiki has one. */
const MAX_COMMAND_BYTES = 64 * 1024;

/** The commands at the beginning of a push, and the pack behind them as it comes. @throws {MalformedRequest} */
export const splitBody = async (body: Body): Promise<{ readonly lines: readonly Buffer[]; readonly rest: Body }> => {
  const chunks = body[Symbol.asyncIterator]();
  // Behind some gateways all of a push comes as one chunk: the commands are looked for at its beginning.
  for (let read = Buffer.alloc(0); ;) {
    const beginning = read.subarray(0, MAX_COMMAND_BYTES);
    const found = linesUpToFlush(beginning);
    if (found) return { lines: found.lines, rest: behind(read.subarray(beginning.length - found.rest.length), chunks) };
    if (read.length > MAX_COMMAND_BYTES) throw new MalformedRequest(`more than ${MAX_COMMAND_BYTES} bytes of commands`);
    const { done, value } = await chunks.next();
    if (done) throw new MalformedRequest('the request ends before its commands do');
    read = Buffer.concat([read, value]);
  }
};

async function* behind(first: Buffer, chunks: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/** A compressed body that is none, or one that ended when its sender went away. */
const DAMAGED = /^(?:Z_\w+|ERR_TRAILING_JUNK_AFTER_STREAM_END|ERR_STREAM_PREMATURE_CLOSE|ECONNRESET|ABORT_ERR)$/;

/** Whether reading a body failed because of what was sent. */
export const isDamaged = (error: unknown): boolean => error instanceof Error && 'code' in error && DAMAGED.test(String(error.code));
