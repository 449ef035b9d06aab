/**
 * Which page links where. A fact tells of a page only what it links to now, not what it linked to before, so the rows at the targets are
 * never taken away: a link holds while its row was left by the same fact that its source was last changed by. All that spans entries
 * (backlinks, what is missing, what nobody links to) is found out at reading.
 */
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { FileChange, headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { PageChange } from '@wikibot/platform/kernel/head-changes';
import { changesOf, pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import { absentRow, departuresOf, foundAfterMoves, isPageRow } from '@wikibot/platform/kernel/moved-pages';
import type { KernelPorts, ViewReader } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Target } from '../domain/outgoing-links.ts';
import { outgoingLinks } from '../domain/outgoing-links.ts';
import type { Ports } from '../ports.ts';
import { titleOfText } from './page-fields.ts';

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => (fact.name === 'wiki.HeadMoved' ? registersOf(fact, ports) : []);

export default fold;

/** The pages there are, small: whoever asks whether a page exists does not read its links. */
export const linkedPagesPartition = (wikiId: WikiId): string => `pages#${wikiId}`;
const filesPartition = (wikiId: WikiId): string => `files#${wikiId}`;
/** What each page links to. */
const outPartition = (wikiId: WikiId): string => `out#${wikiId}`;
/** Who links, or linked, to a page. */
const inPartition = (wikiId: WikiId, target: string): string => `in#${wikiId}#${target}`;

const inToFilePartition = (wikiId: WikiId, target: string): string => `in-file#${wikiId}#${target}`;

const registersOf = async (fact: FactOf<typeof headMoved>, { payloads }: Ports): Promise<readonly Register[]> => {
  const { wikiId } = fact.data;
  const registers: Register[] = [];
  const changes = await pageChangesOf(fact, payloads);
  const departures = departuresOf(changes);
  for (const change of changes) {
    const text = await textOf(change, payloads);
    registers.push(...(text === undefined ? absentRegisters(wikiId, change, departures) : pageRegisters(wikiId, change, text)));
  }
  const files = (await changesOf(fact, payloads)).filter((change) => change.page === undefined);
  return distinct([...registers, ...fileRegisters(wikiId, files)]);
};

const absentRegisters = (wikiId: WikiId, { page }: PageChange, departures: ReturnType<typeof departuresOf>): readonly Register[] => {
  const key = pageKey(page);
  return [
    { pk: linkedPagesPartition(wikiId), sk: key, row: absentRow(departures.get(key)) },
    { pk: outPartition(wikiId), sk: key, row: null },
  ];
};

const pageRegisters = (wikiId: WikiId, { page }: PageChange, text: string): readonly Register[] => {
  const key = pageKey(page);
  // Every wiki writes its WikiLinks in this style until wikis can choose.
  const links = outgoingLinks(text, { page, wikiLinkStyle: 'title-first' });
  const toPages = links.filter(({ kind }) => kind === 'page');
  // A page's own files move with it alone, so nobody asks who else has them.
  const toFiles = links.filter(({ kind, path }) => kind === 'file' && !pageKey(path).startsWith(`${key}/`));
  return [
    { pk: linkedPagesPartition(wikiId), sk: key, row: { path: page, name: titleOfText(text, page).slice(0, MOST_NAME).toWellFormed() } },
    { pk: outPartition(wikiId), sk: key, row: { path: page, targets: links.map(({ kind, path, anchors }) => ({ kind, path, anchors })) } },
    ...toPages.map(({ path, context }) => ({ pk: inPartition(wikiId, pageKey(path)), sk: key, row: { context } })),
    ...toFiles.map(({ path, context }) => ({ pk: inToFilePartition(wikiId, pageKey(path)), sk: key, row: { context } })),
  ];
};

const MOST_NAME = 300;

/** A file that was written under a new spelling and deleted under the old one was written. */
const fileRegisters = (wikiId: WikiId, files: readonly FileChange[]): readonly Register[] =>
  files
    .toSorted((one, other) => Number(one.blob !== null) - Number(other.blob !== null))
    .map(({ file, blob }) => ({ pk: filesPartition(wikiId), sk: pageKey(file), row: blob === null ? null : { path: file } }));

/** The last of those for one place. */
const distinct = (registers: readonly Register[]): Register[] => [
  ...new Map(registers.map((register) => [`${register.pk}\n${register.sk}`, register])).values(),
];

type Asking = Pick<KernelPorts, 'view'>;

/** A page as lists of links show it. */
export interface LinkedPage {
  readonly key: string;
  readonly path: string;
  readonly name: string;
}

/** Where to go on reading, and how much to read at once. */
export interface Paging {
  readonly after?: string;
  readonly limit: number;
}

const AT_ONCE = 100;

const rowsAt = async (view: ViewReader, pk: string, keys: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
  const wanted = [...new Set(keys)];
  const rows = new Map<string, Row>();
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE);
    const found = await view.getMany(some.map((sk) => ({ pk, sk })));
    found.forEach((row, index) => row && rows.set(some[index] ?? '', row));
  }
  return rows;
};

