/** What happened in every wiki, by sequence. */
import type { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { FoldSlice } from '@wikibot/contracts/define/service';
import { streamOf } from '@wikibot/contracts/define/fact';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { pageChangesOf } from '@wikibot/platform/kernel/head-changes';
import type { Row } from '@wikibot/platform/kernel/table';
import { lastChangeOf } from '../domain/last-change.ts';
import type { LastChange } from '../domain/note.ts';
import type { Ports } from '../ports.ts';
import { gather } from './gather.ts';

/** A push may touch thousands of pages; nobody reads them all here. */
export const MOST_PAGES = 50;

export interface WikiChange extends LastChange {
  readonly revision: ObjectId;
  readonly sequence: number;
  /** The first {@link MOST_PAGES} of the pages it touched. */
  readonly pages: readonly string[];
  readonly pageCount: number;
}

const DIGITS = 12;
const partition = (wikiId: WikiId): string => `changes#${wikiId}`;
const sortKey = (sequence: number): string => String(sequence).padStart(DIGITS, '0');

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, { payloads }) => {
  if (fact.name !== 'wiki.HeadMoved') return [];
  const paths = (await pageChangesOf(fact, payloads)).map(({ page }) => page);
  const change: WikiChange = { ...lastChangeOf(fact), sequence: fact.sequence, pages: paths.slice(0, MOST_PAGES), pageCount: paths.length };
  return [{ pk: partition(fact.data.wikiId), sk: sortKey(fact.sequence), row: { ...change } }];
};
export default fold;

const changeOf = (row: Row): WikiChange => row as unknown as WikiChange; // as the fold wrote it

export interface ChangesAsked {
  /** Only later changes, oldest first; without it the latest, newest first. */
  readonly since?: number;
  readonly limit: number;
  readonly wanted: (change: WikiChange) => boolean;
  /** Of so many changes at most; of all unless told. */
  readonly most?: number;
}

export const listChanges = async (
  ports: Ports,
  wikiId: WikiId,
  asked: ChangesAsked,
): Promise<{ readonly changes: readonly WikiChange[]; readonly more: boolean }> => {
  const order = asked.since === undefined ? { reverse: true } : asked.since > 0 ? { after: sortKey(asked.since) } : {};
  const wanted = (row: Row): boolean => asked.wanted(changeOf(row));
  const { rows, next } = await gather(
    ports.view('changes'),
    { pk: partition(wikiId), ...order },
    present({ limit: asked.limit, most: asked.most, wanted }),
  );
  return { changes: rows.map(changeOf), more: next !== undefined };
};

/** The sequence up to which every change is known here. */
export const changesUpTo = (ports: Ports, wikiId: WikiId): Promise<number> => ports.view('changes').upTo(streamOf(wikiStream, wikiId));
