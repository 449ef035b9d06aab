import { open, type FileHandle } from 'node:fs/promises';
import { decodeEntryHeader } from '../../domain/pack-format.ts';
import { byteLru } from './byte-lru.ts';
import { entryEnd, readRange, type Pack, type ReadEntry } from './pack.ts';

/** Reads very many entries, in any order: packs stay open, and what lies around an entry is read along with it. */
export interface PackSession extends AsyncDisposable {
  readonly entry: ReadEntry;
}

const BLOCK = 256 * 1024;
const ENTRIES_IN_ONE_GO = 200;
/** As much of all packs as is in memory at a time. */
const HELD_BYTES = 32 * 1024 * 1024;

export const packSession = (): PackSession => {
  const files = new Map<Pack, Promise<FileHandle>>();
  const blocks = byteLru<Buffer>(HELD_BYTES, (block) => block.length);
  const fileOf = (pack: Pack): Promise<FileHandle> => {
    const file = files.get(pack) ?? open(pack.path);
    files.set(pack, file);
    return file;
  };
  const blockAt = async (pack: Pack, number: number): Promise<Buffer> => {
    const key = `${pack.name}/${number}`;
    const known = blocks.get(key);
    if (known) return known;
    const block = await readRange(await fileOf(pack), number * BLOCK, Math.min(BLOCK, pack.size - number * BLOCK));
    blocks.put(key, block);
    return block;
  };
  let read = 0;
  return {
    entry: async (pack, offset) => {
      // What is in memory costs no waiting, so others would have to wait.
      if ((read += 1) % ENTRIES_IN_ONE_GO === 0) await new Promise((resolve) => setImmediate(resolve));
      const [number, end] = [Math.floor(offset / BLOCK), entryEnd(pack, offset)];
      const isWithin = end <= (number + 1) * BLOCK;
      const bytes = isWithin
        ? (await blockAt(pack, number)).subarray(offset - number * BLOCK, end - number * BLOCK)
        : await readRange(await fileOf(pack), offset, end - offset);
      return { header: decodeEntryHeader(bytes), bytes };
    },
    [Symbol.asyncDispose]: async () => {
      for (const file of await Promise.allSettled(files.values())) if (file.status === 'fulfilled') await file.value.close();
    },
  };
};
