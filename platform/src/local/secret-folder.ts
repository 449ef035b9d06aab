/** Secrets of one service as files that only their owner may read. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '../kernel/ports.ts';

/** The class of an error differs between realms, its code does not. */
const code = (error: unknown): string | undefined => (error as Partial<NodeJS.ErrnoException> | undefined)?.code;

/** The folder's owner may also replace a secret. */
export interface SecretFolder extends Secrets {
  /** Answers the value. */
  replace(name: string, value: string): Promise<string>;
}

export const secretFolder = (folder: string): SecretFolder => {
  const fileOf = (name: string): string => join(folder, `${name}.secret`);
  const get = async (name: string): Promise<string | undefined> => {
    try {
      return await readFile(fileOf(name), 'utf8');
    } catch (error) {
      if (code(error) === 'ENOENT') return undefined;
      throw error;
    }
  };
  const drafted = async (value: string): Promise<string> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `.${randomUUID()}`);
    await writeFile(draft, value, { mode: 0o600, flush: true });
    return draft;
  };
  return {
    get,
    replace: async (name, value) => {
      await rename(await drafted(value), fileOf(name));
      return value;
    },
    keep: async (name, make) => {
      const kept = await get(name);
      if (kept !== undefined) return kept;
      const draft = await drafted(make());
      // A hard link fails when another got there first, so that everybody holds the same secret.
      await link(draft, fileOf(name)).catch((error: unknown) => {
        if (code(error) !== 'EEXIST') throw error;
      });
      await rm(draft);
      return (await get(name)) ?? '';
    },
  };
};
