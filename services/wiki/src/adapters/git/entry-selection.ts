import type { ObjectId } from '@wikibot/contracts/define/ids';
import { entryHeader } from '../../domain/pack-format.ts';
import { packReader, type Pack, type PackReader, type RawEntry } from './pack.ts';
import { findIn } from './pack-folder.ts';
import type { PackedEntry } from './pack-writer.ts';

export interface SelectedEntry {
  readonly oid: ObjectId;
  readonly offset: number;
}

/** Which stored entries to copy, by pack. */
export interface EntrySelection {
  readonly entries: ReadonlyMap<Pack, readonly SelectedEntry[]>;
  /** Objects that stand in no pack. */
  readonly unpacked: readonly ObjectId[];
  readonly count: number;
}

/** Called for each selected entry with the object that it is a difference of, if it is one. */
export type SeeEntry = (oid: ObjectId, entry: RawEntry, base: ObjectId | undefined) => void;

/**
 * Finds a stored entry for every object, and for every object that these are differences of. Of several copies the one
 * in the first pack counts: packs hold all bases of their entries, so differences can never go round in a circle.
 */
export const selectEntries = async (packs: readonly Pack[], wanted: Iterable<ObjectId>, see?: SeeEntry): Promise<EntrySelection> => {
  const entries = new Map<Pack, SelectedEntry[]>();
  const seen = new Set<ObjectId>();
  const unpacked: ObjectId[] = [];
  for (let pending = new Set(wanted); pending.size > 0;) {
    const bases = new Set<ObjectId>();
    const found = placed(packs, pending, unpacked);
    for (const oid of pending) seen.add(oid);
    for (const [pack, selected] of found) {
      await using reader = await packReader(pack);
      for (const { oid, offset } of selected) {
        const entry = await reader.entry(offset);
        const base = baseOf(reader, offset, entry);
        if (base !== undefined && !seen.has(base)) bases.add(base);
        see?.(oid, entry, base);
      }
      entries.set(
        pack,
        [...(entries.get(pack) ?? []), ...selected].sort((a, b) => a.offset - b.offset),
      );
    }
    pending = bases;
  }
  return { entries, unpacked, count: seen.size };
};

const placed = (packs: readonly Pack[], wanted: Iterable<ObjectId>, unpacked: ObjectId[]): ReadonlyMap<Pack, SelectedEntry[]> => {
  const found = new Map<Pack, SelectedEntry[]>();
  for (const oid of wanted) {
    const place = findIn(packs, oid);
    if (!place) unpacked.push(oid);
    else if (found.get(place.pack)?.push({ oid, offset: place.offset }) === undefined)
      found.set(place.pack, [{ oid, offset: place.offset }]);
  }
  for (const selected of found.values()) selected.sort((a, b) => a.offset - b.offset);
  return found;
};

/** The selected entries as they are stored, each independent of its place. */
export async function* copyEntries(selection: EntrySelection, skip: (oid: ObjectId) => boolean = () => false): AsyncIterable<PackedEntry> {
  for (const [pack, selected] of selection.entries) {
    await using reader = await packReader(pack);
    for (const { oid, offset } of selected) {
      if (!skip(oid)) yield { oid, bytes: placeless(reader, offset, await reader.entry(offset)) };
    }
  }
}

const baseOf = (reader: PackReader, offset: number, { header }: RawEntry): ObjectId | undefined =>
  header.baseDistance === undefined ? header.baseId : reader.oidAt(offset - header.baseDistance);

/** A difference that names its base by distance names it by id afterwards; the deflated bytes stay. */
const placeless = (reader: PackReader, offset: number, entry: RawEntry): Buffer => {
  const { header, bytes } = entry;
  if (header.baseDistance === undefined) return bytes;
  return Buffer.concat([entryHeader('ref-delta', header.size, baseOf(reader, offset, entry)), bytes.subarray(header.length)]);
};
