/** Folders of files for tests: made, and read back. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Content by path below the folder. */
export type FileTree = ReadonlyMap<string, Buffer>;

export const fileTree = (files: Readonly<Record<string, string | Uint8Array>>): FileTree =>
  new Map(Object.entries(files).map(([file, content]) => [file, Buffer.from(content)]));

/** @returns the folder */
export const writeTree = (folder: string, files: FileTree): string => {
  for (const [file, content] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
};

/** Without what is git's own. */
export const readTree = (folder: string, below = ''): FileTree =>
  new Map(
    readdirSync(join(folder, below), { withFileTypes: true })
      .filter(({ name }) => name !== '.git')
      .flatMap((entry): (readonly [string, Buffer])[] => {
        const file = `${below}${entry.name}`;
        return entry.isDirectory() ? [...readTree(folder, `${file}/`)] : [[file, readFileSync(join(folder, file))]];
      }),
  );
