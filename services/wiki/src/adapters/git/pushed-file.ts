import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { PACK_HEADER_BYTES, PACK_TRAILER_BYTES } from '../../domain/pack-format.ts';
import { PackRefused, type PackLimits } from '../../ports/repository.ts';

const MAGIC = 'PACK';
const VERSION = 2;

/** Puts a pack into a file as it comes, and answers how many objects it says to hold. @throws {PackRefused} */
export const storePushed = async (
  file: FileHandle,
  pack: AsyncIterable<Uint8Array>,
  limits: PackLimits,
): Promise<{ size: number; count: number }> => {
  const hash = createHash('sha1');
  let [tail, size] = [Buffer.alloc(0), 0];
  for await (const chunk of pack) {
    size += chunk.length;
    // Whoever sends it reads no answer before the end: what is too much is heard, not kept.
    if (size > limits.bytes) continue;
    const bytes = Buffer.concat([tail, chunk]);
    const body = bytes.subarray(0, Math.max(0, bytes.length - PACK_TRAILER_BYTES));
    hash.update(body);
    await file.writev([body]);
    tail = bytes.subarray(body.length);
  }
  if (size > limits.bytes)
    throw new PackRefused(`the push has more than ${Math.floor(limits.bytes / 1024 / 1024)} MiB; push fewer commits at once`);
  if (size < PACK_HEADER_BYTES + PACK_TRAILER_BYTES || !hash.digest().equals(tail)) throw new PackRefused('the pack is cut off or damaged');
  await file.writev([tail]);
  return { size, count: await countIn(file, limits) };
};

const countIn = async (file: FileHandle, { objects }: PackLimits): Promise<number> => {
  const header = Buffer.alloc(PACK_HEADER_BYTES);
  await file.read(header, 0, PACK_HEADER_BYTES, 0);
  if (header.toString('latin1', 0, 4) !== MAGIC || header.readUInt32BE(4) !== VERSION)
    throw new PackRefused('this is no pack of version 2');
  const count = header.readUInt32BE(8);
  if (count > objects) throw new PackRefused(`the push has ${count} objects, at most ${objects} are taken at once; push fewer commits`);
  return count;
};
