import { isMarkdownFile, pageKey } from '@wikibot/platform/page/page-path';

/** Why a file cannot stand where it would. */
export const SAME_NAME = 'Another file has the same name but for case, spaces or underscores.';

export interface Taken {
  has(file: string): boolean;
  take(file: string): void;
}

const keyOf = (file: string): string => (isMarkdownFile(file) ? `${pageKey(file)}.md` : pageKey(file));

/** Files and the folders they lie in, by the key that makes two spellings one. */
export const placesTaken = (): Taken => {
  const files = new Set<string>();
  const folders = new Set<string>();
  const known = new Map<string, readonly string[]>();
  /** The keys of a folder and of those above it; many files lie in one. */
  const foldersUpTo = (folder: string): readonly string[] => {
    const found = known.get(folder);
    if (found) return found;
    const end = folder.lastIndexOf('/');
    const keys = [...(end < 0 ? [] : foldersUpTo(folder.slice(0, end))), keyOf(folder)];
    known.set(folder, keys);
    return keys;
  };
  const foldersOf = (file: string): readonly string[] => (file.includes('/') ? foldersUpTo(file.slice(0, file.lastIndexOf('/'))) : []);
  return {
    has: (file) => files.has(keyOf(file)) || folders.has(keyOf(file)) || foldersOf(file).some((folder) => files.has(folder)),
    take: (file) => {
      files.add(keyOf(file));
      for (const folder of foldersOf(file)) folders.add(folder);
    },
  };
};
