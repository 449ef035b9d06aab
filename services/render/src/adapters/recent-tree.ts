/**
 * Remembers what stood in a folder until its wiki changes: between two changes every reader asks for the same few folders.
 * A folder that a change did not touch stays the very same list, so that what was drawn of it stays too.
 */
import type { WikiId } from '@wikibot/contracts/define/ids';
import { streamOf } from '@wikibot/contracts/define/fact';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Tree } from '../ports.ts';
import { treeEntries } from '../views/fragments.ts';
import type { TreeEntry } from '../views/fragments.ts';

/** Folders of all wikis together. */
const MOST_FOLDERS = 500;

export const recentTree = ({ view }: Pick<KernelPorts, 'view'>): Tree => {
  const known = new Map<string, { readonly upTo: number; readonly entries: readonly TreeEntry[] }>();
  const remember = (key: string, upTo: number, entries: readonly TreeEntry[]): void => {
    known.delete(key);
    known.set(key, { upTo, entries });
    const oldest = known.keys().next();
    if (known.size > MOST_FOLDERS && !oldest.done) known.delete(oldest.value);
  };
  return {
    entries: async (wikiId: WikiId, folder: string, limit: number) => {
      const key = `${wikiId} ${limit} ${folder}`;
      const upTo = await view('fragments').upTo(streamOf(wikiStream, wikiId));
      const recent = known.get(key);
      if (recent?.upTo === upTo) return recent.entries;
      const entries = same(recent?.entries, await treeEntries({ view }, wikiId, { folder, limit }));
      remember(key, upTo, entries);
      return entries;
    },
  };
};

/** The list that was known, when the new one says the same. */
const same = (known: readonly TreeEntry[] | undefined, fresh: readonly TreeEntry[]): readonly TreeEntry[] =>
  known && JSON.stringify(known) === JSON.stringify(fresh) ? known : fresh;
