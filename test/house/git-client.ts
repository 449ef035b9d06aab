/** The real git, as a person runs it: with no settings but its own, and never asking at a terminal. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface GitRun {
  readonly code: number;
  readonly out: string;
  /** What a person reads: progress, remote words and errors. */
  readonly said: string;
}

export interface GitClient {
  /** Runs git in a folder below the client's; never rejects because git failed. */
  run(folder: string, ...args: readonly string[]): Promise<GitRun>;
  /** Runs it and insists that it goes well; answers what it printed. */
  must(folder: string, ...args: readonly string[]): Promise<string>;
  /** Gives git something to read. */
  feed(folder: string, input: string | Buffer, ...args: readonly string[]): Promise<GitRun>;
  write(folder: string, file: string, text: string): void;
  read(folder: string, file: string): string;
  /** Writes files and commits them. */
  commit(folder: string, message: string, files: Readonly<Record<string, string>>): Promise<string>;
}

const SETTINGS = [
  '-c',
  'user.name=Ada',
  '-c',
  'user.email=ada@example.org',
  '-c',
  'init.defaultBranch=main',
  '-c',
  'advice.detachedHead=false',
];

export const gitClient = (home: string, settings: readonly string[] = []): GitClient => {
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    LC_ALL: 'C.UTF-8',
  };
  const feed: GitClient['feed'] = (folder, input, ...args) =>
    new Promise((resolve) => {
      const options = { cwd: join(home, folder), env, encoding: 'utf8' as const, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile('git', [...SETTINGS, ...settings, ...args], options, (error, out, said) => {
        const code = error ? Number(error.code ?? 1) : 0;
        resolve({ code: Number.isNaN(code) ? 1 : code, out: out.trim(), said });
      });
      child.stdin?.on('error', () => undefined); // git may not want to read it
      child.stdin?.end(input);
    });
  const run: GitClient['run'] = (folder, ...args) => feed(folder, '', ...args);
  const must: GitClient['must'] = async (folder, ...args) => {
    const { code, out, said } = await run(folder, ...args);
    if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${said}`);
    return out;
  };
  const write: GitClient['write'] = (folder, file, text) => {
    const path = join(home, folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  return {
    run,
    must,
    feed,
    write,
    read: (folder, file) => readFileSync(join(home, folder, file), 'utf8'),
    commit: async (folder, message, files) => {
      for (const [file, text] of Object.entries(files)) write(folder, file, text);
      await must(folder, 'add', '--all');
      await must(folder, 'commit', '--quiet', '--message', message);
      return must(folder, 'rev-parse', 'HEAD');
    },
  };
};

/** The address of a wiki for git, `ada/notes` for example, with a user name and a token as its password. */
export const remoteOf = (url: string, wiki: string, credentials?: string): string =>
  `${credentials === undefined ? url : url.replace('://', `://${credentials}@`)}/${wiki}.git`;
