/** The pages of a wiki and the history of each, as the lists of the API show them. */
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Change, PageEntry } from '@wikibot/contracts/requests/pages';
import type { PageChange } from '@wikibot/platform/kernel/head-changes';
import { pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import { absentRow, departuresOf, followMoves, isPageRow } from '@wikibot/platform/kernel/moved-pages';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import { pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import type { Ports } from '../ports.ts';
import { pageFields } from './page-fields.ts';

/** A page as the view keeps it. */
export interface PageRow extends PageEntry {
  readonly file: string;
  readonly blob: ObjectId;
  readonly last: Change;
}

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => (fact.name === 'wiki.HeadMoved' ? registersOf(fact, ports) : []);

export default fold;

export const pagesPartition = (wikiId: WikiId): string => `pages#${wikiId}`;
const historyPartition = (wikiId: WikiId, path: string): string => `history#${wikiId}#${pageKey(path)}`;
const arrivalsPartition = (wikiId: WikiId, path: string): string => `arrivals#${wikiId}#${pageKey(path)}`;
const sequenceKey = (sequence: number): string => String(sequence).padStart(12, '0');

export const changeOf = (fact: FactOf<typeof headMoved>): Change => ({
  revision: fact.data.head,
  sequence: fact.sequence,
  time: fact.time,
  actor: fact.actor,
  intent: fact.data.intent,
  message: fact.data.commits.at(-1)?.message ?? '',
  ...present({ proposal: fact.data.proposal }),
});

const registersOf = async (fact: FactOf<typeof headMoved>, { payloads }: Ports): Promise<readonly Register[]> => {
  const { wikiId } = fact.data;
  const last = changeOf(fact);
  const registers: Register[] = [];
  const changes = await pageChangesOf(fact, payloads);
  const departures = departuresOf(changes);
  for (const change of changes) {
    const text = await textOf(change, payloads);
    const page =
      text === undefined
        ? null
        : {
            ...pageFields(text, change.page),
            path: change.page,
            file: change.file,
            blob: change.blob,
            updated: fact.time,
            revision: fact.data.head,
            last,
          };
    const key = pageKey(change.page);
    registers.push({ pk: pagesPartition(wikiId), sk: key, row: page ? { page } : absentRow(departures.get(key)) });
    registers.push({ pk: historyPartition(wikiId, change.page), sk: sequenceKey(fact.sequence), row: { change: last } });
    registers.push(...arrivals(wikiId, change, fact.sequence));
  }
  return registers;
};

/** A page that came from another address has its history there up to then. */
const arrivals = (wikiId: WikiId, { page, from }: PageChange, sequence: number): readonly Register[] => {
  const before = from === undefined ? undefined : pagePathOfFile(from);
  const isOther = before !== undefined && pageKey(before) !== pageKey(page);
  return isOther ? [{ pk: arrivalsPartition(wikiId, page), sk: sequenceKey(sequence), row: { from: before } }] : [];
};

const pageOf = (row: Row): PageRow => row['page'] as unknown as PageRow; // only registersOf writes it
const changeIn = (row: Row): Change => row['change'] as unknown as Change; // only registersOf writes it

/** Asks need nothing of the service but its view. */
type Asking = Pick<KernelPorts, 'view'>;

export const pageAt = async ({ view }: Asking, wikiId: WikiId, path: string): Promise<PageRow | undefined> => {
  const row = await view('pages').get(pagesPartition(wikiId), pageKey(path));
  return row && isPageRow(row) ? pageOf(row) : undefined;
};

/** The page that an address leads to, when it was moved away from there. */
export const movedFrom = async ({ view }: Asking, wikiId: WikiId, path: string): Promise<PageRow | undefined> => {
  const row = await followMoves(path, (key) => view('pages').get(pagesPartition(wikiId), key));
  return row && row.sk !== pageKey(path) ? pageOf(row) : undefined;
};

export const currentRevision = async (ports: Asking, wikiId: WikiId, path: string): Promise<ObjectId | undefined> =>
  (await pageAt(ports, wikiId, path))?.revision;

export const pagesOf = async (
  { view }: Asking,
  wikiId: WikiId,
  page: { readonly prefix: string; readonly after?: string; readonly limit: number },
) => {
  const { rows, next } = await view('pages').query({ pk: pagesPartition(wikiId), ...page });
  return { pages: rows.filter(isPageRow).map((row) => ({ key: row.sk, page: pageOf(row) })), ...(next === undefined ? {} : { next }) };
};

export const revisionsOf = async (
  { view }: Asking,
  wikiId: WikiId,
  page: { readonly path: string; readonly after?: string; readonly limit: number },
) => {
  const { path, ...paging } = page;
  const { rows, next } = await view('pages').query({ pk: historyPartition(wikiId, path), reverse: true, ...paging });
  return { changes: rows.map(changeIn), ...(next === undefined ? {} : { next }) };
};

/** The latest arrival at an address up to a sequence. */
export const arrivalAt = async (
  { view }: Asking,
  wikiId: WikiId,
  { path, upTo }: { readonly path: string; readonly upTo: number },
): Promise<{ readonly from: string; readonly sequence: number } | undefined> => {
  const { rows } = await view('pages').query({
    pk: arrivalsPartition(wikiId, path),
    reverse: true,
    after: sequenceKey(upTo + 1),
    limit: 1,
  });
  const [row] = rows;
  return row && { from: String(row['from']), sequence: Number(row.sk) };
};
