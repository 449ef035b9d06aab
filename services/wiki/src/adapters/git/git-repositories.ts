import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Repositories, Repository } from '../../ports/repository.ts';
import { replaceFile, syncFolder } from './durable-files.ts';
import { gitRepository } from './git-repository.ts';
import { sharedCache } from './object-cache.ts';

export interface GitRepositoriesInput {
  /** Holds one folder `<wikiId>.git` per wiki; made when missing. */
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A name that nobody else takes, fit for a file, e.g. a UUID. */
  readonly randomName: () => string;
  /** Memory for folders, small files and names of all wikis together; 32 MiB unless told. */
  readonly cacheBytes?: number;
  /** Temporary files of other programs are left alone for so long, in milliseconds; an hour unless told. */
  readonly unfinishedFor?: number;
}

/** Knowing the packs of a wiki takes some memory; whoever holds a repository may use it as long as they like. */
const MAX_OPEN = 256;
const HOUR = 60 * 60 * 1000;
const MEBIBYTE = 1024 * 1024;

/** Housekeeping is ours: git must neither pack nor delete by itself, and refuses what is malformed. */
const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
\tfsync = all
[gc]
\tauto = 0
[receive]
\tautogc = false
\tfsckObjects = true
`;

const FOLDERS = ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'];
const FILES = { config: CONFIG, HEAD: 'ref: refs/heads/main\n' };

/** Bare git repositories in a folder, made for many small durable commits. */
export const gitRepositories = (input: GitRepositoriesInput): Repositories => {
  const { folder, now, randomName, cacheBytes = 32 * MEBIBYTE, unfinishedFor = HOUR } = input;
  const cache = sharedCache(cacheBytes);
  const opened = new Map<WikiId, Repository>();
  const gitdirOf = (wikiId: WikiId) => {
    if (!/^\w+$/.test(wikiId)) throw new Error(`no wiki id: ${JSON.stringify(wikiId)}`);
    return join(folder, `${wikiId}.git`);
  };
  const forget = (wikiId: WikiId) => {
    opened.delete(wikiId);
    cache.forget(wikiId);
  };
  return {
    create: async (wikiId) => {
      const gitdir = gitdirOf(wikiId);
      for (const name of FOLDERS) await mkdir(join(gitdir, name), { recursive: true });
      for (const [name, content] of Object.entries(FILES))
        await replaceFile(join(gitdir, name), content, join(gitdir, `tmp_${randomName()}`));
      for (const name of ['objects', 'refs', '.', '..']) await syncFolder(join(gitdir, name));
    },
    remove: async (wikiId) => {
      forget(wikiId);
      await rm(gitdirOf(wikiId), { recursive: true, force: true });
      forget(wikiId);
    },
    open: (wikiId) => {
      const repository =
        opened.get(wikiId) ?? gitRepository({ gitdir: gitdirOf(wikiId), cache: cache.of(wikiId), now, randomName, unfinishedFor });
      // The one opened last stands last.
      opened.delete(wikiId);
      opened.set(wikiId, repository);
      const [oldest] = opened.keys();
      if (opened.size > MAX_OPEN && oldest !== undefined) opened.delete(oldest);
      return repository;
    },
  };
};
