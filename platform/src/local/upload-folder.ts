/**
 * Uploads on one machine: the program takes them in at a door of its own, whose address is signed, and keeps them in a folder until the day
 * after. The key for signing lives as long as the program: an address that was given before a restart is asked for anew.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadPlace, Uploads } from '../kernel/uploads.ts';
import { UPLOAD_DOOR } from '../kernel/uploads.ts';

export interface UploadFolderParts {
  readonly folder: string;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly unique: () => string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A place as its address tells it: `<key>~<bytes>~<until>~<signature>`. */
const SEPARATOR = '~';

const isMissing = (error: unknown): boolean => (error as Partial<NodeJS.ErrnoException> | undefined)?.code === 'ENOENT';

export const uploadFolder = ({ folder, publicUrl, now, unique }: UploadFolderParts): Uploads => {
  const secret = randomBytes(32);
  const signed = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
  const fileOf = (key: string): string => join(folder, createHash('sha256').update(key).digest('hex'));
  const placeIn = (token: string): UploadPlace | undefined => {
    const at = token.lastIndexOf(SEPARATOR);
    const [text, signature] = [token.slice(0, Math.max(0, at)), token.slice(at + 1)];
    const [key = '', bytes, until] = text.split(SEPARATOR);
    return isSame(signed(text), signature) ? { key, bytes: Number(bytes), until: Number(until) } : undefined;
  };
  return {
    open: async ({ key, bytes, until }) => {
      await forgetOld(folder, now() - DAY_MS);
      const text = [key, bytes, until].join(SEPARATOR);
      const token = Buffer.from([text, signed(text)].join(SEPARATOR)).toString();
      return { url: `${publicUrl}${UPLOAD_DOOR}/${token.split('/').map(encodeURIComponent).join('/')}`, headers: {} };
    },
    read: async (key) => {
      try {
        return await readFile(fileOf(key));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    receive: async (token, content) => {
      const place = placeIn(token);
      if (!place || place.until < now() || place.bytes !== content.length) return false;
      const draft = `${fileOf(place.key)}.${unique()}`;
      await mkdir(folder, { recursive: true });
      await writeFile(draft, content, { flag: 'wx', mode: 0o600 });
      await rename(draft, fileOf(place.key));
      return true;
    },
  };
};

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Nobody comes back for what is a day old. */
const forgetOld = async (folder: string, before: number): Promise<void> => {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const changed = await stat(file).catch(() => undefined);
    if (changed && changed.mtimeMs < before) await rm(file, { force: true });
  }
};
