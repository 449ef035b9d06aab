/**
 * Remembers what stood in a folder until its wiki changes: between two changes every reader asks for the same few folders.
 * A folder that a change did not touch stays the very same list, so that what was drawn of it stays too.
 */
import type { FolderEntry } from '../domain/tree/nodes.ts';
import type { RecentFolders } from '../ports.ts';

/** Folders of all wikis together. */
const MOST_FOLDERS = 500;

export const recentFolders = (): RecentFolders => {
  const known = new Map<string, { readonly upTo: number; readonly entries: readonly FolderEntry[] }>();
  const remember = (folder: string, upTo: number, entries: readonly FolderEntry[]): void => {
    known.delete(folder);
    known.set(folder, { upTo, entries });
    const oldest = known.keys().next();
    if (known.size > MOST_FOLDERS && !oldest.done) known.delete(oldest.value);
  };
  return {
    entries: async (folder, upTo, read) => {
      const recent = known.get(folder);
      if (recent?.upTo === upTo) {
        // What is asked for again and again is the last to be forgotten.
        known.delete(folder);
        known.set(folder, recent);
        return recent.entries;
      }
      const entries = same(recent?.entries, await read());
      remember(folder, upTo, entries);
      return entries;
    },
  };
};

/** The list that was known, when the new one says the same. */
const same = (known: readonly FolderEntry[] | undefined, fresh: readonly FolderEntry[]): readonly FolderEntry[] =>
  known && JSON.stringify(known) === JSON.stringify(fresh) ? known : fresh;
