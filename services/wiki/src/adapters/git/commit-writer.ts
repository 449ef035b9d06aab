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
  readonly learned: (() => void)[];
}

/** What stands at a name after the change, and whether the folder below it (if any) is left with something. */
type Standing = Pick<TreeEntry, 'mode' | 'oid'> | undefined;

/** @throws {InvalidPath | PathClash | ObjectMissing} */
export const prepareCommit = async (store: ObjectStore, cache: ObjectCache, input: CommitInput): Promise<PreparedCommit> => {
  const draft: Draft = { store, cache, objects: new Map(), learned: [] };
  const change = folderChange(input.changes);
  const before = input.parent === null ? undefined : (await store.commit(input.parent)).tree;
  const tree = (await changedFolder(draft, before, change)) ?? add(draft, { type: 'tree', body: EMPTY_TREE.raw });
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
  return { commit, tree, files: writtenFiles(input), objects, remember };
};

const rank = ({ type }: GitObject): number => (type === 'tree' ? 0 : 1);

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const writtenFiles = ({ changes }: CommitInput): Committed['files'] =>
  changes.map((change) =>
    'content' in change
      ? { path: change.path, oid: objectId('blob', change.content), size: change.content.byteLength }
      : { path: change.path, oid: null, size: 0 },
  );

const add = ({ objects }: Draft, object: GitObject): ObjectId => {
  const oid = objectId(object.type, object.body);
  objects.set(oid, object);
  return oid;
};

/** The folder after the change; undefined when nothing is left in it. */
const changedFolder = async (
  draft: Draft,
  before: ObjectId | undefined,
  change: FolderChange,
  path = '',
): Promise<ObjectId | undefined> => {
  const tree = before === undefined ? EMPTY_TREE : await draft.store.tree(before);
  const edits: TreeEdit[] = [];
  const came = new Map<string, boolean>();
  for (const name of new Set([...change.files.keys(), ...change.folders.keys()])) {
    const old = findEntry(tree, name);
    const entry = await standing(draft, old, { change, name, path: `${path}${name}` });
    if (entry?.oid === old?.oid && entry?.mode === old?.mode) continue;
    edits.push({ name, entry: entry ?? null });
    if (!entry !== !old) came.set(name, entry !== undefined);
  }
  if (edits.length === 0) return tree.offsets.length === 0 ? undefined : before;
  const after = editTree(tree, edits);
  if (after.offsets.length === 0) return undefined;
  const oid = add(draft, { type: 'tree', body: after.raw });
  draft.learned.push(() => learn(draft.cache, { before, oid, after, came }));
  return oid;
};

interface NamedChange {
  readonly change: FolderChange;
  readonly name: string;
  readonly path: string;
}

const standing = async (draft: Draft, old: TreeEntry | undefined, { change, name, path }: NamedChange): Promise<Standing> => {
  const below = change.folders.get(name);
  const oldFolder = old && isFolder(old) ? old : undefined;
  const folderId = below ? await changedFolder(draft, oldFolder?.oid, below, `${path}/`) : oldFolder?.oid;
  const folder: Standing = folderId === undefined ? undefined : { mode: FOLDER, oid: folderId };
  const file = changedFile(draft, oldFolder ? undefined : old, change.files.get(name));
  if (file && folder) throw new PathClash(path);
  return file ?? folder;
};

const changedFile = (draft: Draft, old: Standing, content: Uint8Array | null | undefined): Standing => {
  if (content === undefined) return old;
  if (content === null) return undefined;
  const oid = objectId('blob', content);
  if (oid !== old?.oid) draft.objects.set(oid, { type: 'blob', body: asBuffer(content) });
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
