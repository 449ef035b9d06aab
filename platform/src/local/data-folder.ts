/** The one folder that holds everything: checked, locked against a second host, and laid out here. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { openSqlite } from './sqlite-connection.ts';

/** Something the person who starts the host can mend; its message says what and how. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export interface DataFolder {
  readonly path: string;
  readonly busFile: string;
  readonly sagaFile: string;
  readonly payloads: string;
  /** What clients have sent and nothing was made of yet. */
  readonly uploads: string;
  readonly repositories: string;
  /** The search index: one file per wiki. */
  readonly index: string;
  readonly settingsFile: string;
  /** Where a running host tells its address to the command line on the same machine. */
  readonly hostFile: string;
  tableFile(service: ServiceName): string;
  secrets(owner: string): string;
  unlock(): void;
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const openDataFolder = (path: string): DataFolder => {
  try {
    for (const inside of ['tables', 'payloads', 'uploads', 'repositories', 'index', 'secrets'])
      mkdirSync(join(path, inside), { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new CannotStart(
      `the data folder ${path} cannot be written (${reason(error)}); choose another with --data, or give yourself access to it`,
    );
  }
  return {
    path,
    busFile: join(path, 'bus.sqlite'),
    sagaFile: join(path, 'sagas.sqlite'),
    payloads: join(path, 'payloads'),
    uploads: join(path, 'uploads'),
    repositories: join(path, 'repositories'),
    index: join(path, 'index'),
    settingsFile: join(path, 'settings.json'),
    hostFile: join(path, 'host.json'),
    tableFile: (service) => join(path, 'tables', `${service}.sqlite`),
    secrets: (owner) => join(path, 'secrets', owner),
    unlock: lock(join(path, 'lock.sqlite'), path),
  };
};

/** A transaction held open for the host's whole life: the operating system lets go of it however the process ends. */
const lock = (file: string, folder: string): (() => void) => {
  try {
    const connection = openSqlite({ file, busyTimeout: 500 }, []);
    connection.database.pragma('locking_mode = EXCLUSIVE');
    connection.database.exec('BEGIN EXCLUSIVE');
    return () => connection.database.close();
  } catch (error) {
    throw new CannotStart(
      `the data folder ${folder} is in use by another wikibot (${reason(error)}); stop that one, or choose another folder with --data`,
    );
  }
};