// Only pageRegisters writes these.
const pageOf = (row: Row): LinkedPage => ({ key: row.sk, path: String(row['path']), name: String(row['name']) });
const targetsOf = (row: Row): readonly Target[] => row['targets'] as unknown as readonly Target[];

/** Which of these keys are pages, and as what they stand. */
export const pagesAt = async ({ view }: Asking, wikiId: WikiId, keys: readonly string[]): Promise<ReadonlyMap<string, LinkedPage>> => {
  const rows = await rowsAt(view('links'), linkedPagesPartition(wikiId), keys);
  return new Map([...rows].filter(([, row]) => isPageRow(row)).map(([key, row]) => [key, pageOf(row)]));
};

/** The pages that these keys lead to: as they stand, or where they were moved. */
export const reachableAt = async ({ view }: Asking, wikiId: WikiId, keys: readonly string[]): Promise<ReadonlyMap<string, LinkedPage>> => {
  const rows = await foundAfterMoves(keys, (asked) => rowsAt(view('links'), linkedPagesPartition(wikiId), asked));
  return new Map([...rows].map(([key, row]) => [key, pageOf(row)]));
};

/** Which of these keys are files beside pages. */
export const filesAt = async ({ view }: Asking, wikiId: WikiId, keys: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await rowsAt(view('links'), filesPartition(wikiId), keys)).keys());

export const pagesAfter = async ({ view }: Asking, wikiId: WikiId, paging: Paging) => {
  const { rows, next } = await view('links').query({ pk: linkedPagesPartition(wikiId), ...paging });
  return { found: rows.filter(isPageRow).map(pageOf), next };
};

/** A page with all it links to. */
export interface Outgoing {
  readonly key: string;
  readonly path: string;
  readonly targets: readonly Target[];
}

const outgoingOf = (row: Row): Outgoing => ({ key: row.sk, path: String(row['path']), targets: targetsOf(row) });

export const outgoingAt = async ({ view }: Asking, wikiId: WikiId, path: string): Promise<Outgoing | undefined> => {
  const row = await view('links').get(outPartition(wikiId), pageKey(path));
  return row && outgoingOf(row);
};

export const outgoingAfter = async ({ view }: Asking, wikiId: WikiId, paging: Paging) => {
  const { rows, next } = await view('links').query({ pk: outPartition(wikiId), ...paging });
  return { found: rows.map(outgoingOf), next };
};

/** A link as it is seen from its target. */
export interface Incoming extends LinkedPage {
  readonly context: string;
}

interface IncomingTo extends Paging {
  readonly target: string;
  /** A page unless told; of files beside a page only links from other pages are known. */
  readonly kind?: Target['kind'];
}

/** Who links to a page or a file: rows of sources that are gone, or say something else by now, are passed over. */
export const incomingAfter = async ({ view }: Asking, wikiId: WikiId, { target, kind = 'page', ...paging }: IncomingTo) => {
  const pk = kind === 'page' ? inPartition(wikiId, target) : inToFilePartition(wikiId, target);
  const { rows, next } = await view('links').query({ pk, ...paging });
  const keys = rows.map((row) => row.sk);
  const sources = await rowsAt(view('links'), linkedPagesPartition(wikiId), keys);
  const found = rows.flatMap((row): Incoming[] => {
    const source = sources.get(row.sk);
    return source && source['seq'] === row['seq'] ? [{ ...pageOf(source), context: String(row['context']) }] : [];
  });
  return { found, next };
};
