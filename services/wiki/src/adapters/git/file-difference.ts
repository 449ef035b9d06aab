import type { ObjectId } from '@wikibot/contracts/define/ids';
import { EMPTY_TREE, isFolder, type TreeEntry } from '../../domain/git-tree.ts';
import { treeDifference } from '../../domain/tree-difference.ts';
import type { ChangedFile } from '../../ports/repository.ts';
import type { ObjectStore } from './object-store.ts';

interface Folders {
  readonly before: ObjectId | undefined;
  readonly after: ObjectId | undefined;
}

/** The files that differ between two folders; what is equal in both is not looked at. */
export async function* changedFiles(store: ObjectStore, { before, after }: Folders, path = ''): AsyncIterable<ChangedFile> {
  if (before === after) return;
  const [older, newer] = [before ? await store.tree(before) : EMPTY_TREE, after ? await store.tree(after) : EMPTY_TREE];
  const { removed, added } = treeDifference(older, newer);
  const [old, now] = [byName(removed), byName(added)];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)];
    const [wasFile, isFile] = [fileIn(was), fileIn(is)];
    if (wasFile !== isFile) yield { path: `${path}${name}`, before: wasFile, after: isFile };
    yield* changedFiles(store, { before: folderIn(was), after: folderIn(is) }, `${path}${name}/`);
  }
}

const byName = (entries: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> => new Map(entries.map((entry) => [entry.name, entry]));
const fileIn = (entry: TreeEntry | undefined): ObjectId | undefined => (entry && !isFolder(entry) ? entry.oid : undefined);
const folderIn = (entry: TreeEntry | undefined): ObjectId | undefined => (entry && isFolder(entry) ? entry.oid : undefined);
