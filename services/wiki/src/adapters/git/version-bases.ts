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

type Shapes = ReadonlyMap<ObjectId, StoredShape>;

/**
 * For older versions of files and folders that are stored whole: the newer version to store them as a difference of,
 * newest first. The newest version of everything stays whole, because that is the one that is read.
 */
export const versionBases = async (store: ObjectStore, shapes: Shapes): Promise<ReadonlyMap<ObjectId, ObjectId>> => {
  const bases = new Map<ObjectId, ObjectId>();
  const compare = async (older: ObjectId, newer: ObjectId): Promise<void> => {
    if (older === newer) return;
    const { removed, added } = treeDifference(await store.tree(older), await store.tree(newer));
    chooseBase(bases, shapes, { older, newer });
    const before = new Map(removed.map((entry) => [entry.name, entry]));
    for (const entry of added) {
      const old = before.get(entry.name);
      if (!old || old.oid === entry.oid || old.mode !== entry.mode) continue;
      if (isFolder(entry)) await compare(old.oid, entry.oid);
      else chooseBase(bases, shapes, { older: old.oid, newer: entry.oid });
    }
  };
  for (const { older, newer } of firstParentSteps(await commitsAmong(store, shapes))) await compare(older, newer);
  return bases;
};

/** A pair of versions: of a file, of a folder, or of everything. */
interface Versions {
  readonly older: ObjectId;
  readonly newer: ObjectId;
}

const chooseBase = (bases: Map<ObjectId, ObjectId>, shapes: Shapes, { older, newer }: Versions): void => {
  const baseOf = (oid: ObjectId) => bases.get(oid) ?? shapes.get(oid)?.base;
  if (!shapes.has(older) || !shapes.has(newer) || baseOf(older) !== undefined) return;
  const chain = chainOf(newer, baseOf);
  const base = chain.length > MAX_DEPTH ? chain.at(-1) : newer;
  // A file that was changed and changed back is older and newer than itself.
  if (base !== undefined && !chain.includes(older)) bases.set(older, base);
};

const chainOf = (start: ObjectId, baseOf: (oid: ObjectId) => ObjectId | undefined): readonly ObjectId[] => {
  const chain = [start];
  for (let next = baseOf(start); next !== undefined; next = baseOf(next)) chain.push(next);
  return chain;
};

interface CommitLinks {
  readonly tree: ObjectId;
  readonly parent: ObjectId | undefined;
}

const commitsAmong = async (store: ObjectStore, shapes: Shapes): Promise<ReadonlyMap<ObjectId, CommitLinks>> => {
  const commits = new Map<ObjectId, CommitLinks>();
  for (const [oid, { type }] of shapes) {
    if (type !== 'commit') continue;
    const { tree, parents } = await store.commit(oid);
    commits.set(oid, { tree, parent: parents[0] });
  }
  return commits;
};

/** The trees of each commit and its first parent, when both are among the objects; newest first along each line. */
const firstParentSteps = (commits: ReadonlyMap<ObjectId, CommitLinks>): readonly Versions[] => {
  const withChildren = new Set([...commits.values()].map(({ parent }) => parent));
  const steps: Versions[] = [];
  const seen = new Set<CommitLinks>();
  for (const [head, links] of commits) {
    if (withChildren.has(head)) continue;
    for (let newer = links; !seen.has(newer);) {
      seen.add(newer);
      const older = newer.parent === undefined ? undefined : commits.get(newer.parent);
      if (!older) break;
      steps.push({ older: older.tree, newer: newer.tree });
      newer = older;
    }
  }
  return steps;
};
