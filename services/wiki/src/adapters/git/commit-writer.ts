import type { ObjectId } from '@wikibot/contracts/define/ids';
import { folderChange, PathClash, type FolderChange } from '../../domain/file-changes.ts';
import { encodeCommit, objectId, type GitObject } from '../../domain/git-object.ts';
import {
  editTree,
  EMPTY_TREE,
  FILE,
  findEntry,
  FOLDER,
  isFolder,
  type Tree,
  type TreeEdit,
  type TreeEntry,
} from '../../domain/git-tree.ts';
import { changedLookup } from '../../domain/name-lookup.ts';
import type { CommitInput, Committed } from '../../ports/repository.ts';
import type { ObjectCache } from './object-cache.ts';
import type { ObjectStore } from './object-store.ts';

/** What a commit brings: everything that its pack must hold, and what the cache may know once it is durable. */
export interface PreparedCommit extends Committed {
  readonly objects: ReadonlyMap<ObjectId, GitObject>;
  readonly remember: () => void;
}

interface Draft {
  readonly store: ObjectStore;
  readonly cache: ObjectCache;
  readonly objects: Map<ObjectId, GitObject>;
  /** Ids by content, so that nothing is hashed twice. */
  readonly written: Map<Uint8Array, ObjectId>;
  readonly learned: (() => void)[];
}

/** What stands at a name. */
type Standing = Pick<TreeEntry, 'mode' | 'oid'> | undefined;

/** @throws {InvalidPath | PathClash | ObjectMissing} */
export const prepareCommit = async (store: ObjectStore, cache: ObjectCache, input: CommitInput): Promise<PreparedCommit> => {
  const draft: Draft = { store, cache, objects: new Map(), written: new Map(), learned: [] };
  const change = folderChange(input.changes);
  const before = input.parent === null ? undefined : (await store.commit(input.parent)).tree;
  const tree = (await changedFolder(draft, { before, change, path: '' })) ?? add(draft, { type: 'tree', body: EMPTY_TREE.raw });
  const { author, committer, message } = input;
  const parents = input.parent === null ? [] : [input.parent];
  const object: GitObject = { type: 'commit', body: encodeCommit({ tree, parents, author, committer, message }) };
  const commit = objectId(object.type, object.body);
  // Git packs commits first, then folders, then files.
  const objects = new Map([[commit, object], ...[...draft.objects].sort(([, a], [, b]) => rank(a) - rank(b))]);
  const remember = () => {
    for (const [oid, one] of objects) cache.objects.put(oid, one);
    for (const learn of draft.learned) learn();
  };
  return { commit, tree, files: writtenFiles(draft, input), objects, remember };
};

const rank = ({ type }: GitObject): number => (type === 'tree' ? 0 : 1);

const writtenFiles = ({ written }: Draft, { changes }: CommitInput): Committed['files'] =>
  changes.map((change) => {
    if ('content' in change) return { path: change.path, oid: written.get(change.content) ?? null, size: change.content.byteLength };
    return 'blob' in change ? { path: change.path, oid: change.blob, size: change.size } : { path: change.path, oid: null, size: 0 };
  });

const add = ({ objects }: Draft, object: GitObject): ObjectId => {
  const oid = objectId(object.type, object.body);
  objects.set(oid, object);
  return oid;
};

interface ChangedFolder {
  readonly before: ObjectId | undefined;
  readonly change: FolderChange;
  /** Empty, or with a slash at its end. */
  readonly path: string;
}

/** The folder after the change; undefined when nothing is left in it. */
const changedFolder = async (draft: Draft, { before, change, path }: ChangedFolder): Promise<ObjectId | undefined> => {
  const tree = before === undefined ? EMPTY_TREE : await draft.store.tree(before);
  const edits: TreeEdit[] = [];
  for (const name of new Set([...change.files.keys(), ...change.folders.keys()])) {
    const old = findEntry(tree, name);
    const entry = await standing(draft, old, { change, name, path: `${path}${name}` });
    if (!same(entry, old)) edits.push({ name, entry: entry ?? null });
  }
  const after = edits.length === 0 ? tree : editTree(tree, edits);
  if (after.offsets.length === 0) return undefined;
  if (after === tree) return before;
  const oid = add(draft, { type: 'tree', body: after.raw });
  draft.learned.push(() => learn(draft.cache, { before, oid, after, came: comings(tree, edits) }));
  return oid;
};

/** Names that are there now (true) or no longer (false). */
const comings = (tree: Tree, edits: readonly TreeEdit[]): ReadonlyMap<string, boolean> =>
  new Map(edits.filter(({ name, entry }) => !entry || !findEntry(tree, name)).map(({ name, entry }) => [name, entry !== null]));

const same = (a: Standing, b: Standing): boolean => (a && b ? a.oid === b.oid && a.mode === b.mode : a === b);

interface NamedChange {
  readonly change: FolderChange;
  readonly name: string;
  readonly path: string;
}

interface Below {
  readonly change: FolderChange | undefined;
  readonly path: string;
}

const standing = async (draft: Draft, old: TreeEntry | undefined, { change, name, path }: NamedChange): Promise<Standing> => {
  const [oldFile, oldFolder] = old && isFolder(old) ? [undefined, old] : [old, undefined];
  const file = changedFile(draft, oldFile, change.files.get(name));
  const folder = await standingFolder(draft, oldFolder, { change: change.folders.get(name), path: `${path}/` });
  if (file && folder) throw new PathClash(path);
  return file ?? folder;
};

const standingFolder = async (draft: Draft, old: Standing, { change, path }: Below): Promise<Standing> => {
  if (!change) return old;
  const oid = await changedFolder(draft, { before: old?.oid, change, path });
  return oid === undefined ? undefined : { mode: FOLDER, oid };
};

const changedFile = (draft: Draft, old: Standing, content: Uint8Array | ObjectId | null | undefined): Standing => {
  if (content === undefined) return old;
  if (content === null) return undefined;
  if (typeof content === 'string') return { mode: FILE, oid: content };
  const oid = objectId('blob', content);
  draft.written.set(content, oid);
  // A copy: it may stay in the cache when the caller has long reused the bytes.
  if (oid !== old?.oid) draft.objects.set(oid, { type: 'blob', body: Buffer.from(content) });
  return { mode: FILE, oid };
};

interface Learned {
  readonly before: ObjectId | undefined;
  readonly oid: ObjectId;
  readonly after: Tree;
  readonly came: ReadonlyMap<string, boolean>;
}

/** A folder's look-up by name outlives its change: deriving it costs what the change is large, making it the folder. */
const learn = ({ trees, names }: ObjectCache, { before, oid, after, came }: Learned): void => {
  trees.put(oid, after);
  const lookup = before && names.get(before);
  if (lookup) names.put(oid, changedLookup(lookup, came));
};
