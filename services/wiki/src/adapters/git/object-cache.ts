import type { GitObject } from '../../domain/git-object.ts';
import type { Tree } from '../../domain/git-tree.ts';
import type { NameLookup } from '../../domain/name-lookup.ts';
import { byteLru, type ByteLru } from './byte-lru.ts';

/**
 * Objects by id never grow stale. They are kept per repository all the same: an id that one wiki knows must not read
 * the content of another.
 */
export interface ObjectCache {
  /** Commits and small files; folders only as trees. */
  readonly objects: ByteLru<GitObject>;
  readonly trees: ByteLru<Tree>;
  readonly names: ByteLru<NameLookup>;
}

export interface SharedCache {
  of(repository: string): ObjectCache;
  forget(repository: string): void;
}

/** Larger files are read again: whoever wants one seldom wants it twice. */
const MAX_FILE_BYTES = 64 * 1024;
const NAME_BYTES = 120;

const sizeOfLookup = ({ settled, changed }: NameLookup): number =>
  // Versions of a folder share the large map: it is counted in full only for the version that made it.
  changed.size === 0 ? settled.size * NAME_BYTES : settled.size * 8 + changed.size * NAME_BYTES;

/** Half for folders, a quarter each for files and names. */
const cachesOf = (bytes: number): ObjectCache => ({
  objects: byteLru<GitObject>(bytes / 4, ({ body }) => body.length),
  trees: byteLru<Tree>(bytes / 2, ({ raw, offsets }) => raw.length + offsets.byteLength),
  names: byteLru<NameLookup>(bytes / 4, sizeOfLookup),
});

/** Folders are kept once, as trees, and given as objects too. */
const withTrees = ({ objects, trees, names }: ObjectCache): ObjectCache => ({
  trees,
  names,
  objects: {
    ...objects,
    get: (oid) => {
      const tree = trees.get(oid);
      return tree ? { type: 'tree', body: tree.raw } : objects.get(oid);
    },
    put: (oid, object) => {
      if (object.type !== 'tree' && object.body.length <= MAX_FILE_BYTES) objects.put(oid, object);
    },
  },
});

/** The memory of one piece of work, which would push out what pages are read from. */
export const ownCache = (bytes: number): ObjectCache => withTrees(cachesOf(bytes));

/** One budget of bytes for all repositories of a program. */
export const sharedCache = (bytes: number): SharedCache => {
  const all = cachesOf(bytes);
  return {
    of: (repository) =>
      withTrees({
        objects: within(all.objects, repository),
        trees: within(all.trees, repository),
        names: within(all.names, repository),
      }),
    forget: (repository) => {
      for (const cache of Object.values(all)) cache.forget(`${repository}/`);
    },
  };
};

const within = <V>(cache: ByteLru<V>, repository: string): ByteLru<V> => ({
  get: (key) => cache.get(`${repository}/${key}`),
  put: (key, value) => cache.put(`${repository}/${key}`, value),
  forget: (prefix) => cache.forget(`${repository}/${prefix}`),
});
