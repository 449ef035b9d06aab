/** The files of a folder, whatever their kind. Links are not followed; `.git` is git's own and no content. */
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileSource, NotTaken, SourceFile } from './file-source.ts';
import { A_LINK, byPath, nameOf, NOT_UTF8, shownName } from './file-source.ts';

interface Found {
  readonly files: SourceFile[];
  readonly refused: NotTaken[];
  gitFolders: number;
}

export const folderSource = async (folder: string): Promise<FileSource> => {
  const found: Found = { files: [], refused: [], gitFolders: 0 };
  await walk(folder, '', found);
  return {
    title: `the folder ${basename(folder)}`,
    files: found.files.sort(byPath),
    refused: found.refused.sort(byPath),
    leftOut: found.gitFolders === 0 ? [] : [`${found.gitFolders} × .git, which is git's own`],
    close: () => undefined,
  };
};

const walk = async (folder: string, below: string, found: Found): Promise<void> => {
  for (const entry of await entriesOf(folder, below, found)) {
    const name = nameOf(entry.name);
    if (name === undefined) found.refused.push({ file: `${below}${shownName(entry.name)}`, reason: NOT_UTF8 });
    else if (name === '.git') found.gitFolders += 1;
    else await take(entry, { path: join(folder, name), file: `${below}${name}` }, found);
  }
};

const entriesOf = async (folder: string, below: string, found: Found): Promise<readonly Dirent<Buffer>[]> => {
  try {
    return await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    if (below === '') throw error;
    found.refused.push({ file: below, reason: `The folder cannot be read (${codeOf(error)}).` });
    return [];
  }
};

const take = async (
  entry: Dirent<Buffer>,
  { path, file }: { readonly path: string; readonly file: string },
  found: Found,
): Promise<void> => {
  if (entry.isDirectory()) return walk(path, `${file}/`, found);
  if (entry.isSymbolicLink()) return void found.refused.push({ file, reason: A_LINK });
  if (!entry.isFile()) return void found.refused.push({ file, reason: 'It is neither a file nor a folder.' });
  const { size } = await lstat(path);
  found.files.push({ file, bytes: size, read: () => readFile(path) });
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
