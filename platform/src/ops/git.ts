/** Runs the git of this machine, unmoved by repositories and settings that the caller's environment names. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { CommandFault } from './command.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const NAMES_A_REPOSITORY = /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE|ALTERNATE_OBJECT_DIRECTORIES|PREFIX)$/;

const cleaned = (env: Environment): Environment => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !NAMES_A_REPOSITORY.test(name))),
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
});

export const startGit = (env: Environment, args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn('git', args, { env: cleaned(env), stdio: 'pipe' });

export interface GitEnd {
  readonly status: number | null;
  readonly out: Buffer;
  readonly err: string;
}

/** @throws {CommandFault} when there is no git on this machine */
export const tryGit = (env: Environment, args: readonly string[]): Promise<GitEnd> =>
  new Promise((resolve, reject) => {
    const child = startGit(env, args);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT' ? new CommandFault('this needs git, and there is none on this machine; install it and try again') : error,
      ),
    );
    child.on('close', (status) => resolve({ status, out: Buffer.concat(out), err: Buffer.concat(err).toString('utf8').trim() }));
    child.stdin.end();
  });

/** @throws {CommandFault} with what git said when it fails */
export const git = async (env: Environment, args: readonly string[]): Promise<Buffer> => {
  const { status, out, err } = await tryGit(env, args);
  if (status !== 0)
    throw new CommandFault(
      `git ${args.find((arg) => !arg.startsWith('-') && !arg.includes('/')) ?? ''} failed: ${err || `status ${status}`}`,
    );
  return out;
};
