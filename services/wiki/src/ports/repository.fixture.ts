import { WikiId, type ObjectId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '../domain/file-changes.ts';
import type { Repositories, Repository } from './repository.ts';

/** One adapter with repositories of its own. */
export interface RepositoriesUnderTest {
  readonly repositories: Repositories;
  readonly close: () => Promise<void>;
}

/** What the tests of a suite run against: a fresh wiki for each of them. */
export interface Stage {
  readonly repositories: Repositories;
  readonly repository: Repository;
  readonly wikiId: WikiId;
  /** Another wiki beside it. */
  readonly otherId: WikiId;
}

export const wiki = (number: number) => WikiId.parse(`wik_${String(number).padStart(32, '0')}`);
export const ada = { name: 'Ada', email: 'ada@wiki.example', time: Date.UTC(2026, 0, 2, 3, 4, 5) };
// No object has this id.
export const MISSING = '0123456789012345678901234567890123456789' as ObjectId;

export const write = (path: string, text: string): FileChange => ({ path, content: Buffer.from(text) });
export const erase = (path: string): FileChange => ({ path, delete: true });
export const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

export const commit = (repository: Repository, parent: ObjectId | null, ...changes: readonly FileChange[]) =>
  repository.commit({ parent, changes, message: 'A change', author: ada, committer: ada });

export const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

export const contentOf = async (repository: Repository, head: ObjectId) => {
  const found = new Map<string, string | undefined>();
  for await (const { path, oid } of repository.list(head)) found.set(path, textOf(await repository.readBlob(oid)));
  return found;
};
