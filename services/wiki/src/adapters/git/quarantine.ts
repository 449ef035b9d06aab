import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { ObjectType } from '../../domain/git-object.ts';
import { PACK_TRAILER_BYTES } from '../../domain/pack-format.ts';
import { decodePackIndex, encodePackIndex, type IndexedEntry } from '../../domain/pack-index.ts';
import { treeMeasures } from '../../domain/tree-measure.ts';
import { ObjectMissing, type PackLimits, type Quarantine } from '../../ports/repository.ts';
import { copyEntries, selectEntries } from './entry-selection.ts';
import { changedFiles } from './file-difference.ts';
import { sharedCache } from './object-cache.ts';
import { objectStore, type ObjectStore } from './object-store.ts';
import type { Pack } from './pack.ts';
import { findIn, type PackFolder } from './pack-folder.ts';
import { wholeEntry, writePack, type PackedEntry, type PackTarget } from './pack-writer.ts';
import { storePushed } from './pushed-file.ts';
import { objectsIn } from './pushed-objects.ts';
import { linksOf, objectsOf } from './reachable.ts';
import { filesOf } from './tree-walk.ts';

export interface QuarantineInput {
  readonly gitdir: string;
  readonly packs: PackFolder;
  readonly store: ObjectStore;
  readonly target: PackTarget;
}

/** What is in quarantine is never in the memory that the wiki reads from. */
const CACHE_BYTES = 32 * 1024 * 1024;

/** The file is named like everything unfinished, so a crash leaves nothing that is not cleaned away. @throws {PackRefused} */
export const quarantine = async (input: QuarantineInput, pack: AsyncIterable<Uint8Array>, limits: PackLimits): Promise<Quarantine> => {
  const path = join(input.target.folder, `tmp_push_${input.target.randomName()}`);
  try {
    return quarantined(input, await quarantinedPack(input, path, { pack, limits }));
  } catch (fault) {
    await rm(path, { force: true });
    throw fault;
  }
};

interface PushedPack {
  readonly pack: Pack;
  /** Undefined for what was not pushed. */
  readonly typeOf: (oid: ObjectId) => ObjectType | undefined;
}

interface Coming {
  readonly pack: AsyncIterable<Uint8Array>;
  readonly limits: PackLimits;
}

const quarantinedPack = async ({ store }: QuarantineInput, path: string, { pack, limits }: Coming): Promise<PushedPack> => {
  await using file = await open(path, 'wx+', 0o600);
  const { size, count } = await storePushed(file, pack, limits);
  const { objects, bases } = await objectsIn({ file, size, count }, limits, (oid) => store.read(oid));
  const entries: IndexedEntry[] = [...objects].map(([oid, { entry }]) => ({ oid, offset: entry.offset, crc: entry.crc }));
  const added: PackedEntry[] = [];
  for (const [oid, object] of bases) added.push(await wholeEntry(oid, object));
  const end = await append(file, size - PACK_TRAILER_BYTES, { added, entries });
  const index = decodePackIndex(encodePackIndex(entries, Buffer.alloc(PACK_TRAILER_BYTES)));
  if (!index) throw new Error('an index that cannot be read back');
  return { pack: { name: 'push', path, size: end + PACK_TRAILER_BYTES, index }, typeOf: (oid) => objects.get(oid)?.type };
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

const quarantined = ({ gitdir, packs, target }: QuarantineInput, { pack: pushed, typeOf }: PushedPack): Quarantine => {
  const both: PackFolder = {
    ...packs,
    packs: async () => [pushed, ...(await packs.packs())],
    // What the repository has is never taken from elsewhere.
    find: async (oid) => (await packs.find(oid)) ?? findIn([pushed], oid),
  };
  const store = objectStore({ gitdir, packs: both, cache: sharedCache(CACHE_BYTES).of('push') });
  const measure = treeMeasures(store.tree);
  const treeOf = async (commit: ObjectId) => (await store.commit(commit)).tree;
  let kept: Promise<void> | undefined;
  const keep: Quarantine['keep'] = async (commits) => {
    const wanted = new Set<ObjectId>();
    for (const oid of (await objectsOf(store, commits)).keys()) if (!(await packs.find(oid))) wanted.add(oid);
    if (wanted.size > 0) packs.add(await writePack(target, wanted.size, entriesOf(store, pushed, wanted)));
  };
  return {
    links: (commit) => linksOf(store, commit),
    message: async (commit) => (await store.commit(commit)).message,
    measure: async (commit) => measure(await treeOf(commit)),
    isComplete: async (commits) => {
      const objects = await objectsOf(store, commits).catch(undefinedIfObjectMissing);
      for (const [oid, type] of objects ?? []) if ((typeOf(oid) ?? (await store.read(oid))?.type) !== type) return false;
      return objects !== undefined;
    },
    changes: async function* (from, to) {
      yield* changedFiles(store, { before: await treeOf(from), after: await treeOf(to) });
    },
    list: async function* (commit) {
      yield* filesOf(store, await treeOf(commit));
    },
    readBlob: async (oid) => {
      const object = await store.read(oid);
      return object?.type === 'blob' ? object.body : undefined;
    },
    keep: (commits) => (kept ??= keep(commits)),
    [Symbol.asyncDispose]: () => rm(pushed.path, { force: true }),
  };
};

async function* entriesOf(store: ObjectStore, pushed: Pack, wanted: ReadonlySet<ObjectId>): AsyncIterable<PackedEntry> {
  const selection = await selectEntries([pushed], wanted);
  yield* copyEntries(selection);
  for (const oid of selection.apart) yield wholeEntry(oid, await store.need(oid));
}

const undefinedIfObjectMissing = (fault: unknown): undefined => {
  if (!(fault instanceof ObjectMissing)) throw fault;
};
