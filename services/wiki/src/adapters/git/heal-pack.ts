import fs from 'node:fs';
import { join } from 'node:path';
import { decodePackIndex, type PackIndex } from '../../domain/pack-index.ts';

/** Writes the index of a pack anew; undefined when the pack itself is damaged. Rare, so the library is loaded late. */
export const healPack = async (folder: string, name: string): Promise<PackIndex | undefined> => {
  const { indexPack } = await import('isomorphic-git');
  const index = join(folder, `${name}.idx`);
  try {
    await fs.promises.rm(index, { force: true });
    await indexPack({ fs, dir: folder, gitdir: join(folder, '..', '..'), filepath: `${name}.pack` });
    return decodePackIndex(await fs.promises.readFile(index));
  } catch {
    // A pack that cannot be read holds nothing that was promised: packs are durable before they get their name.
    return undefined;
  }
};
