import { open, type FileHandle } from 'node:fs/promises';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { decodeEntryHeader, PACK_TRAILER_BYTES, type EntryHeader } from '../../domain/pack-format.ts';
import { endOf, nameAt, offsetOf, type PackIndex } from '../../domain/pack-index.ts';

/** A pack file on disk and what lies where in it. */
export interface Pack {
  /** `pack-<checksum>`, as its files are called without extension. */
  readonly name: string;
  readonly path: string;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly index: PackIndex;
}

/** An entry as stored: the header, then the deflated object or delta. */
export interface RawEntry {
  readonly header: EntryHeader;
  readonly bytes: Buffer;
}

export const entryEnd = (pack: Pack, offset: number): number => endOf(pack.index, offset) ?? pack.size - PACK_TRAILER_BYTES;

/** Where the base of a delta lies in the same pack; undefined for whole objects. */
export const baseOffset = (pack: Pack, offset: number, { baseDistance, baseId }: EntryHeader): number | undefined =>
  baseDistance !== undefined ? offset - baseDistance : baseId && offsetOf(pack.index, Buffer.from(baseId, 'hex'));

/** Reads the entry that begins there. */
export type ReadEntry = (pack: Pack, offset: number) => Promise<RawEntry>;

export const readEntry: ReadEntry = async (pack, offset) => {
  const file = await open(pack.path);
  try {
    const bytes = await readRange(file, offset, entryEnd(pack, offset) - offset);
    return { header: decodeEntryHeader(bytes), bytes };
  } finally {
    await file.close();
  }
};

export interface PackReader extends AsyncDisposable {
  entry(offset: number): Promise<RawEntry>;
  /** The object whose entry begins there. */
  oidAt(offset: number): ObjectId | undefined;
}

const WINDOW = 1024 * 1024;

/** Reads many entries of one pack: cheap when they are asked for in ascending order. */
export const packReader = async (pack: Pack): Promise<PackReader> => {
  const file = await open(pack.path);
  let window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };
  let places: ReadonlyMap<number, number> | undefined;
  return {
    entry: async (offset) => {
      const length = entryEnd(pack, offset) - offset;
      if (offset < window.start || offset + length > window.start + window.bytes.length) {
        window = { start: offset, bytes: await readRange(file, offset, Math.min(Math.max(WINDOW, length), pack.size - offset)) };
      }
      const bytes = window.bytes.subarray(offset - window.start, offset - window.start + length);
      return { header: decodeEntryHeader(bytes), bytes };
    },
    oidAt: (offset) => {
      places ??= new Map(Array.from(pack.index.offsets, (at, place) => [at, place]));
      const place = places.get(offset);
      return place === undefined ? undefined : nameAt(pack.index, place);
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
};

/** @throws {Error} when the file ends before */
export const readRange = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead < length) throw new Error(`a pack ends at byte ${position + bytesRead}, ${length - bytesRead} bytes too early`);
  return bytes;
};
