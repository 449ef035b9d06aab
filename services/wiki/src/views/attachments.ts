/** The files beside pages: what stands, every change of each, and every content that each has had. */
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { FileChange, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { AttachmentChange } from '@wikibot/contracts/requests/attachments';
import type { Change } from '@wikibot/contracts/requests/pages';
import { changesOf } from '@wikibot/platform/kernel/head-changes';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import { placeKey, placeOf } from '../domain/attachments/place.ts';
import type { Place } from '../domain/attachments/place.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { changeOf } from './pages.ts';

/** A file as the view keeps it. */
export interface AttachmentRow extends Place {
  readonly size: number;
  readonly blob: ObjectId;
  readonly last: Change;
}

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, { payloads }) => {
  if (fact.name !== 'wiki.HeadMoved') return [];
  const { wikiId } = fact.data;
  const last = changeOf(fact);
  return [...netChanges(await changesOf(fact, payloads))].flatMap(([key, change]) => registersOf({ wikiId, key, change, last }));
};

export default fold;

type PlacedChange = FileChange & { readonly place: Place };

/** A file that was written under a new spelling and deleted under the old one was written. */
const netChanges = (changes: readonly FileChange[]): ReadonlyMap<string, PlacedChange> => {
  const net = new Map<string, PlacedChange>();
  for (const change of changes) {
    const place = placeOf(change.file);
    const key = place && placeKey(place);
    if (place && key !== undefined && (net.get(key)?.blob ?? null) === null) net.set(key, { ...change, place });
  }
  return net;
};

const filesPartition = (wikiId: WikiId): string => `files#${wikiId}`;
const historyPartition = (wikiId: WikiId, key: string): string => `history#${wikiId}#${key}`;
const contentsPartition = (wikiId: WikiId, key: string): string => `contents#${wikiId}#${key}`;

interface Folding {
  readonly wikiId: WikiId;
  readonly key: string;
  readonly change: PlacedChange;
  readonly last: Change;
}

const registersOf = ({ wikiId, key, change, last }: Folding): readonly Register[] => {
  const { blob, bytes: size, place } = change;
  const file = blob === null ? null : { file: { ...place, size, blob, last } satisfies AttachmentRow };
  return [
    { pk: filesPartition(wikiId), sk: key, row: file },
    { pk: historyPartition(wikiId, key), sk: String(last.sequence).padStart(12, '0'), row: { change: { ...last, size, blob }, place } },
    ...(blob === null ? [] : [{ pk: contentsPartition(wikiId, key), sk: blob, row: { size } }]),
  ];
};

// Only registersOf writes these.
const fileIn = (row: Row): AttachmentRow => row['file'] as unknown as AttachmentRow;
const changeIn = (row: Row): AttachmentChange => row['change'] as unknown as AttachmentChange;

/** Asks need nothing of the service but its view. */
type Asking = Pick<KernelPorts, 'view'>;

interface Paging {
  readonly after?: string;
  readonly limit: number;
}

export const attachmentAt = async ({ view }: Asking, wikiId: WikiId, place: Place): Promise<AttachmentRow | undefined> => {
  const row = await view('attachments').get(filesPartition(wikiId), placeKey(place));
  return row && fileIn(row);
};

/** Files by page and name; of one page when it is named by `keysBeside`. */
export const attachmentsOf = async ({ view }: Asking, wikiId: WikiId, page: Paging & { readonly prefix: string }) => {
  const { rows, next } = await view('attachments').query({ pk: filesPartition(wikiId), ...page });
  return { files: rows.map((row) => ({ key: row.sk, file: fileIn(row) })), ...(next === undefined ? {} : { next }) };
};

export const attachmentChangesOf = async ({ view }: Asking, wikiId: WikiId, { place, ...paging }: Paging & { readonly place: Place }) => {
  const { rows, next } = await view('attachments').query({ pk: historyPartition(wikiId, placeKey(place)), reverse: true, ...paging });
  return { changes: rows.map(changeIn), ...(next === undefined ? {} : { next }) };
};

/** The whole of a revision that may be shortened: the head's, or one of the file's own. */
export const wholeRevision = async (
  asking: Asking,
  { id, head }: Pick<Wiki, 'id' | 'head'>,
  { place, revision }: { readonly place: Place; readonly revision: string },
): Promise<ObjectId | undefined> => {
  if (revision.length === 40) return ObjectId.safeParse(revision).data;
  if (head?.startsWith(revision)) return head;
  const { changes } = await attachmentChangesOf(asking, id, { place, limit: 200 });
  return changes.find((change) => change.revision.startsWith(revision))?.revision;
};

/** A content that a file has had: an id alone gives nobody what lies elsewhere in the repository. */
export const contentOnce = async (
  { view }: Asking,
  wikiId: WikiId,
  { place, version }: { readonly place: Place; readonly version: string },
): Promise<ObjectId | undefined> => {
  const blob = ObjectId.safeParse(version).data;
  const row = blob && (await view('attachments').get(contentsPartition(wikiId, placeKey(place)), blob));
  return row && blob;
};
