/** The pages of every wiki and their texts, so that agents read with one look-up, also while the wiki service is away. */
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, PayloadId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';
import type { FileChange, headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import { pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import { absentRow, departuresOf, followMoves, isPageRow } from '@wikibot/platform/kernel/moved-pages';
import type { Payloads } from '@wikibot/platform/kernel/payloads';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { PageKey } from '@wikibot/platform/page/page-path';
import { linkedPages, NO_LINKS } from '../domain/linked-pages.ts';
import { lastChangeOf } from '../domain/last-change.ts';
import type { Note } from '../domain/note.ts';
import { noteOf } from '../domain/note.ts';
import type { Ports } from '../ports.ts';
import { gather } from './gather.ts';
import { incomingPartition, noteOfRow, notePartition, textPartition, wikiPartition } from './note-rows.ts';

/** A row ends at 400 KB; longer texts stay in the payload store. */
const MOST_INLINE_BYTES = 200 * 1024;

/**
 * One register per page and one for its text, which carries its own revision: whoever bases a change on a text names the revision of
 * exactly that text. One at each page that it links to (see links.ts). Of the wiki itself: `about` from its founding, what was said of it later, `head` from its last move.
 */
const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => {
  switch (fact.name) {
    case 'wiki.WikiFounded': {
      const { wikiId, name, purpose } = fact.data;
      return [{ pk: wikiPartition(wikiId), sk: 'about', row: { name, purpose } }];
    }
    case 'wiki.WikiRenamed':
      return [{ pk: wikiPartition(fact.data.wikiId), sk: 'name', row: { name: fact.data.name } }];
    case 'wiki.PurposeRestated':
      return [{ pk: wikiPartition(fact.data.wikiId), sk: 'purpose', row: { purpose: fact.data.purpose } }];
    case 'wiki.AgentPolicySet':
      return [{ pk: wikiPartition(fact.data.wikiId), sk: 'policy', row: { policy: fact.data.policy } }];
    case 'wiki.HeadMoved':
      return registersOf(fact, ports);
    default:
      return [];
  }
};
export default fold;

type PageChange = FileChange & { readonly page: string };

const registersOf = async (fact: FactOf<typeof headMoved>, { payloads }: Ports): Promise<readonly Register[]> => {
  const { wikiId, pages } = fact.data;
  const last = lastChangeOf(fact);
  const registers: Register[] = [{ pk: wikiPartition(wikiId), sk: 'head', row: { pages } }];
  const changes = await pageChangesOf(fact, payloads);
  const departures = departuresOf(changes);
  for (const [key, change] of onePerPage(changes)) {
    const text = change.blob === null ? undefined : await textOf(change, payloads);
    const note = change.blob === null || text === undefined ? null : noteOf({ path: change.page, blob: change.blob }, text, last);
    registers.push({ pk: notePartition(wikiId), sk: key, row: note ? { ...note } : absentRow(departures.get(key)) });
    const links = text === undefined ? NO_LINKS : linkedPages(text, change.page);
    const stored =
      text === undefined ? null : await textRow(change, { revision: last.revision, linksTo: links.paths, text }, { payloads, wikiId });
    registers.push({ pk: textPartition(wikiId), sk: key, row: stored });
    registers.push(...links.keys.map((target) => ({ pk: incomingPartition(wikiId, target), sk: key, row: {} })));
  }
  return registers;
};

/** A new spelling of a name is a deletion and a creation of the same page: it lives. */
const onePerPage = (changes: readonly PageChange[]): ReadonlyMap<PageKey, PageChange> => {
  const byKey = new Map<PageKey, PageChange>();
  for (const change of changes) {
    const key = pageKey(change.page);
    if (change.blob !== null || !byKey.has(key)) byKey.set(key, change);
  }
  return byKey;
};

const textRow = async (change: PageChange, { text, ...row }: StoredText & { readonly text: string }, { payloads, wikiId }: Store) => {
  if (change.payload !== undefined) return { ...row, payload: change.payload };
  // As JSON: control characters take six bytes each there.
  if (Buffer.byteLength(JSON.stringify(text)) <= MOST_INLINE_BYTES) return { ...row, text };
  return { ...row, payload: await payloads.put(new TextEncoder().encode(text), { wikiId }) };
};

/** Where a text goes that is too long for a row. */
interface Store {
  readonly payloads: Payloads;
  readonly wikiId: WikiId;
}

interface StoredText {
  readonly revision: ObjectId;
  readonly linksTo: readonly string[];
  readonly text?: string;
  readonly payload?: PayloadId;
}

export interface NoteText extends Note {
  /** The revision that this very text has, to base changes on. */
  readonly revision: ObjectId;
  readonly text: string;
  /** The pages it links to. */
  readonly linksTo: readonly string[];
}

export const readNoteText = async (ports: Ports, wikiId: WikiId, path: string): Promise<NoteText | undefined> => {
  const sk = pageKey(path);
  if (sk === '') return undefined;
  const [note, stored] = await ports.view('notes').getMany([
    { pk: notePartition(wikiId), sk },
    { pk: textPartition(wikiId), sk },
  ]);
  if (!note || !stored || !isPageRow(note)) return undefined;
  const { revision, text, payload, linksTo } = stored as unknown as StoredText; // as the fold wrote it
  const whole = text ?? (payload === undefined ? '' : utf8.decode(await ports.payloads.get(payload)));
  return { ...noteOfRow(note), revision, linksTo, text: whole };
};

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The path of the page that an address leads to, when it was moved away from there. */
export const movedFrom = async (ports: Ports, wikiId: WikiId, path: string): Promise<string | undefined> => {
  if (pageKey(path) === '') return undefined;
  const row = await followMoves(path, (key) => ports.view('notes').get(notePartition(wikiId), key));
  return row && row.sk !== pageKey(path) ? noteOfRow(row).path : undefined;
};

/** Notes by path, those that are wanted, at most `limit`; `next` is the place to go on from when there are more. */
export const listNotes = async (
  ports: Ports,
  wikiId: WikiId,
  asked: { readonly prefix: string; readonly after?: string; readonly limit: number; readonly wanted: (note: Note) => boolean },
): Promise<{ readonly notes: readonly Note[]; readonly next?: string }> => {
  // The key drops a slash at the end, which here tells a folder from names that begin alike.
  const prefix = pageKey(asked.prefix) + (/[^/]\/+$/.test(asked.prefix) ? '/' : '');
  const { rows, next } = await gather(
    ports.view('notes'),
    present({ pk: notePartition(wikiId), prefix: prefix === '' ? undefined : prefix, after: asked.after }),
    { limit: asked.limit, wanted: (row) => isPageRow(row) && asked.wanted(noteOfRow(row)) },
  );
  return present({ notes: rows.map(noteOfRow), next });
};

export interface AboutWiki {
  readonly name?: string;
  readonly purpose?: string;
  readonly pages?: number;
  /** What agents may change, when the owner has said so. */
  readonly policy?: AgentPolicy;
}

export const aboutWiki = async (ports: Ports, wikiId: WikiId): Promise<AboutWiki> => {
  const pk = wikiPartition(wikiId);
  // What was said later is a register of its own.
  const rows = await ports.view('notes').getMany(['about', 'name', 'purpose', 'head', 'policy'].map((sk) => ({ pk, sk })));
  return Object.assign({}, ...rows) as AboutWiki; // as the fold wrote them
};
