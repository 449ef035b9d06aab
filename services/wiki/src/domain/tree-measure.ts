import type { ObjectId } from '@wikibot/contracts/define/ids';
import { entryAt, type Tree, type TreeEntry } from './git-tree.ts';

export interface TreeMeasure {
  readonly files: number;
  /** Folders on the longest way down, the folder itself included. */
  readonly depth: number;
}

const FOUR = 0x34;

/** The folders in a folder; files are passed over without reading them. */
function* foldersIn(tree: Tree): Iterable<TreeEntry> {
  // Of all modes only that of a folder begins with a four.
  for (const [index, offset] of tree.offsets.entries()) if (tree.raw[offset] === FOUR) yield entryAt(tree, index);
}

/** What a folder holds itself. */
export interface TreeShape {
  readonly files: number;
  readonly folders: readonly ObjectId[];
}

export const shapeOf = (tree: Tree): TreeShape => {
  const folders = Array.from(foldersIn(tree), ({ oid }) => oid);
  return { files: tree.offsets.length - folders.length, folders };
};

/**
 * Measures folders one after the other, each once however often it is named: a few folders that name one another ten times
 * would otherwise be a million files to look at.
 */
export const treeMeasures = (shape: (oid: ObjectId) => Promise<TreeShape>) => {
  const known = new Map<ObjectId, TreeMeasure>();
  const measure = async (oid: ObjectId): Promise<TreeMeasure> => {
    const earlier = known.get(oid);
    if (earlier) return earlier;
    const { files: own, folders } = await shape(oid);
    let [files, depth] = [own, 0];
    for (const folder of folders) {
      const below = await measure(folder);
      files += below.files;
      depth = Math.max(depth, below.depth);
    }
    const found = { files, depth: depth + 1 };
    known.set(oid, found);
    return found;
  };
  return measure;
};
