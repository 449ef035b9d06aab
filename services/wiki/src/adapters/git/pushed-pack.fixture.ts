import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { entryHeader, packHeader } from '../../domain/pack-format.ts';
import type { ObjectType } from '../../domain/git-object.ts';

/** Packs as nobody decent would make them. */

export const whole = (type: ObjectType, body: Buffer, size = body.length): Buffer =>
  Buffer.concat([entryHeader(type, size), deflateSync(body)]);

export const difference = (baseId: ObjectId, delta: Buffer): Buffer =>
  Buffer.concat([entryHeader('ref-delta', delta.length, baseId), deflateSync(delta)]);

/** A difference of the entry so many bytes before it. */
export const nearDifference = (distance: number, delta: Buffer): Buffer => {
  const header = entryHeader('blob', delta.length);
  // The type of a difference by distance; distances below 128 are one byte.
  header[0] = ((header[0] ?? 0) & 0x8f) | (6 << 4);
  return Buffer.concat([header, Buffer.of(distance), deflateSync(delta)]);
};

const sizeOf = (size: number): Buffer => {
  const bytes: number[] = [];
  let rest = size;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
};

export const deltaOf = (from: number, to: number, ...instructions: readonly number[]): Buffer =>
  Buffer.concat([sizeOf(from), sizeOf(to), Buffer.from(instructions)]);

export const sealed = (content: Buffer): Buffer => Buffer.concat([content, createHash('sha1').update(content).digest()]);

export const packOf = (entries: readonly Buffer[], count = entries.length): Buffer =>
  sealed(Buffer.concat([packHeader(count), ...entries]));

export async function* inChunks(bytes: Buffer, size = 1000): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
