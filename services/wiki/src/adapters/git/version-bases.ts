import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { EntryType } from '../../domain/pack-format.ts';
import { isFolder } from '../../domain/git-tree.ts';
import { treeDifference } from '../../domain/tree-difference.ts';
import type { ObjectStore } from './object-store.ts';

/** How an object is stored now. */
export interface StoredShape {
  readonly type: EntryType;
  /** What it is a difference of. */
  readonly base: ObjectId | undefined;
  /** Whether it was left undeflated. */
  readonly stored: boolean;
}

/** Reading the oldest version costs so many steps at most, per joining. */
const MAX_DEPTH = 40;

/**
 * For older versions of files and folders that are stored whole: the newer version to store them as a difference of,
 * newest first. The newest version of everything stays whole, because that is the one that is read.
 */
export const versionBases = async (
  store: ObjectStore,
  shapes: ReadonlyMap<ObjectId, StoredShape>,
): Promise<ReadonlyMap<ObjectId, ObjectId>> => {
  const bases = new Map<ObjectId, ObjectId>();
  const consider = (older: ObjectId, newer: ObjectId) => {
    const shape = shapes.get(older);
    if (older === newer || bases.has(older) || !shape || shape.base !== undefined || !shapes.has(newer)) return;
    const chain = chainOf(newer, (oid) => bases.get(oid) ?? shapes.get(oid)?.base);
    if (chain.includes(older)) return;
    bases.set(older, chain.length > MAX_DEPTH ? (chain.at(-1) ?? newer) : newer);
  };
  const compare = async (older: ObjectId, newer: ObjectId): Promise<void> => {
    if (older === newer) return;
    const { removed, added } = treeDifference(await store.tree(older), await store.tree(newer));
    consider(older, newer);
    const before = new Map(removed.map((entry) => [entry.name, entry]));
    for (const entry of added) {
      const old = before.get(entry.name);
      if (!old || old.oid === entry.oid || old.mode !== entry.mode) continue;
      if (isFolder(entry)) await compare(old.oid, entry.oid);
      else consider(old.oid, entry.oid);
    }
  };
  for (const { tree, parent } of await newestFirst(store, shapes)) if (parent) await compare(parent, tree);
  return bases;
};

const chainOf = (start: ObjectId, baseOf: (oid: ObjectId) => ObjectId | undefined): readonly ObjectId[] => {
  const chain = [start];
  for (let next = baseOf(start); next !== undefined; next = baseOf(next)) chain.push(next);
  return chain;
};

interface Step {
  readonly tree: ObjectId;
  /** The tree of the first parent, when that is among the objects too. */
  readonly parent: ObjectId | undefined;
}

/** The commits among the objects, children before their first parents. */
const newestFirst = async (store: ObjectStore, shapes: ReadonlyMap<ObjectId, StoredShape>): Promise<readonly Step[]> => {
  const commits = new Map<ObjectId, { readonly tree: ObjectId; readonly parent: ObjectId | undefined }>();
  for (const [oid, { type }] of shapes) {
    if (type !== 'commit') continue;
    const { tree, parents } = await store.commit(oid);
    commits.set(oid, { tree, parent: parents[0] });
  }
  const withChildren = new Set([...commits.values()].map(({ parent }) => parent));
  const steps: Step[] = [];
  const seen = new Set<ObjectId>();
  for (const head of [...commits.keys()].filter((oid) => !withChildren.has(oid))) {
    for (let oid: ObjectId | undefined = head; oid !== undefined && !seen.has(oid); oid = commits.get(oid)?.parent) {
      seen.add(oid);
      const commit = commits.get(oid);
      const parent = commit?.parent === undefined ? undefined : commits.get(commit.parent);
      if (commit) steps.push({ tree: commit.tree, parent: parent?.tree });
    }
  }
  return steps;
};
