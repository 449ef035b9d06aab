import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflate, inflateSync } from 'node:zlib';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { applyDelta } from '../../domain/delta.ts';
import { decodeCommit, type Commit, type GitObject, type ObjectType } from '../../domain/git-object.ts';
import { decodeTree, EMPTY_TREE, type Tree } from '../../domain/git-tree.ts';
import { ObjectMissing } from '../../ports/repository.ts';
import type { ObjectCache } from './object-cache.ts';
import { isMissing } from './durable-files.ts';
import { baseOffset, readEntry, type RawEntry, type ReadEntry } from './pack.ts';
import type { PackFolder, Place } from './pack-folder.ts';

/** The objects of one repository, from the cache, its packs, or loose files. */
export interface ObjectStore {
  read(oid: ObjectId): Promise<GitObject | undefined>;
  /** @throws {ObjectMissing} */
  need(oid: ObjectId): Promise<GitObject>;
  /** @throws {ObjectMissing} */
  commit(oid: ObjectId): Promise<Commit>;
  /** @throws {ObjectMissing} */
  tree(oid: ObjectId): Promise<Tree>;
}

export interface ObjectStoreInput {
  readonly gitdir: string;
  readonly packs: PackFolder;
  readonly cache: ObjectCache;
  /** Reads entries for somebody who wants very many; each is read for itself unless told. */
  readonly entryAt?: ReadEntry;
}

const EMPTY_TREE_ID = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** A difference, and of what. */
interface Step {
  readonly delta: Buffer;
  readonly of: ObjectId | undefined;
}

export const objectStore = ({ gitdir, packs, cache, entryAt = readEntry }: ObjectStoreInput): ObjectStore => {
  const apply = applying(entryAt === readEntry ? undefined : cache);
  const readPacked = async (place: Place): Promise<GitObject> => {
    const way: Step[] = [];
    let [entry, offset] = [await entryAt(place.pack, place.offset), place.offset];
    let base: GitObject | undefined;
    while (!base && isDelta(entry)) {
      way.push({ delta: await inflated(entry), of: entry.header.baseId });
      base = entry.header.baseId && cache.objects.get(entry.header.baseId);
      if (base) break;
      const next = baseOffset(place.pack, offset, entry.header);
      if (next === undefined) throw new Error(`a delta without its base at byte ${offset} of ${place.pack.name}`);
      [entry, offset] = [await entryAt(place.pack, next), next];
    }
    // What is no delta has one of the four types of objects.
    base ??= { type: entry.header.type as ObjectType, body: await inflated(entry) };
    return way.reduceRight(apply, base);
  };
  const readStored = async (oid: ObjectId): Promise<GitObject | undefined> => {
    const place = await packs.find(oid);
    return place ? readPacked(place) : readLoose(gitdir, oid);
  };
  const readAgain = async (oid: ObjectId): Promise<GitObject | undefined> => {
    await packs.rescan();
    return readStored(oid);
  };
  const read = async (oid: ObjectId): Promise<GitObject | undefined> => {
    const cached = cache.objects.get(oid);
    if (cached) return cached;
    const found = (await readStored(oid).catch(undefinedIfMissing)) ?? (await readAgain(oid));
    if (found) cache.objects.put(oid, found);
    return found;
  };
  const need = async (oid: ObjectId): Promise<GitObject> => {
    const found = await read(oid);
    if (!found) throw new ObjectMissing(oid);
    return found;
  };
  return {
    read,
    need,
    commit: async (oid) => decodeCommit(ofType('commit', oid, await need(oid))),
    tree: async (oid) => {
      if (oid === EMPTY_TREE_ID) return EMPTY_TREE;
      const cached = cache.trees.get(oid);
      if (cached) return cached;
      const tree = decodeTree(ofType('tree', oid, await need(oid)));
      cache.trees.put(oid, tree);
      return tree;
    },
  };
};

/** Whoever reads very much will want most of what lies on the way to an object, too. */
const applying =
  (cache: ObjectCache | undefined) =>
  (object: GitObject, { delta, of }: Step): GitObject => {
    if (cache && of !== undefined && object.type !== 'tree') cache.objects.put(of, object);
    if (cache && of !== undefined && object.type === 'tree' && !cache.trees.get(of)) cache.trees.put(of, decodeTree(object.body));
    return { type: object.type, body: applyDelta(object.body, delta) };
  };

const isDelta = ({ header }: RawEntry): boolean => header.type === 'ofs-delta' || header.type === 'ref-delta';

const inflateAside = promisify(inflate);
const ASIDE_BYTES = 512 * 1024;
const SPARE_BYTES = 64;

const inflated = async ({ header, bytes }: RawEntry): Promise<Buffer> => {
  const deflated = bytes.subarray(header.length);
  // Of this size the result is the only thing that the memory behind it holds; zlib would take 16 KiB for every commit.
  const options = { chunkSize: header.size + SPARE_BYTES };
  const body = header.size > ASIDE_BYTES ? await inflateAside(deflated, options) : inflateSync(deflated, options);
  if (body.length !== header.size) throw new Error(`a pack entry holds ${body.length} bytes instead of ${header.size}`);
  return body;
};

/** Git itself leaves small pushes as loose files. Source: gitformat-loose(5). */
const readLoose = async (gitdir: string, oid: ObjectId): Promise<GitObject | undefined> => {
  const file = await readFile(join(gitdir, 'objects', oid.slice(0, 2), oid.slice(2))).catch(undefinedIfMissing);
  if (!file) return undefined;
  const bytes = await inflateAside(file);
  const end = bytes.indexOf(0);
  // Git wrote the header.
  return { type: bytes.toString('latin1', 0, bytes.indexOf(0x20)) as ObjectType, body: bytes.subarray(end + 1) };
};

const ofType = (type: ObjectType, oid: ObjectId, object: GitObject): Buffer => {
  if (object.type !== type) throw new ObjectMissing(oid);
  return object.body;
};

const undefinedIfMissing = (fault: unknown): undefined => {
  if (!isMissing(fault)) throw fault;
};
