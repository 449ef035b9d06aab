import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { shapeOf, treeMeasures, type TreeShape } from '../../domain/tree-measure.ts';
import { ObjectMissing, type PackedCommits, type PackLimits, type Quarantine } from '../../ports/repository.ts';
import { changedFiles } from './file-difference.ts';
import { keptEntries } from './kept-entries.ts';
import { ownCache, type ObjectCache } from './object-cache.ts';
import { objectStore, type ObjectStore } from './object-store.ts';
import { findIn, type PackFolder } from './pack-folder.ts';
import { packSession } from './pack-session.ts';
import { writePack, type PackTarget } from './pack-writer.ts';
import { quarantinedPack, type QuarantinedPack } from './quarantined-pack.ts';
import { linksOf, objectsOf, type ObjectTypes } from './reachable.ts';
import { filesOf } from './tree-walk.ts';

export interface QuarantineInput {
  readonly gitdir: string;
  readonly packs: PackFolder;
  readonly store: ObjectStore;
  readonly target: PackTarget;
}

/** What is in quarantine is never in the memory that the wiki reads from. Half of it holds a hundred folders of ten thousand files. */
const CACHE_BYTES = 96 * 1024 * 1024;

/** The file is named like everything unfinished, so a crash leaves nothing that is not cleaned away. @throws {PackRefused} */
export const quarantine = async (input: QuarantineInput, pack: AsyncIterable<Uint8Array>, limits: PackLimits): Promise<Quarantine> => {
  const path = join(input.target.folder, `tmp_push_${input.target.randomName()}`);
  const cache = ownCache(CACHE_BYTES);
  const shapes = new Map<ObjectId, TreeShape>();
  const around = {
    findBase: (oid: ObjectId) => input.store.read(oid),
    seeTree: (oid: ObjectId, tree: Parameters<typeof shapeOf>[0]) => {
      shapes.set(oid, shapeOf(tree));
      cache.trees.put(oid, tree);
    },
  };
  try {
    const pushed = await quarantinedPack(path, { pack, limits, around });
    return quarantined(input, { ...pushed, cache, shapes });
  } catch (fault) {
    await rm(path, { force: true });
    throw fault;
  }
};

interface Quarantined extends QuarantinedPack {
  readonly cache: ObjectCache;
  readonly shapes: ReadonlyMap<ObjectId, TreeShape>;
}

const quarantined = ({ gitdir, packs, target }: QuarantineInput, pushed: Quarantined): Quarantine => {
  const session = packSession();
  const both: PackFolder = {
    ...packs,
    packs: async () => [pushed.pack, ...(await packs.packs())],
    // What the repository has is never taken from elsewhere.
    find: async (oid) => (await packs.find(oid)) ?? findIn([pushed.pack], oid),
  };
  const store = objectStore({ gitdir, packs: both, cache: pushed.cache, entryAt: session.entry });
  const measure = treeMeasures(async (oid) => pushed.shapes.get(oid) ?? shapeOf(await store.tree(oid)));
  const treeOf = async (commit: ObjectId) => (await store.commit(commit)).tree;
  const objects = onceFor((commits: PackedCommits) => objectsOf(store, commits));
  const keep = onceFor(async (commits: PackedCommits) => {
    const wanted = new Set<ObjectId>();
    for (const oid of (await objects(commits)).keys()) if (!(await packs.find(oid))) wanted.add(oid);
    if (wanted.size === 0) return;
    const { count, entries } = await keptEntries(store, pushed, wanted);
    packs.add(await writePack(target, count, entries));
  });
  return {
    links: (commit) => linksOf(store, commit),
    message: async (commit) => (await store.commit(commit)).message,
    measure: async (commit) => measure(await treeOf(commit)),
    isComplete: async (commits) => {
      const found = await objects(commits).catch(undefinedIfObjectMissing);
      return found !== undefined && (await areOfTheirTypes(store, pushed, found));
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
    keep,
    [Symbol.asyncDispose]: async () => {
      await session[Symbol.asyncDispose]();
      await rm(pushed.pack.path, { force: true });
    },
  };
};

/** Does for each list of commits what takes long only once. */
const onceFor = <T>(work: (commits: PackedCommits) => Promise<T>): ((commits: PackedCommits) => Promise<T>) => {
  const done = new Map<PackedCommits, Promise<T>>();
  return (commits) => {
    const result = done.get(commits) ?? work(commits);
    done.set(commits, result);
    return result;
  };
};

/** Folders were read as such; whether a file is a file shows only now. */
const areOfTheirTypes = async (store: ObjectStore, { typeOf }: QuarantinedPack, objects: ObjectTypes): Promise<boolean> => {
  for (const [oid, type] of objects) if ((typeOf(oid) ?? (await store.read(oid))?.type) !== type) return false;
  return true;
};

const undefinedIfObjectMissing = (fault: unknown): undefined => {
  if (!(fault instanceof ObjectMissing)) throw fault;
};
