import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { ObjectType } from './git-object.ts';

/** The bytes around objects in a pack, version 2. Source: gitformat-pack(5). */
const TYPES = ['', 'commit', 'tree', 'blob', 'tag', '', 'ofs-delta', 'ref-delta'] as const;
export type EntryType = ObjectType | 'ofs-delta' | 'ref-delta';

export interface EntryHeader {
  readonly type: EntryType;
  /** Bytes after inflating. */
  readonly size: number;
  /** Bytes of the header itself, with the reference to a base. */
  readonly length: number;
  /** The base of a `ref-delta`. */
  readonly baseId?: ObjectId;
  /** How many bytes before this entry the base of an `ofs-delta` begins. */
  readonly baseDistance?: number;
}

export const PACK_HEADER_BYTES = 12;
export const PACK_TRAILER_BYTES = 20;

export const packHeader = (count: number): Buffer => {
  const header = Buffer.from('PACK\0\0\0\u0002\0\0\0\0', 'latin1');
  header.writeUInt32BE(count, 8);
  return header;
};

export const entryHeader = (type: ObjectType | 'ref-delta', size: number, baseId?: ObjectId): Buffer => {
  const bytes: number[] = [];
  let current = (TYPES.indexOf(type) << 4) | (size & 0x0f);
  let rest = Math.floor(size / 16);
  while (rest > 0) {
    bytes.push(current | 0x80);
    current = rest & 0x7f;
    rest = Math.floor(rest / 128);
  }
  const header = Buffer.from([...bytes, current]);
  return baseId === undefined ? header : Buffer.concat([header, Buffer.from(baseId, 'hex')]);
};

/** @throws {Error} when the type is none of git's */
export const decodeEntryHeader = (bytes: Buffer, start = 0): EntryHeader => {
  let at = start;
  let byte = bytes.readUInt8(at++);
  const type = TYPES[(byte >> 4) & 7] ?? '';
  if (type === '') throw new Error('a pack entry of an unknown type');
  let size = byte & 0x0f;
  for (let factor = 16; byte & 0x80; factor *= 128) {
    byte = bytes.readUInt8(at++);
    size += (byte & 0x7f) * factor;
  }
  if (type === 'ref-delta') return { type, size, length: at + 20 - start, baseId: bytes.toString('hex', at, at + 20) as ObjectId };
  if (type !== 'ofs-delta') return { type, size, length: at - start };
  const distance = decodeDistance(bytes, at);
  return { type, size, length: distance.end - start, baseDistance: distance.value };
};

const decodeDistance = (bytes: Buffer, start: number): { readonly value: number; readonly end: number } => {
  let at = start;
  let byte = bytes.readUInt8(at++);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end: at };
};
