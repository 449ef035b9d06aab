import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflate, deflateSync } from 'node:zlib';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { GitObject } from '../../domain/git-object.ts';
import { entryHeader, PACK_HEADER_BYTES, packHeader } from '../../domain/pack-format.ts';
import { decodePackIndex, encodePackIndex, type IndexedEntry } from '../../domain/pack-index.ts';
import { writeDurable } from './durable-files.ts';
import type { Pack } from './pack.ts';

export interface PackedEntry {
  readonly oid: ObjectId;
  /** Header and deflated content. */
  readonly bytes: Buffer;
}

export interface PackTarget {
  readonly folder: string;
  /** Makes the names in the folder durable. */
  readonly sync: () => Promise<void>;
  readonly randomName: () => string;
  /** Runs before the pack gets its name. */
  readonly beforeVisible?: (name: string) => Promise<void>;
}

const FLUSH_BYTES = 1024 * 1024;

/**
 * Writes a pack and its index and makes both durable: whole under temporary names, then the pack gets its name, then
 * the index, which makes it visible. A crash leaves temporary files or a pack without index.
 */
export const writePack = async (target: PackTarget, count: number, entries: AsyncIterable<PackedEntry>): Promise<Pack> => {
  const temporary = (kind: string) => join(target.folder, `tmp_${kind}_${target.randomName()}`);
  const [packFile, indexFile] = [temporary('pack'), temporary('idx')];
  try {
    const { id, size, index } = await writeEntries({ packFile, indexFile }, count, entries);
    const name = `pack-${id}`;
    const path = join(target.folder, `${name}.pack`);
    await target.beforeVisible?.(name);
    await rename(packFile, path);
    await rename(indexFile, join(target.folder, `${name}.idx`));
    await target.sync();
    return { name, path, size, index };
  } catch (fault) {
    await Promise.all([rm(packFile, { force: true }), rm(indexFile, { force: true })]);
    throw fault;
  }
};

interface PackFiles {
  readonly packFile: string;
  readonly indexFile: string;
}

const writeEntries = async ({ packFile, indexFile }: PackFiles, count: number, entries: AsyncIterable<PackedEntry>) => {
  const indexed: IndexedEntry[] = [];
  const hash = createHash('sha1');
  await using file = await open(packFile, 'wx', 0o444);
  const append = async (pieces: readonly Buffer[]) => {
    for (const piece of pieces) hash.update(piece);
    await file.writev(pieces);
  };
  let pending = [packHeader(count)];
  let [size, flushed] = [PACK_HEADER_BYTES, 0];
  for await (const { oid, bytes } of entries) {
    indexed.push({ oid, offset: size, crc: crc32(bytes) });
    pending.push(bytes);
    size += bytes.length;
    if (size - flushed < FLUSH_BYTES) continue;
    await append(pending);
    [pending, flushed] = [[], size];
  }
  await append(pending);
  const id = hash.digest();
  await file.writev([id]);
  const index = encodePackIndex(indexed, id);
  await Promise.all([file.sync(), writeDurable(indexFile, index)]);
  const decoded = decodePackIndex(index);
  if (!decoded) throw new Error('an index that cannot be read back');
  return { id: id.toString('hex'), size: size + id.length, index: decoded };
};

const deflateAside = promisify(deflate);
const [STORE, FAST, USUAL] = [0, 1, 6];
/** Deflating a large folder takes ten times as long as all the rest of a commit; consolidation makes it small later. */
const STORED_TREE_BYTES = 4096;
const FAST_BYTES = 1024 * 1024;
const ASIDE_BYTES = 32 * 1024;

const levelOf = ({ type, body }: GitObject): number => {
  if (type === 'tree' && body.length > STORED_TREE_BYTES) return STORE;
  return body.length > FAST_BYTES ? FAST : USUAL;
};

/** A whole object as an entry; large ones are deflated on another thread. */
export const wholeEntry = async (oid: ObjectId, object: GitObject, level = levelOf(object)): Promise<PackedEntry> => {
  const options = { level };
  const deflated =
    object.body.length > ASIDE_BYTES && level !== STORE ? await deflateAside(object.body, options) : deflateSync(object.body, options);
  return { oid, bytes: Buffer.concat([entryHeader(object.type, object.body.length), deflated]) };
};

export const deltaEntry = (oid: ObjectId, baseId: ObjectId, delta: Buffer): PackedEntry => ({
  oid,
  bytes: Buffer.concat([entryHeader('ref-delta', delta.length, baseId), deflateSync(delta)]),
});
