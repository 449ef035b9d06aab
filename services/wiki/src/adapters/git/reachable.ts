import type { ObjectId } from '@wikibot/contracts/define/ids';
import { EMPTY_TREE, isFolder, type TreeEntry } from '../../domain/git-tree.ts';
import { treeDifference } from '../../domain/tree-difference.ts';
import type { ObjectStore } from './object-store.ts';

const SUBMODULE = '160000';

/**
 * All objects that a commit reaches, newest first. Each folder is compared with the version of it seen before, so that
 * only what differs is parsed: 10,000 commits on a folder of 10,000 files are 10,000 small steps, not 100 million.
 */
export const reachable = async (store: ObjectStore, head: ObjectId): Promise<ReadonlySet<ObjectId>> => {
  const seen = new Set<ObjectId>();
  const visitFolder = async (oid: ObjectId, like: ObjectId | undefined): Promise<void> => {
    if (seen.has(oid)) return;
    const known = like === undefined ? EMPTY_TREE : await store.tree(like);
    const { removed, added } = treeDifference(known, await store.tree(oid));
    const before = new Map(removed.map((entry) => [entry.name, entry]));
    for (const entry of added) {
      if (isFolder(entry)) await visitFolder(entry.oid, folderIn(before.get(entry.name)));
      else if (entry.mode !== SUBMODULE) seen.add(entry.oid);
    }
    seen.add(oid);
  };
  const pending = [head];
  let like: ObjectId | undefined;
  for (let oid = pending.pop(); oid !== undefined; oid = pending.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    const { tree, parents } = await store.commit(oid);
    await visitFolder(tree, like);
    like = tree;
    pending.push(...parents.toReversed());
  }
  return seen;
};

const folderIn = (entry: TreeEntry | undefined): ObjectId | undefined => (entry && isFolder(entry) ? entry.oid : undefined);
