/** Lines with their length in front, and three packets that only separate. Source: gitprotocol-common(5), gitprotocol-v2(5). */
export type Packet = Buffer | 'flush' | 'delimiter' | 'response-end';

/** What came is not what git's protocol says; nothing was done. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';
}

export const FLUSH: Buffer = Buffer.from('0000');
export const DELIMITER: Buffer = Buffer.from('0001');

/** The longest packet, its four digits of length included. */
const MAX_PACKET_BYTES = 65520;
const LENGTH_BYTES = 4;
export const MAX_CONTENT_BYTES: number = MAX_PACKET_BYTES - LENGTH_BYTES;

export const pktLine = (content: string | Uint8Array): Buffer => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.length > MAX_CONTENT_BYTES) throw new RangeError(`a packet of ${bytes.length} bytes`);
  return Buffer.concat([Buffer.from((bytes.length + LENGTH_BYTES).toString(16).padStart(LENGTH_BYTES, '0')), bytes]);
};

interface Found {
  readonly packet: Packet;
  /** Where the next packet begins. */
  readonly end: number;
}

const SEPARATORS = ['flush', 'delimiter', 'response-end'] as const;

/** Undefined while the packet is not there as a whole. */
const packetAt = (bytes: Buffer, start: number): Found | undefined => {
  if (start + LENGTH_BYTES > bytes.length) return undefined;
  const digits = bytes.toString('latin1', start, start + LENGTH_BYTES);
  const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  const separator = SEPARATORS[length];
  if (separator) return { packet: separator, end: start + LENGTH_BYTES };
  if (!(length >= LENGTH_BYTES && length <= MAX_PACKET_BYTES))
    throw new MalformedRequest(`a packet cannot begin with ${JSON.stringify(digits)}`);
  const end = start + length;
  return end > bytes.length ? undefined : { packet: bytes.subarray(start + LENGTH_BYTES, end), end };
};

/** @throws {MalformedRequest} also when the last packet is cut off */
export function* packetsOf(bytes: Buffer): Iterable<Packet> {
  for (let at = 0; at < bytes.length;) {
    const found = packetAt(bytes, at);
    if (!found) throw new MalformedRequest('the request ends in the middle of a packet');
    yield found.packet;
    at = found.end;
  }
}

/**
 * The lines up to the first flush, and the bytes behind it; undefined while the flush is not there yet.
 * @throws {MalformedRequest}
 */
export const linesUpToFlush = (bytes: Buffer): { readonly lines: readonly Buffer[]; readonly rest: Buffer } | undefined => {
  const lines: Buffer[] = [];
  for (let found = packetAt(bytes, 0); found; found = packetAt(bytes, found.end)) {
    if (found.packet === 'flush') return { lines, rest: bytes.subarray(found.end) };
    if (typeof found.packet === 'string') throw new MalformedRequest(`a ${found.packet} packet where lines belong`);
    lines.push(found.packet);
  }
  return undefined;
};

/** A line's text; the line feed at its end is a courtesy. */
export const textOfLine = (line: Uint8Array): string => Buffer.from(line).toString('utf8').replace(/\n$/, '');
