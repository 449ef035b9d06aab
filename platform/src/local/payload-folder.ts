/** The payload store as a folder: one folder per wiki and one file per content, named by its hash, written durably and once. */
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PayloadId } from '@wikibot/contracts/define/ids';
import type { Payloads } from '../kernel/payloads.ts';
import { partsOfPayload, PayloadMissing, payloadIdOf } from '../kernel/payloads.ts';

/** By its code: the class of an error differs between realms. */
const isMissing = (error: unknown): boolean => (error as Partial<NodeJS.ErrnoException> | undefined)?.code === 'ENOENT';

/** Makes the new name durable, where a folder can be opened at all (not on Windows). */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export const payloadFolder = (folder: string, unique: () => string): Payloads => {
  const placeOf = (id: PayloadId): { folder: string; file: string } => {
    const { about = '', hash } = partsOfPayload(id);
    const inside = join(folder, about, hash.slice(0, 2));
    return { folder: inside, file: join(inside, hash) };
  };
  const exists = (file: string): Promise<boolean> =>
    stat(file).then(
      () => true,
      () => false,
    );

  return {
    put: async (content, about) => {
      const id = payloadIdOf(content, about);
      const place = placeOf(id);
      if (await exists(place.file)) return id;
      await mkdir(place.folder, { recursive: true });
      const draft = `${place.file}.${unique()}`;
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, place.file);
      await syncFolder(place.folder);
      return id;
    },
    get: async (id) => {
      try {
        return await readFile(placeOf(id).file);
      } catch (error) {
        throw isMissing(error) ? new PayloadMissing(id) : error;
      }
    },
    forget: (wikiId) => rm(join(folder, wikiId), { recursive: true, force: true, maxRetries: 3 }),
  };
};
