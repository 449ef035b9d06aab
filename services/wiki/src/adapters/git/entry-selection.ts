import type { ObjectId } from '@wikibot/contracts/define/ids';
import { entryHeader } from '../../domain/pack-format.ts';
import { packReader, type Pack, type PackReader, type RawEntry } from './pack.ts';
import { findIn } from './pack-folder.ts';
import type { PackedEntry } from './pack-writer.ts';

export interface SelectedEntry {
  readonly oid: ObjectId;
  readonly offset: number;
}

/** Where to take the objects of a new pack from. */
export interface EntrySelection {
  /** Stored entries to copy, by pack, in ascending order. */
  readonly entries: ReadonlyMap<Pack, readonly SelectedEntry[]>;
  /** Objects to encode anew: those in no pack, and differences of objects that are not wanted. */
  readonly apart: readonly ObjectId[];
  readonly count: number;
}

/** Called for each stored entry with the object that it is a difference of, if it is one. */
export type SeeEntry = (oid: ObjectId, entry: RawEntry, base: ObjectId | undefined) => void;

/**
 * Finds a stored entry for every object. Of several copies the one in the largest pack counts: packs hold all bases of
 * their entries, so differences can never go round in a circle.
 */
export const selectEntries = async (packs: readonly Pack[], wanted: ReadonlySet<ObjectId>, see?: SeeEntry): Promise<EntrySelection> => {
  const entries = new Map<Pack, readonly SelectedEntry[]>();
  const apart: ObjectId[] = [];
  // Large packs first: most objects are found at once.
  const ordered = packs.toSorted((a, b) => b.size - a.size);
  for (const [pack, found] of placed(ordered, wanted, apart)) {
    await using reader = await packReader(pack);
    const kept: SelectedEntry[] = [];
    for (const one of found) {
      const entry = await reader.entry(one.offset);
      const base = baseOf(reader, one.offset, entry);
      if (base === undefined || wanted.has(base)) kept.push(one);
      else apart.push(one.oid);
      see?.(one.oid, entry, base);
    }
    entries.set(pack, kept);
  }
  return { entries, apart, count: wanted.size };
};

const placed = (packs: readonly Pack[], wanted: Iterable<ObjectId>, apart: ObjectId[]): ReadonlyMap<Pack, SelectedEntry[]> => {
  const found = new Map<Pack, SelectedEntry[]>();
  for (const oid of wanted) {
    const place = findIn(packs, oid);
    if (!place) apart.push(oid);
    else if (found.get(place.pack)?.push({ oid, offset: place.offset }) === undefined)
      found.set(place.pack, [{ oid, offset: place.offset }]);
  }
  for (const selected of found.values()) selected.sort((a, b) => a.offset - b.offset);
  return found;
};

/** The selected entries as they are stored, each independent of its place. Packs that are superseded meanwhile stay readable. */
export async function* copyEntries(selection: EntrySelection, skip: (oid: ObjectId) => boolean = () => false): AsyncIterable<PackedEntry> {
  const readers: (readonly [PackReader, readonly SelectedEntry[]])[] = [];
  try {
    for (const [pack, selected] of selection.entries) readers.push([await packReader(pack), selected]);
    for (const [reader, selected] of readers) yield* copiesFrom(reader, selected, skip);
  } finally {
    for (const [reader] of readers) await reader[Symbol.asyncDispose]();
  }
}

async function* copiesFrom(reader: PackReader, selected: readonly SelectedEntry[], skip: (oid: ObjectId) => boolean) {
  for (const { oid, offset } of selected) {
    if (!skip(oid)) yield { oid, bytes: placeless(reader, offset, await reader.entry(offset)) };
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
