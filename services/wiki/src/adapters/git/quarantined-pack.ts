import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { ObjectType } from '../../domain/git-object.ts';
import { PACK_TRAILER_BYTES } from '../../domain/pack-format.ts';
import { decodePackIndex, encodePackIndex, type IndexedEntry } from '../../domain/pack-index.ts';
import type { PackLimits } from '../../ports/repository.ts';
import type { Pack } from './pack.ts';
import { wholeEntry, type PackedEntry } from './pack-writer.ts';
import { storePushed } from './pushed-file.ts';
import { objectsIn, type Around } from './pushed-objects.ts';

/** A pack that others have made, as a file that can be read like any of ours. */
export interface QuarantinedPack {
  readonly pack: Pack;
  /** Undefined for what was not pushed. */
  readonly typeOf: (oid: ObjectId) => ObjectType | undefined;
  /** Objects of the repository that were put behind the pushed ones, because differences build on them. */
  readonly bases: ReadonlySet<ObjectId>;
}

export interface Coming {
  readonly pack: AsyncIterable<Uint8Array>;
  readonly limits: PackLimits;
  readonly around: Around;
}

/** @throws {PackRefused} */
export const quarantinedPack = async (path: string, { pack, limits, around }: Coming): Promise<QuarantinedPack> => {
  await using file = await open(path, 'wx+', 0o600);
  const { size, count } = await storePushed(file, pack, limits);
  const { objects, bases } = await objectsIn({ file, size, count }, limits, around);
  const entries: IndexedEntry[] = [...objects].map(([oid, { entry }]) => ({ oid, offset: entry.offset, crc: entry.crc }));
  const added: PackedEntry[] = [];
  for (const [oid, object] of bases) added.push(await wholeEntry(oid, object));
  const end = await append(file, size - PACK_TRAILER_BYTES, { added, entries });
  const index = decodePackIndex(encodePackIndex(entries, Buffer.alloc(PACK_TRAILER_BYTES)));
  if (!index) throw new Error('an index that cannot be read back');
  return {
    pack: { name: 'push', path, size: end + PACK_TRAILER_BYTES, index },
    typeOf: (oid) => objects.get(oid)?.type,
    bases: new Set(bases.keys()),
  };
};

/** Puts the bases of a thin pack behind its entries, so that every difference has its base in the same file. */
const append = async (file: FileHandle, end: number, { added, entries }: { added: readonly PackedEntry[]; entries: IndexedEntry[] }) => {
  let offset = end;
  for (const { oid, bytes } of added) {
    await file.write(bytes, 0, bytes.length, offset);
    entries.push({ oid, offset, crc: crc32(bytes) });
    offset += bytes.length;
  }
  // The last entry ends where the trailer begins; nobody reads what it says.
  await file.write(Buffer.alloc(PACK_TRAILER_BYTES), 0, PACK_TRAILER_BYTES, offset);
  return offset;
};
