/** The files of a repository's HEAD, read by git itself, so that nothing uncommitted comes along. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CommandFault } from './command.ts';
import type { FileSource, NotTaken, SourceFile } from './file-source.ts';
import { A_LINK, byPath, nameOf, NOT_UTF8, shownName } from './file-source.ts';
import type { Environment } from './git.ts';
import { git, startGit, tryGit } from './git.ts';

/** A repository by its outside: with a work tree, a linked one, or bare. A folder inside of a repository is a folder. */
export const isRepository = (folder: string): boolean =>
  existsSync(join(folder, '.git')) || ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));

export const gitSource = async (folder: string, env: Environment): Promise<FileSource> => {
  const at = ['-C', folder];
  const head = await tryGit(env, [...at, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head.status !== 0)
    throw new CommandFault(
      head.err === ''
        ? `the repository ${folder} has no commit yet; commit something, or import a plain folder`
        : `git cannot read ${folder}: ${head.err}`,
    );
  const commit = head.out.toString('latin1').trim();
  const blobs = blobReader(env, at);
  const files: SourceFile[] = [];
  const refused: NotTaken[] = [];
  for (const line of linesOf(await git(env, [...at, 'ls-tree', '-r', '-l', '-z', '--full-tree', commit]))) {
    const entry = entryOf(line);
    if ('reason' in entry) refused.push(entry);
    else files.push({ file: entry.file, bytes: entry.bytes, read: () => blobs.read(entry.oid) });
  }
  const changed = await uncommitted(env, at);
  return {
    title: `commit ${commit.slice(0, 7)} of ${basename(folder)}`,
    files: files.sort(byPath),
    refused: refused.sort(byPath),
    leftOut: changed === 0 ? [] : [`${changed} ${changed === 1 ? 'change that is' : 'changes that are'} not committed`],
    close: blobs.close,
  };
};

/** Names may hold anything but NUL, so they stay bytes until they are known to be text. */
const linesOf = (out: Buffer): Buffer[] => {
  const lines: Buffer[] = [];
  for (let from = 0; from < out.length;) {
    const end = out.indexOf(0, from);
    lines.push(out.subarray(from, end));
    from = end + 1;
  }
  return lines;
};

const KINDS: Readonly<Record<string, string>> = {
  '120000': A_LINK,
  '160000': 'It is a submodule; its files are in another repository. Import that itself.',
};

/** `100644 blob <oid> <size>\t<name>`, as `git ls-tree -l` writes it. */
const entryOf = (line: Buffer): { file: string; oid: string; bytes: number } | NotTaken => {
  const tab = line.indexOf(9);
  const [mode = '', , oid = '', size = '0'] = line.subarray(0, tab).toString('latin1').split(/ +/);
  const name = line.subarray(tab + 1);
  const file = nameOf(name);
  if (file === undefined) return { file: shownName(name), reason: NOT_UTF8 };
  const reason = KINDS[mode];
  return reason === undefined ? { file, oid, bytes: Number(size) } : { file, reason };
};

/** A bare repository has nothing uncommitted. */
const uncommitted = async (env: Environment, at: readonly string[]): Promise<number> => {
  const { status, out } = await tryGit(env, [...at, 'status', '--porcelain', '-z', '--no-renames']);
  return status === 0 ? linesOf(out).length : 0;
};

interface BlobReader {
  read(oid: string): Promise<Uint8Array>;
  close(): void;
}

/** One `git cat-file --batch` for all: asked for an id, it answers `<oid> blob <size>\n<content>\n`. One question at a time. */
const blobReader = (env: Environment, at: readonly string[]): BlobReader => {
  let child: ReturnType<typeof startGit> | undefined;
  let buffered: Buffer = Buffer.alloc(0);
  let arrived: (() => void) | undefined;
  let ended = false;
  const start = (): ReturnType<typeof startGit> => {
    const started = startGit(env, [...at, 'cat-file', '--batch']);
    started.stdout.on('data', (chunk: Buffer) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
      arrived?.();
    });
    started.stderr.resume();
    started.on('close', () => {
      ended = true;
      arrived?.();
    });
    started.stdin.on('error', () => undefined); // its end shows as `ended`
    return started;
  };
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) {
      if (ended) throw new CommandFault('git ended before it had given all files');
      await new Promise<void>((resolve) => (arrived = resolve));
    }
  };
  return {
    read: async (oid) => {
      child ??= start();
      child.stdin.write(`${oid}\n`);
      await until(() => buffered.includes(10));
      const line = buffered.indexOf(10);
      const [, kind, size = '0'] = buffered.subarray(0, line).toString('latin1').split(' ');
      if (kind !== 'blob') throw new CommandFault(`git has no content for ${oid}; is the repository complete?`);
      const end = line + 1 + Number(size);
      await until(() => buffered.length > end);
      const content = buffered.subarray(line + 1, end);
      buffered = buffered.subarray(end + 1);
      return content;
    },
    close: () => child?.kill(),
  };
};
