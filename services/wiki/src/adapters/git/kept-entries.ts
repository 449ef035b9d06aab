import type { ObjectId } from '@wikibot/contracts/define/ids';
import { offsetOf } from '../../domain/pack-index.ts';
import { copyEntries, selectEntries } from './entry-selection.ts';
import type { ObjectStore } from './object-store.ts';
import { baseOffset, packReader } from './pack.ts';
import { wholeEntry, type PackedEntry } from './pack-writer.ts';
import type { QuarantinedPack } from './quarantined-pack.ts';

/** What of a pushed pack becomes a pack of ours, which holds the bases of all its differences. */
export const keptEntries = async (store: ObjectStore, pushed: QuarantinedPack, wanted: ReadonlySet<ObjectId>) => {
  const selection = await selectEntries([pushed.pack], new Set([...wanted, ...(await sharedBases(pushed, wanted))]));
  return { count: selection.count, entries: entriesOf(store, selection) };
};

async function* entriesOf(store: ObjectStore, selection: Awaited<ReturnType<typeof selectEntries>>): AsyncIterable<PackedEntry> {
  yield* copyEntries(selection);
  for (const oid of selection.apart) yield wholeEntry(oid, await store.need(oid));
}

/** A base in the repository is worth a copy when several differences build on it; a single one is rather written whole. */
const sharedBases = async ({ pack, bases }: QuarantinedPack, wanted: ReadonlySet<ObjectId>): Promise<readonly ObjectId[]> => {
  const uses = new Map<ObjectId, number>();
  await using reader = await packReader(pack);
  for (const offset of [...wanted].map((oid) => offsetOf(pack.index, Buffer.from(oid, 'hex'))).sort(ascending)) {
    const at = offset === undefined ? undefined : baseOffset(pack, offset, (await reader.entry(offset)).header);
    const base = at === undefined ? undefined : reader.oidAt(at);
    if (base !== undefined && bases.has(base)) uses.set(base, (uses.get(base) ?? 0) + 1);
  }
  return [...uses].filter(([, count]) => count > 1).map(([oid]) => oid);
};

const ascending = (a: number | undefined, b: number | undefined): number => (a ?? 0) - (b ?? 0);
