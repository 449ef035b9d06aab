import type { ObjectId } from '@wikibot/contracts/define/ids';

/** What a commit does to one file, by its path in the repository (`/` between segments). */
export type FileChange = WrittenFile | StoredFile | { readonly path: string; readonly delete: true };

interface Moved {
  /** The path that it moved from, when it did. */
  readonly from?: string;
}

export interface WrittenFile extends Moved {
  readonly path: string;
  readonly content: Uint8Array;
}

/** A file whose bytes the repository has already. */
export interface StoredFile extends Moved {
  readonly path: string;
  readonly blob: ObjectId;
  readonly size: number;
  /** Of a page: the same bytes, since facts tell of pages by content. */
  readonly text?: Uint8Array;
}

/** The bytes that stand after the change, as far as it brings them. */
export const contentOf = (change: FileChange): Uint8Array | undefined => {
  if ('content' in change) return change.content;
  return 'blob' in change ? change.text : undefined;
};

/** The changes of one folder: its own files (their bytes, or the id of bytes that are stored; null = gone) and the folders below. */
export interface FolderChange {
  readonly files: Map<string, Uint8Array | ObjectId | null>;
  readonly folders: Map<string, FolderChange>;
}

/** A path that no repository may hold, or that one commit names twice. A fault of the caller, who validates first. */
export class InvalidPath extends Error {
  override readonly name = 'InvalidPath';
  readonly path: string;
  constructor(path: string, reason: string) {
    super(`${JSON.stringify(path)} ${reason}`);
    this.path = path;
  }
}

/** A file and a folder want the same place (`a` and `a/b`). */
export class PathClash extends Error {
  override readonly name = 'PathClash';
  readonly path: string;
  constructor(path: string) {
    super(`${JSON.stringify(path)} cannot be a file and a folder at once`);
    this.path = path;
  }
}

const MAX_PATH_BYTES = 4096;
const MAX_SEGMENT_BYTES = 255;

// Git refuses these in a tree (fsck: hasDot, hasDotdot, hasDotgit in its NTFS and HFS+ spellings); a list of submodules
// makes clients fetch from elsewhere, so no page is one.
const FORBIDDEN_SEGMENT = /^(?:\.{0,2}|(?:\.git|git~1|\.gitmodules|gitmod~\d)[ .]*(?::.*)?)$/i;
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

export const segmentsOf = (path: string): readonly string[] => {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) throw new InvalidPath(path.slice(0, 100), `is longer than ${MAX_PATH_BYTES} bytes`);
  if (path.includes('\0') || path.includes('\\') || !path.isWellFormed()) throw new InvalidPath(path, 'holds a forbidden character');
  const segments = path.split('/');
  for (const segment of segments) {
    if (FORBIDDEN_SEGMENT.test(segment.replaceAll(IGNORED_BY_HFS, ''))) throw new InvalidPath(path, `holds the segment "${segment}"`);
    if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) throw new InvalidPath(path, `has a segment over ${MAX_SEGMENT_BYTES} bytes`);
  }
  return segments;
};

/** @throws {InvalidPath} */
export const folderChange = (changes: readonly FileChange[]): FolderChange => {
  const root = emptyChange();
  for (const change of changes) {
    const segments = segmentsOf(change.path);
    const folder = segments.slice(0, -1).reduce(descend, root);
    const name = segments.at(-1) ?? '';
    if (folder.files.has(name)) throw new InvalidPath(change.path, 'is named twice');
    folder.files.set(name, standingAfter(change));
  }
  return root;
};

const standingAfter = (change: FileChange): Uint8Array | ObjectId | null => {
  if ('content' in change) return change.content;
  return 'blob' in change ? change.blob : null;
};

const emptyChange = (): FolderChange => ({ files: new Map(), folders: new Map() });

const descend = (folder: FolderChange, name: string): FolderChange => {
  const next = folder.folders.get(name) ?? emptyChange();
  folder.folders.set(name, next);
  return next;
};
