import { FLUSH, MAX_CONTENT_BYTES, pktLine } from './pkt-line.ts';

/** One connection for the answer itself, for words to the person, and for a fatal error. Source: gitprotocol-pack(5), "Packfile Data". */
const BANDS = { content: 1, words: 2, error: 3 } as const;

const PIECE_BYTES = MAX_CONTENT_BYTES - 1;

export function* inBand(band: keyof typeof BANDS, bytes: Uint8Array): Iterable<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield pktLine(Buffer.concat([Buffer.of(BANDS[band]), bytes.subarray(at, at + PIECE_BYTES)]));
}

export async function* contentInBand(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  for await (const chunk of chunks) yield* inBand('content', chunk);
  yield FLUSH;
}

/** What git shows with `remote:` in front of each line. Control characters would reach the person's terminal. */
export const words = (...lines: readonly string[]): Iterable<Buffer> =>
  inBand('words', Buffer.from(lines.map((line) => `${line.replace(/\p{Cc}+/gu, ' ')}\n`).join('')));
