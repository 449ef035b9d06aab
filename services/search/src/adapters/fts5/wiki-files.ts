import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openWikiFile } from './wiki-file.ts';
import type { WikiFile } from './wiki-file.ts';

/** The open files, the one used longest ago closed first. */
export interface WikiFiles {
  /** Makes the file when the wiki has none. */
  writable(wikiId: string): WikiFile;
  /** Undefined when nothing was ever put. */
  readable(wikiId: string): WikiFile | undefined;
  delete(wikiId: string): void;
  close(): void;
}

/** Three descriptors and half a megabyte of cache each. */
const MAX_OPEN = 64;

/** @param folder where the files lie; without one they are kept in memory until they are closed */
export const wikiFilesIn = (folder: string | undefined): WikiFiles => {
  const open = new Map<string, WikiFile>();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const fileOf = (wikiId: string): string => (folder === undefined ? ':memory:' : join(folder, `${encodeURIComponent(wikiId)}.sqlite`));

  const closeOldest = (): void => {
    const [oldest] = open;
    if (folder === undefined || open.size <= MAX_OPEN || oldest === undefined) return;
    open.delete(oldest[0]);
    oldest[1].close();
  };
  const writable = (wikiId: string): WikiFile => {
    const file = open.get(wikiId) ?? openWikiFile(fileOf(wikiId));
    open.delete(wikiId);
    open.set(wikiId, file);
    closeOldest();
    return file;
  };
  return {
    writable,
    readable: (wikiId) => (open.has(wikiId) || (folder !== undefined && existsSync(fileOf(wikiId))) ? writable(wikiId) : undefined),
    delete(wikiId) {
      open.get(wikiId)?.close();
      open.delete(wikiId);
      if (folder === undefined) return;
      // The log first: a file that is left without it is a whole one.
      for (const part of ['-shm', '-wal', '']) rmSync(`${fileOf(wikiId)}${part}`, { force: true });
    },
    close() {
      for (const file of open.values()) file.close();
      open.clear();
    },
  };
};
