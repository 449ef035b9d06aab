/** The pages of a wiki and the history of each, as the lists of the API show them. */
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import type { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Change, PageEntry } from '@wikibot/contracts/requests/pages';
import { pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import { pageKey } from '@wikibot/platform/page/page-path';
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
const sequenceKey = (sequence: number): string => String(sequence).padStart(12, '0');

export const changeOf = (fact: FactOf<typeof headMoved>): Change => ({
  revision: fact.data.head,
  sequence: fact.sequence,
  time: fact.time,
  actor: fact.actor,
  intent: fact.data.intent,
  message: fact.data.commits.at(-1)?.message ?? '',
});

const registersOf = async (fact: FactOf<typeof headMoved>, { payloads }: Ports): Promise<readonly Register[]> => {
  const { wikiId } = fact.data;
  const last = changeOf(fact);
  const registers: Register[] = [];
  for (const change of await pageChangesOf(fact, payloads)) {
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
    registers.push({ pk: pagesPartition(wikiId), sk: pageKey(change.page), row: page && { page } });
    registers.push({ pk: historyPartition(wikiId, change.page), sk: sequenceKey(fact.sequence), row: { change: last } });
  }
  return registers;
};

const pageOf = (row: Row): PageRow => row['page'] as unknown as PageRow; // only registersOf writes it
const changeIn = (row: Row): Change => row['change'] as unknown as Change; // only registersOf writes it

/** Asks need nothing of the service but its view. */
type Asking = Pick<KernelPorts, 'view'>;

export const pageAt = async ({ view }: Asking, wikiId: WikiId, path: string): Promise<PageRow | undefined> => {
  const row = await view('pages').get(pagesPartition(wikiId), pageKey(path));
  return row && pageOf(row);
};

export const currentRevision = async (ports: Asking, wikiId: WikiId, path: string): Promise<ObjectId | undefined> =>
  (await pageAt(ports, wikiId, path))?.revision;

export const pagesOf = async (
  { view }: Asking,
  wikiId: WikiId,
  page: { readonly prefix: string; readonly after?: string; readonly limit: number },
) => {
  const { rows, next } = await view('pages').query({ pk: pagesPartition(wikiId), ...page });
  return { pages: rows.map((row) => ({ key: row.sk, page: pageOf(row) })), ...(next === undefined ? {} : { next }) };
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
