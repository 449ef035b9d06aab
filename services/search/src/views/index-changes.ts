/** Writes what a move of a wiki's head changed to one shelf of the index. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { FileChange, headMoved } from '@wikibot/contracts/facts/wiki';
import { changesOf, pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import { pageKey } from '@wikibot/platform/page/page-path';
import { fileEntry, pageEntry } from '../domain/page-entry.ts';
import type { Ports } from '../ports.ts';
import type { IndexedPage, PageVersion } from '../ports/search-index.ts';
import type { Shelf } from '../ports/shelves.ts';
import { embeddedPages } from './embed-pages.ts';

export type Move = FactOf<typeof headMoved>;

/** What a move leaves in the index: pages and files as they are after it, and what is gone. */
export interface MoveChanges {
  readonly pages: readonly Omit<IndexedPage, 'wikiId'>[];
  readonly gone: readonly Omit<PageVersion, 'wikiId'>[];
}

const stamped = (fact: Move) => {
  const author = accountOf(fact.actor);
  return { sequence: fact.sequence, updated: fact.time, ...(author === undefined ? {} : { author }) };
};

/** Whether a page's or file's state after this move is of interest, by its key. */
type IsWanted = (pageKey: string) => boolean;

const pagesOf = async (fact: Move, payloads: Ports['payloads'], isWanted: IsWanted): Promise<MoveChanges> => {
  const pages: MoveChanges['pages'][number][] = [];
  const gone: MoveChanges['gone'][number][] = [];
  for (const change of await pageChangesOf(fact, payloads)) {
    const key = pageKey(change.page);
    if (!isWanted(key)) continue;
    const markdown = await textOf(change, payloads);
    if (markdown === undefined) gone.push({ pageKey: key, sequence: fact.sequence });
    else pages.push({ ...pageEntry(change.page, markdown), ...stamped(fact), pageKey: key });
  }
  return { pages, gone };
};

const filesOf = (fact: Move, changes: readonly FileChange[], isWanted: IsWanted): MoveChanges => {
  const files = changes.flatMap(({ file, page, blob }) => {
    const entry = page === undefined ? fileEntry(file) : undefined;
    return entry && isWanted(entry.pageKey) ? [{ entry, isGone: blob === null }] : [];
  });
  const pages = files.filter(({ isGone }) => !isGone);
  return {
    pages: pages.map(({ entry: { path, pageKey: key, name, page } }) => ({
      ...{ path, pageKey: key, title: name, attachedTo: page, tags: [], chunks: [] },
      ...stamped(fact),
    })),
    gone: files.filter(({ isGone }) => isGone).map(({ entry }) => ({ pageKey: entry.pageKey, sequence: fact.sequence })),
  };
};

export const changesOfMove = async (
  fact: Move,
  { payloads }: Pick<Ports, 'payloads'>,
  isWanted: IsWanted = () => true,
): Promise<MoveChanges> => {
  const ofPages = await pagesOf(fact, payloads, isWanted);
  const ofFiles = filesOf(fact, await changesOf(fact, payloads), isWanted);
  return { pages: [...ofPages.pages, ...ofFiles.pages], gone: [...ofPages.gone, ...ofFiles.gone] };
};

/** Puts the changes on a shelf, with vectors when its model is at hand and quick; a slower one's come later. */
export const putOnShelf = async (changes: MoveChanges, shelf: Shelf, ports: Ports): Promise<void> => {
  for (const version of changes.gone) await ports.index.remove({ ...version, wikiId: shelf.id });
  const pages = changes.pages.map((page): IndexedPage => ({ ...page, wikiId: shelf.id }));
  await ports.index.putMany(await embeddedPages(pages, shelf, ports));
};
