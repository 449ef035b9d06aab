import type { FileHandle } from 'node:fs/promises';
import { crc32, inflateSync } from 'node:zlib';
import { decodeEntryHeader, PACK_HEADER_BYTES, PACK_TRAILER_BYTES, type EntryHeader } from '../../domain/pack-format.ts';
import { PackRefused, type PackLimits } from '../../ports/repository.ts';

/** An entry of a pack that others have made. */
export interface PushedEntry {
  readonly offset: number;
  readonly end: number;
  readonly crc: number;
  readonly header: EntryHeader;
}

/** What a pack may cost, counted while it is read; whoever works long lets others have their turn. */
export interface Work {
  /** @throws {PackRefused} when it is too much */
  spend(bytes: number): Promise<void>;
}

const TURN_BYTES = 2 * 1024 * 1024;
const ENTRY_BYTES = 2048;

export const workUpTo = (limit: number): Work => {
  let [spent, since] = [0, 0];
  return {
    spend: async (bytes) => {
      spent += bytes + ENTRY_BYTES;
      since += bytes + ENTRY_BYTES;
      if (spent > limit) throw new PackRefused('unpacking the push takes more than is granted to one; push fewer commits at once');
      if (since < TURN_BYTES) return;
      since = 0;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
};

const WINDOW = 1024 * 1024;
/** Type, size and a distance or an id. */
const MAX_HEADER = 32;
/** No deflater makes content longer than that. Source: zlib's compressBound(), generously. */
const deflatedBound = (size: number): number => size + (size >>> 3) + 1024;

/** Runs what only depends on bytes from outside: whatever goes wrong there is wrong with them. @throws {PackRefused} */
export const unpacked = <T>(step: () => T): T => {
  try {
    return step();
  } catch (error) {
    if (error instanceof PackRefused) throw error;
    throw new PackRefused('the pack is damaged', { cause: error });
  }
};

/** Inflates exactly `size` bytes from the beginning; `length` is what that took of the input. @throws {Error} */
export const inflateExactly = (deflated: Buffer, size: number): { readonly body: Buffer; readonly length: number } => {
  const options = { info: true, chunkSize: Math.max(64, size + 64), maxOutputLength: Math.max(1, size) };
  // With `info` zlib answers its engine too, which the types do not know.
  const { buffer, engine } = inflateSync(deflated, options) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
  if (buffer.length !== size) throw new RangeError(`${buffer.length} bytes instead of ${size}`);
  return { body: buffer, length: engine.bytesWritten };
};

export interface PushedFile {
  readonly file: FileHandle;
  readonly size: number;
  readonly count: number;
}

/** Reads the entries one after the other, with what each inflates to. The pack must hold as many as it says, and nothing else. */
export async function* entriesIn(
  { file, size, count }: PushedFile,
  limits: PackLimits,
): AsyncIterable<{ entry: PushedEntry; body: Buffer }> {
  const contentEnd = size - PACK_TRAILER_BYTES;
  const windowAt = windowsOf(file, contentEnd);
  let offset = PACK_HEADER_BYTES;
  for (let number = 0; number < count; number += 1) {
    const start = await windowAt(offset, MAX_HEADER);
    const header = unpacked(() => decodeEntryHeader(start));
    if (header.size > limits.objectBytes) throw new PackRefused(`an object has ${header.size} bytes, the limit is ${limits.objectBytes}`);
    const bytes = await windowAt(offset, header.length + deflatedBound(header.size));
    const { body, length } = unpacked(() => inflateExactly(bytes.subarray(header.length), header.size));
    const end = offset + header.length + length;
    yield { entry: { offset, end, crc: crc32(bytes.subarray(0, end - offset)), header }, body };
    offset = end;
  }
  if (offset !== contentEnd) throw new PackRefused('the pack holds more than it says');
}

/** Bytes from an offset on: as many as asked for, unless the file ends before. */
const windowsOf = (file: FileHandle, end: number) => {
  let window = { start: 0, bytes: Buffer.alloc(0) };
  return async (offset: number, length: number): Promise<Buffer> => {
    const wanted = Math.min(length, end - offset);
    if (offset < window.start || offset + wanted > window.start + window.bytes.length) {
      const bytes = Buffer.allocUnsafe(Math.min(Math.max(WINDOW, wanted), end - offset));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
      window = { start: offset, bytes: bytes.subarray(0, bytesRead) };
    }
    return window.bytes.subarray(offset - window.start, offset - window.start + wanted);
  };
};

/** What an entry that was read before inflates to. */
export const entryBody = async ({ file }: PushedFile, { offset, end, header }: PushedEntry): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafe(end - offset);
  await file.read(bytes, 0, bytes.length, offset);
  return unpacked(() => inflateExactly(bytes.subarray(header.length), header.size)).body;
};
