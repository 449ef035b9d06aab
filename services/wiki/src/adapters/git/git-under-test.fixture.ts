import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WikiId, type ObjectId } from '@wikibot/contracts/define/ids';
import type { Repository } from '../../ports/repository.ts';
import { gitRepositories, type GitRepositoriesInput } from './git-repositories.ts';

export const wikiId = WikiId.parse(`wik_${'7'.repeat(32)}`);

/** A repository in a temporary folder, with the real git beside it. */
export const repositoryOnDisk = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'repository-'));
  const gitdir = join(folder, `${wikiId}.git`);
  const repositories = (input: Partial<GitRepositoriesInput> = {}) =>
    gitRepositories({ folder, now: Date.now, randomName: randomUUID, unfinishedFor: 0, ...input });
  await repositories().create(wikiId);
  return {
    folder,
    gitdir,
    packs: join(gitdir, 'objects', 'pack'),
    /** As another program would see it: nothing remembered. */
    reopened: (input?: Partial<GitRepositoriesInput>): Repository => repositories(input).open(wikiId),
    git: (...args: readonly string[]) => runGit(gitdir, args),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};

/** @throws {Error} with what git said */
export const runGit = (cwd: string, args: readonly string[], input = ''): string => {
  const identity = ['-c', 'user.name=Git', '-c', 'user.email=git@wiki.example', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...identity, ...args], { cwd, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }).trim();
};

export const write = async (
  repository: Repository,
  parent: ObjectId | null,
  files: Readonly<Record<string, string>>,
): Promise<ObjectId> => {
  const who = { name: 'Ada', email: 'ada@wiki.example', time: Date.UTC(2026, 0, 1) };
  const changes = Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }));
  return (await repository.commit({ parent, changes, message: `Wrote ${Object.keys(files)[0]}`, author: who, committer: who })).commit;
};

/** A history of so many commits that edit a few pages in turn. */
export const history = async (repository: Repository, count: number): Promise<readonly ObjectId[]> => {
  const heads: ObjectId[] = [];
  const lines = Array.from({ length: 80 }, (_, i) => `line ${i} of a page that is long enough`);
  for (let i = 0; i < count; i += 1) {
    const text = lines.with(i % 80, `edit ${i}`).join('\n');
    heads.push(await write(repository, heads.at(-1) ?? null, { [`Page ${i % 4}.md`]: text, [`d/${i % 9}/x.md`]: `${i}` }));
  }
  return heads;
};

export const textAt = async (repository: Repository, commit: ObjectId, path: string): Promise<string | undefined> => {
  const file = await repository.readFile(commit, path);
  return file && Buffer.from(file.content).toString();
};
