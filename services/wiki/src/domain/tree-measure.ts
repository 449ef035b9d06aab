import type { ObjectId } from '@wikibot/contracts/define/ids';
import { entryAt, type Tree } from './git-tree.ts';

export interface TreeMeasure {
  readonly files: number;
  /** Folders on the longest way down, the folder itself included. */
  readonly depth: number;
}

const FOUR = 0x34;

/** The folders in a folder; files are passed over without reading them. */
export function* foldersIn(tree: Tree): Iterable<{ readonly name: string; readonly oid: ObjectId }> {
  // Of all modes only that of a folder begins with a four.
  for (const [index, offset] of tree.offsets.entries()) if (tree.raw[offset] === FOUR) yield entryAt(tree, index);
}

/**
 * Measures folders one after the other, each once however often it is named: a few folders that name one another ten times
 * would otherwise be a million files to look at.
 */
export const treeMeasures = (treeOf: (oid: ObjectId) => Promise<Tree>) => {
  const known = new Map<ObjectId, TreeMeasure>();
  const measure = async (oid: ObjectId): Promise<TreeMeasure> => {
    const earlier = known.get(oid);
    if (earlier) return earlier;
    const tree = await treeOf(oid);
    let [files, depth, folders] = [0, 0, 0];
    for (const folder of foldersIn(tree)) {
      const below = await measure(folder.oid);
      folders += 1;
      files += below.files;
      depth = Math.max(depth, below.depth);
    }
    const found = { files: files + tree.offsets.length - folders, depth: depth + 1 };
    known.set(oid, found);
    return found;
  };
  return measure;
};
