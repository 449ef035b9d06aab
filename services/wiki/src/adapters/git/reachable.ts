import type { ObjectId } from '@wikibot/contracts/define/ids';
import { EMPTY_TREE, isFolder, type TreeEntry } from '../../domain/git-tree.ts';
import { treeDifference } from '../../domain/tree-difference.ts';
import type { ObjectType } from '../../domain/git-object.ts';
import { ObjectMissing, type PackedCommits } from '../../ports/repository.ts';
import type { ObjectStore } from './object-store.ts';

const SUBMODULE = '160000';

/**
 * All objects that commits bring. Each folder is compared with its version in a parent, which is among the commits
 * too or known to whoever asks, so that only what differs is parsed: 10,000 commits on a folder of 10,000 files are 10,000
 * small steps, not 100 million. Parents come first: a folder that was met is then here with all that is in it, and one that
 * comes back after a revert need not be looked at again.
 * @throws {ObjectMissing} also when an object is named as another type than it has
 */
export const objectsOf = async (store: ObjectStore, { commits, known }: PackedCommits): Promise<ObjectTypes> => {
  const seen = new Map<ObjectId, ObjectType>(commits.map((oid) => [oid, 'commit']));
  const visit = folderVisit(store, seen);
  for (const { oid, base } of await parentsFirst(store, { commits, known })) {
    const { tree } = await store.commit(oid);
    await visit(tree, base && (await store.commit(base)).tree);
  }
  return seen;
};

interface Step {
  readonly oid: ObjectId;
  /** The parent to compare with. */
  readonly base: ObjectId | undefined;
}

/** Clocks may be wrong, so the order of the commits says nothing. */
const parentsFirst = async (store: ObjectStore, { commits, known }: PackedCommits): Promise<readonly Step[]> => {
  const left = new Set(commits);
  const sent: ReadonlySet<ObjectId> = new Set(commits);
  const steps: Step[] = [];
  for (const oid of commits) {
    const line: Step[] = [];
    for (let next: ObjectId | undefined = oid; next !== undefined && left.delete(next);) {
      const { parents }: { parents: readonly ObjectId[] } = await store.commit(next);
      const base = parents.find((parent) => sent.has(parent) || known.has(parent));
      line.push({ oid: next, base });
      next = base;
    }
    for (const step of line.toReversed()) steps.push(step);
  }
  return steps;
};

export type ObjectTypes = ReadonlyMap<ObjectId, ObjectType>;

const folderVisit = (store: ObjectStore, seen: Map<ObjectId, ObjectType>) => {
  const isNew = (oid: ObjectId, type: ObjectType): boolean => {
    const earlier = seen.get(oid);
    seen.set(oid, type);
    if (earlier !== undefined && earlier !== type) throw new ObjectMissing(oid);
    return earlier === undefined;
  };
  const visit = async (oid: ObjectId, like: ObjectId | undefined): Promise<void> => {
    if (oid === like || !isNew(oid, 'tree')) return;
    const { removed, added } = treeDifference(like === undefined ? EMPTY_TREE : await store.tree(like), await store.tree(oid));
    const before = new Map(removed.map((entry) => [entry.name, entry]));
    for (const entry of added.filter(({ name, oid: now }) => before.get(name)?.oid !== now)) {
      if (isFolder(entry)) await visit(entry.oid, folderIn(before.get(entry.name)));
      else if (entry.mode !== SUBMODULE) isNew(entry.oid, 'blob');
    }
  };
  return visit;
};

export const linksOf = async (store: ObjectStore, oid: ObjectId) => {
  const { tree, parents, committer } = await store.commit(oid);
  return { tree, parents, time: committer.time };
};

const folderIn = (entry: TreeEntry | undefined): ObjectId | undefined => (entry && isFolder(entry) ? entry.oid : undefined);
