import type { ObjectId } from '@wikibot/contracts/define/ids';
import { entriesOf, findEntry, isFile, isFolder, type TreeEntry } from '../../domain/git-tree.ts';
import { nameLookup, sameNames, type NameKey } from '../../domain/name-lookup.ts';
import type { ListedFile } from '../../ports/repository.ts';
import type { ObjectCache } from './object-cache.ts';
import type { ObjectStore } from './object-store.ts';

export const findPath = async (store: ObjectStore, root: ObjectId, path: string): Promise<TreeEntry | undefined> => {
  const segments = path.split('/');
  let folder = root;
  for (const segment of segments.slice(0, -1)) {
    const entry = findEntry(await store.tree(folder), segment);
    if (!entry || !isFolder(entry)) return undefined;
    folder = entry.oid;
  }
  return findEntry(await store.tree(folder), segments.at(-1) ?? '');
};

export async function* filesOf(store: ObjectStore, folder: ObjectId, path = ''): AsyncIterable<ListedFile> {
  for (const { name, mode, oid } of entriesOf(await store.tree(folder))) {
    if (isFolder({ mode })) yield* filesOf(store, oid, `${path}${name}/`);
    else yield { path: `${path}${name}`, oid, mode };
  }
}

export interface Spelling {
  readonly store: ObjectStore;
  readonly cache: ObjectCache;
  readonly keyOf: NameKey;
}

/** The path as the folders spell it. Several spellings of a folder may be there: the first that leads to a file counts. */
export const spelledPath = async (spelling: Spelling, folder: ObjectId, segments: readonly string[]): Promise<string | undefined> => {
  const [segment = '', ...rest] = segments;
  const tree = await spelling.store.tree(folder);
  for (const name of await spellings(spelling, folder, segment)) {
    const entry = findEntry(tree, name);
    if (!entry || isFolder(entry) !== rest.length > 0) continue;
    if (isFile(entry)) return name;
    const below = isFolder(entry) ? await spelledPath(spelling, entry.oid, rest) : undefined;
    if (below !== undefined) return `${name}/${below}`;
  }
  return undefined;
};

const spellings = async ({ store, cache, keyOf }: Spelling, folder: ObjectId, name: string): Promise<readonly string[]> => {
  let lookup = cache.names.get(folder);
  if (lookup?.keyOf !== keyOf) {
    lookup = nameLookup(await store.tree(folder), keyOf);
    cache.names.put(folder, lookup);
  }
  return [name, ...sameNames(lookup, name).filter((other) => other !== name)];
};
