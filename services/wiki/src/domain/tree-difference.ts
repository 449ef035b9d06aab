import { commonPrefix, commonSuffix } from './byte-range.ts';
import { entriesOf, type Tree, type TreeEntry } from './git-tree.ts';

export interface TreeDifference {
  readonly removed: readonly TreeEntry[];
  readonly added: readonly TreeEntry[];
}

/**
 * A small set of entries that holds every difference of two versions of a folder: what lies between the bytes that they
 * share at both ends. Entries in it may be equal too. Nothing outside of it is parsed.
 */
export const treeDifference = (older: Tree, newer: Tree): TreeDifference => {
  const prefix = commonPrefix(older.raw, newer.raw);
  const most = Math.min(older.offsets.length, newer.offsets.length);
  const from = Math.min(entriesBefore(older, prefix), entriesBefore(newer, prefix));
  const suffix = commonSuffix(older.raw, newer.raw, Math.min(older.raw.length, newer.raw.length) - prefix);
  let kept = Math.min(entriesFrom(older, older.raw.length - suffix), entriesFrom(newer, newer.raw.length - suffix), most - from);
  while (kept > 0 && fromEnd(older, kept) !== fromEnd(newer, kept)) kept -= 1;
  return {
    removed: [...entriesOf(older, from, older.offsets.length - kept)],
    added: [...entriesOf(newer, from, newer.offsets.length - kept)],
  };
};

/** Bytes from the start of the last-but-`count` entry to the end. */
const fromEnd = (tree: Tree, count: number): number => tree.raw.length - (tree.offsets[tree.offsets.length - count] ?? 0);

/** How many whole entries end at or before the byte. */
const entriesBefore = (tree: Tree, byte: number): number =>
  byte >= tree.raw.length ? tree.offsets.length : Math.max(0, firstAtOrAfter(tree, byte + 1) - 1);

const entriesFrom = (tree: Tree, byte: number): number => tree.offsets.length - firstAtOrAfter(tree, byte);

const firstAtOrAfter = ({ offsets }: Tree, byte: number): number => {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
};
