import { readdir } from 'node:fs/promises';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { makeDelta } from '../../domain/delta.ts';
import { nameAt } from '../../domain/pack-index.ts';
import type { Consolidated } from '../../ports/repository.ts';
import { copyEntries, selectEntries, type EntrySelection } from './entry-selection.ts';
import type { ObjectStore } from './object-store.ts';
import type { Pack } from './pack.ts';
import type { PackFolder } from './pack-folder.ts';
import { deltaEntry, wholeEntry, writePack, type PackedEntry, type PackTarget } from './pack-writer.ts';
import { deleteSuperseded, recordSuperseded } from './superseded.ts';
import { versionBases, type StoredShape } from './version-bases.ts';

export interface ConsolidationInput {
  readonly gitdir: string;
  readonly packs: PackFolder;
  readonly store: ObjectStore;
  readonly target: PackTarget;
  readonly minimumPacks: number;
  /** Epoch milliseconds: packs superseded before are deleted. */
  readonly deleteBefore: number;
}

/** Joined packs stay far below 2 GiB, where indexes need another format. */
const MAX_PACK_BYTES = 1024 * 1024 * 1024;
const FACTOR = 2;

export const consolidate = async (input: ConsolidationInput): Promise<Consolidated> => {
  const { gitdir, packs } = input;
  const deleted = await deleteSuperseded(gitdir, input.deleteBefore);
  await packs.rescan();
  const files = new Set(await readdir(packs.path));
  const free = (await packs.packs()).filter((pack) => !files.has(`${pack.name}.keep`));
  const chosen = free.length < input.minimumPacks ? [] : toJoin(free);
  if (chosen.length > 1) {
    await join(input, chosen);
    await packs.rescan();
  }
  return { joined: chosen.length > 1 ? chosen.length : 0, deleted };
};

/** The smallest packs, so many that every remaining one is at least twice as large as all smaller ones together. */
const toJoin = (packs: readonly Pack[]): readonly Pack[] => {
  const bySize = [...packs].sort((a, b) => objectsIn(a) - objectsIn(b));
  let [count, smaller, bytes] = [0, 0, 0];
  for (const [place, pack] of bySize.entries()) {
    if (objectsIn(pack) < FACTOR * smaller) count = place + 1;
    smaller += objectsIn(pack);
  }
  return bySize.slice(0, count).filter((pack) => (bytes += pack.size) < MAX_PACK_BYTES);
};

const objectsIn = ({ index }: Pack): number => index.offsets.length;

const join = async ({ gitdir, store, target }: ConsolidationInput, chosen: readonly Pack[]): Promise<void> => {
  const shapes = new Map<ObjectId, StoredShape>();
  const selection = await selectEntries(chosen, new Set(oidsOf(chosen)), (oid, { header, bytes }, base) =>
    shapes.set(oid, { type: header.type, base, stored: header.size > 0 && bytes.length >= header.size }),
  );
  const bases = await versionBases(store, shapes);
  const beforeVisible = (name: string) =>
    recordSuperseded(
      gitdir,
      name,
      chosen.map((pack) => pack.name),
    );
  await writePack({ ...target, beforeVisible }, selection.count, joinedEntries({ store, selection, shapes, bases }));
};

interface Joining {
  readonly store: ObjectStore;
  readonly selection: EntrySelection;
  readonly shapes: ReadonlyMap<ObjectId, StoredShape>;
  readonly bases: ReadonlyMap<ObjectId, ObjectId>;
}

/** Older versions become differences, folders that a commit stored in haste are deflated, all else is copied. */
async function* joinedEntries({ store, selection, shapes, bases }: Joining): AsyncIterable<PackedEntry> {
  const anew = (oid: ObjectId) => bases.has(oid) || (shapes.get(oid)?.stored === true && shapes.get(oid)?.type === 'tree');
  yield* copyEntries(selection, anew);
  // Versions follow one another in `bases`, so that the next one is mostly still in the cache.
  for (const [oid, base] of bases) {
    const [object, from] = [await store.need(oid), await store.need(base)];
    const delta = makeDelta(from.body, object.body);
    yield delta ? deltaEntry(oid, base, delta) : await wholeEntry(oid, object, USUAL_LEVEL);
  }
  for (const oid of [...selection.apart, ...[...shapes.keys()].filter((one) => anew(one) && !bases.has(one))]) {
    yield await wholeEntry(oid, await store.need(oid), USUAL_LEVEL);
  }
}

const USUAL_LEVEL = 6;

function* oidsOf(packs: readonly Pack[]): Iterable<ObjectId> {
  for (const { index } of packs) for (let place = 0; place < index.offsets.length; place += 1) yield nameAt(index, place);
}
