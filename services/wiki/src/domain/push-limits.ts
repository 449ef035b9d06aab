/** How much one push may bring. A longer history comes in parts: `git push origin <commit>:main`, then the rest. */
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';

const MEBIBYTE = 1024 * 1024;

export const PACK_LIMITS = {
  bytes: 256 * MEBIBYTE,
  objects: 200_000,
  objectBytes: MAX_ATTACHMENT_BYTES,
  /** A thousand versions of a folder of ten thousand files are half of it. */
  workBytes: 2048 * MEBIBYTE,
} as const;

/** All of them travel in one fact. */
export const MAX_COMMITS = 1000;

/** Of a history that takes the place of a wiki's starter pages; the fact tells of the newest, git has all of them. */
export const MAX_WHOLE_HISTORY = 50_000;

export const TREE_LIMITS = { files: 100_000, depth: 40 } as const;

/** The texts of all changed pages travel together. */
export const MAX_CHANGED_PAGE_BYTES = 64 * MEBIBYTE;
