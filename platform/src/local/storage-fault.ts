/** What can go wrong with a file of state, in words for the person who runs the machine. */

interface Explanation {
  readonly what: string;
  readonly remedy: string;
}

interface Fault extends Explanation {
  readonly file: string;
  /** SQLite's primary result code, when the fault is SQLite's. */
  readonly code?: string;
  readonly cause?: unknown;
}

/** By the primary result code. Source: SQLite, "Result and Error Codes". */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  SQLITE_FULL: {
    what: 'the disk, or the quota of this file, is full',
    remedy: 'free or grant space and try again; what was acknowledged is safe',
  },
  SQLITE_READONLY: {
    what: 'the file cannot be written',
    remedy: 'check its owner and mode, its folder, and whether the disk is mounted read-only',
  },
  SQLITE_PERM: { what: 'the file cannot be accessed', remedy: 'check its owner and mode, and those of its folder' },
  SQLITE_CANTOPEN: {
    what: 'the file cannot be opened',
    remedy: 'check that its folder exists and belongs to the user who runs this program',
  },
  SQLITE_BUSY: {
    what: 'another program holds the file',
    remedy: 'stop the other program (a second server on the same folder?) and try again',
  },
  SQLITE_LOCKED: { what: 'another connection holds the file', remedy: 'try again when it is done' },
  SQLITE_CORRUPT: {
    what: 'the file is damaged',
    remedy: 'stop, keep a copy of it with its -wal file, check the disk, and restore a backup',
  },
  SQLITE_NOTADB: {
    what: 'the file is not a SQLite database',
    remedy: 'it was overwritten or is not ours: move it away, or restore a backup',
  },
  SQLITE_IOERR: {
    what: 'the disk failed to read or write',
    remedy: 'check the disk and the system log, then start again; what was acknowledged is safe if the disk is',
  },
};

const unexpected = (error: unknown): Explanation => ({
  what: error instanceof Error ? error.message : String(error),
  remedy: 'check the file and its folder; the cause says more',
});

/** The file of a table failed: a fault of the machine, not of the request. The error of SQLite is the `cause`. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault';
  readonly file: string;
  /** SQLite's primary result code, as `SQLITE_FULL`; empty when the fault is not SQLite's. */
  readonly code: string;
  constructor({ file, code = '', what, remedy, cause }: Fault) {
    super(`${file}: ${what}${code && ` (${code})`}; ${remedy}`, cause === undefined ? {} : { cause });
    this.file = file;
    this.code = code;
  }
}

/** By its code, not its class: the native part is loaded once and keeps the class of its first user, as every test file has its own. */
export const isSqliteError = (error: unknown): error is Error & { readonly code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_');

/** `SQLITE_IOERR_FSYNC` -> `SQLITE_IOERR`. */
const primary = (code: string): string => code.split('_', 2).join('_');

/** An error met while using the file, as a fault of this file; a fault stays what it is. */
export function storageFault(file: string, error: unknown): StorageFault {
  if (error instanceof StorageFault) return error;
  const code = isSqliteError(error) ? primary(error.code) : '';
  return new StorageFault({ file, code, cause: error, ...(EXPLANATIONS[code] ?? unexpected(error)) });
}
