/** One file of state: opened with the settings that durability needs, its errors in plain words. */
import Database from 'better-sqlite3';
import { StorageFault, storageFault } from './storage-fault.ts';

export interface SqliteFile {
  /** Where the file lies; its folder exists. */
  readonly file: string;
  /** How long to wait for another program's write, in milliseconds, while this whole program stands still; 2,000 unless told. */
  readonly busyTimeout?: number;
  /** The file may not grow beyond; writes then fail as on a full disk. */
  readonly maxBytes?: number;
}

export interface Connection {
  readonly database: Database.Database;
  readonly file: string;
  /** Runs the work; whatever it throws becomes a {@link StorageFault} of this file. */
  guard<Result>(work: () => Result): Result;
  /** Brings the write-ahead log into the file and lets go of it. */
  close(): void;
}

const PAGE_BYTES = 8192;
const DEFAULT_BUSY_TIMEOUT = 2000;

/** Each setting with its reason. Source: SQLite, "PRAGMA Statements" and "Write-Ahead Logging". */
const SETTINGS: readonly string[] = [
  // before the first table is made: rows of 1 to 2 KB stay on one page of the key's tree (half the file, twice the page reads of 4 KB)
  `page_size = ${PAGE_BYTES}`,
  // readers (status, backup) never wait for the writer, and a commit is one append and one fsync
  'journal_mode = WAL',
  // a commit returns when the log is on the disk: what is acknowledged survives a power failure
  'synchronous = FULL',
  // reads come from the operating system's cache without a call for each page
  'mmap_size = 134217728',
  // a burst leaves no huge log behind
  'journal_size_limit = 67108864',
  // what is deleted is overwritten: nothing of a deleted wiki stays in pages that are free
  'secure_delete = ON',
  // a damaged or foreign schema runs no code
  'trusted_schema = OFF',
];

function migrate(database: Database.Database, file: string, migrations: readonly string[]): void {
  database
    .transaction(() => {
      // the driver answers this pragma with a number
      const version = database.pragma('user_version', { simple: true }) as number;
      if (version > migrations.length) {
        const what = `its layout is version ${version}, this program knows ${migrations.length}`;
        throw new StorageFault({ file, what, remedy: 'run the newer release that wrote it' });
      }
      if (version === migrations.length) return;
      for (const migration of migrations.slice(version)) database.exec(migration);
      database.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
}

function open({ file, busyTimeout = DEFAULT_BUSY_TIMEOUT, maxBytes }: SqliteFile, migrations: readonly string[]): Database.Database {
  const database = new Database(file, { timeout: busyTimeout });
  try {
    for (const setting of SETTINGS) database.pragma(setting);
    if (maxBytes !== undefined) database.pragma(`max_page_count = ${Math.max(1, Math.floor(maxBytes / PAGE_BYTES))}`);
    migrate(database, file, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * @param migrations statements that lead from each version of the layout to the next, the first from an empty file
 * @throws {StorageFault}
 */
export function openSqlite(options: SqliteFile, migrations: readonly string[]): Connection {
  const { file } = options;
  const explained = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw storageFault(file, error);
    }
  };
  const database = explained(() => open(options, migrations));
  const closed = { file, what: 'the table is closed', remedy: 'nothing reads or writes it after close()' };
  return {
    database,
    file,
    guard(work) {
      if (!database.open) throw new StorageFault(closed);
      return explained(work);
    },
    close() {
      if (!database.open) return;
      explained(() => {
        try {
          database.pragma('wal_checkpoint(TRUNCATE)');
        } finally {
          database.close();
        }
      });
    },
  };
}
