/**
 * Who links to a page, found out from the view `notes`: a fact leaves a row at each target of a page that it changed, and such a row holds
 * while its source was last changed by the same fact.
 */
import type { WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import { isPageRow } from '@wikibot/platform/kernel/moved-pages';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Note } from '../domain/note.ts';
import { noteOfRow, notePartition } from './note-rows.ts';
import { incomingPartition } from './note-rows.ts';

type Asking = Pick<KernelPorts, 'view'>;
type MaySee = (path: string) => boolean;

interface IncomingAsked {
  readonly target: string;
  readonly after?: string;
  readonly limit: number;
  readonly maySee: MaySee;
}

/** `next` depends on what is shown alone, so that it says nothing of what is hidden. */
export interface Incoming {
  readonly found: readonly Note[];
  readonly next?: string;
}

const PAGE = 100;

/** The sources that still link there. */
const holding = async (
  { view }: Asking,
  wikiId: WikiId,
  rows: readonly Row[],
): Promise<readonly { readonly key: string; readonly note: Note }[]> => {
  if (rows.length === 0) return [];
  const sources = await view('notes').getMany(rows.map(({ sk }) => ({ pk: notePartition(wikiId), sk })));
  return rows.flatMap((row, index) => {
    const source = sources[index];
    return source && isPageRow(source) && source['seq'] === row['seq'] ? [{ key: row.sk, note: noteOfRow(source) }] : [];
  });
};

export const incomingLinks = async (ports: Asking, wikiId: WikiId, asked: IncomingAsked): Promise<Incoming> => {
  const found: Note[] = [];
  let last: string | undefined;
  for (let after = asked.after; ;) {
    const page = await ports.view('notes').query(present({ pk: incomingPartition(wikiId, asked.target), after, limit: PAGE }));
    for (const { key, note } of await holding(ports, wikiId, page.rows)) {
      if (!asked.maySee(note.path)) continue;
      if (found.length === asked.limit) return present({ found, next: last });
      found.push(note);
      last = key;
    }
    if (page.next === undefined) return { found };
    after = page.next;
  }
};

interface OrphansAsked {
  /** The page where every reader begins. */
  readonly home: string;
  readonly after?: string;
  readonly most: { readonly orphans: number; readonly pages: number };
  readonly maySee: MaySee;
}

/** Where every reader begins, and what is kept about the wiki itself: nobody has to link there. */
const isExpected = (key: string, home: string): boolean => key !== home && key !== 'meta' && !key.startsWith('meta/');

const isLinked = async (ports: Asking, wikiId: WikiId, about: { readonly target: string; readonly maySee: MaySee }): Promise<boolean> =>
  (await incomingLinks(ports, wikiId, { ...about, limit: 1 })).found.length > 0;

const AT_ONCE = 25;

export const orphansAfter = async (
  ports: Asking,
  wikiId: WikiId,
  { home, after: from, most, maySee }: OrphansAsked,
): Promise<{ readonly orphans: readonly Note[]; readonly next?: string }> => {
  const orphans: Note[] = [];
  let looked = 0;
  for (let after = from; ;) {
    const page = await ports.view('notes').query(present({ pk: notePartition(wikiId), after, limit: AT_ONCE }));
    const notes = page.rows.filter((row) => isPageRow(row) && isExpected(row.sk, pageKey(home)) && maySee(noteOfRow(row).path));
    const linked = await Promise.all(notes.map(({ sk }) => isLinked(ports, wikiId, { target: sk, maySee })));
    orphans.push(...notes.filter((_row, index) => linked[index] === false).map(noteOfRow));
    looked += page.rows.length;
    if (page.next === undefined) return { orphans };
    if (orphans.length >= most.orphans || looked >= most.pages) return { orphans, next: page.next };
    after = page.next;
  }
};
