/** Pages as HTML, rendered once per change, and the tree they stand in. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { PayloadId, WikiId } from '@wikibot/contracts/define/ids';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { headMoved } from '@wikibot/contracts/facts/wiki';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { changesOf, pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import { absentRow, departuresOf, followMoves, foundAfterMoves, isPageRow } from '@wikibot/platform/kernel/moved-pages';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { About } from '@wikibot/platform/kernel/payloads';
import type { Row } from '@wikibot/platform/kernel/table';
import { pageKey } from '@wikibot/platform/page/page-path';
import { excerpt } from '@wikibot/platform/page/words';
import { BASE_MARK } from '../domain/base-mark.ts';
import type { RenderedPage } from '../domain/markdown/render-markdown.ts';
import type { FolderEntry } from '../domain/tree/nodes.ts';
import { placesOf } from '../domain/tree/places.ts';
import type { Ports } from '../ports.ts';
import { fileRegisters } from './attached-files.ts';

/** What lists need of a page. */
interface Headline {
  readonly path: string;
  readonly title: string;
  readonly revision: string;
  readonly edited: { readonly at: string; readonly actor: Actor };
}

/** What only the page itself needs; in the payload store when it is too large for a row. */
interface Body extends Omit<RenderedPage, 'title' | 'links'> {
  /** Keys of the pages it links to. */
  readonly links: readonly string[];
}

/** A page ready to be put into its screen. */
export type Fragment = Headline & Body;

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => (fact.name === 'wiki.HeadMoved' ? registersOf(fact, ports) : []);

export default fold;

/** Headlines and bodies lie apart: whoever asks which pages there are does not read their contents. */
export const pagePartition = (wikiId: WikiId): string => `page#${wikiId}`;
const bodyPartition = (wikiId: WikiId): string => `body#${wikiId}`;
const treePartition = (wikiId: WikiId, folder: string): string => `tree#${wikiId}#${folder}`;

/** A body above this, as JSON, lies in the payload store: a row ends at 400 KB. */
const MOST_INLINE = 200_000;
/** What hostile pages have more of is left out: links that are checked for existing, headings beside the page, letters of a title. */
const MOST = { links: 1_000, headings: 500, title: 300, slots: 200 } as const;

const registersOf = async (fact: FactOf<typeof headMoved>, { payloads }: Ports): Promise<readonly Register[]> => {
  // Loaded by whoever folds: reading pages takes none of it.
  const { renderMarkdown } = await import('../domain/markdown/render-markdown.ts');
  const registers: Register[] = [...fileRegisters(fact, await changesOf(fact, payloads))];
  const changes = await pageChangesOf(fact, payloads);
  const departures = departuresOf(changes);
  for (const change of changes) {
    const text = await textOf(change, payloads);
    const rendered =
      text === undefined
        ? undefined
        : renderMarkdown(text, { base: BASE_MARK, path: change.page, wikiLinkStyle: 'title-first', locale: 'reader' });
    const headline = rendered && headlineFrom(fact, change.page, rendered.title);
    const body = rendered && { revision: fact.data.head, ...(await stored(bodyOf(rendered), payloads, fact.data)) };
    const key = pageKey(change.page);
    registers.push({ pk: pagePartition(fact.data.wikiId), sk: key, row: headline ? { headline } : absentRow(departures.get(key)) });
    registers.push({ pk: bodyPartition(fact.data.wikiId), sk: key, row: body ?? null });
    registers.push(...treeRegisters(fact, change.page, headline?.title));
  }
  return distinct(registers);
};

const headlineFrom = (fact: FactOf<typeof headMoved>, path: string, title: string): Headline => ({
  path,
  title: excerpt(title, MOST.title),
  revision: fact.data.head,
  edited: { at: fact.time, actor: fact.actor },
});

export const bodyOf = ({ title: _inHeadline, contents, links, slots, ...rest }: RenderedPage): Body => ({
  ...rest,
  slots: slots.slice(0, MOST.slots),
  contents: contents.slice(0, MOST.headings),
  links: links.slice(0, MOST.links).map((link) => link.key),
});

const stored = async (
  body: Body,
  payloads: Ports['payloads'],
  about: About,
): Promise<{ readonly body: Body } | { readonly payload: PayloadId }> => {
  const json = Buffer.from(JSON.stringify(body));
  return json.length > MOST_INLINE ? { payload: await payloads.put(json, about) } : { body };
};

/** The page's own entry, and one for each folder above it; a folder's entry stays, and whether it is empty shows at reading. */
const treeRegisters = (fact: FactOf<typeof headMoved>, path: string, title: string | undefined): Register[] => {
  const { folder, key, folders } = placesOf(path);
  const { wikiId } = fact.data;
  const entry = title === undefined ? null : { title, path, at: fact.time, byAgent: fact.actor.kind === 'agent' };
  return [
    { pk: treePartition(wikiId, folder), sk: `page#${key}`, row: entry },
    ...folders.map((one): Register => ({ pk: treePartition(wikiId, one.parent), sk: `folder#${one.key}`, row: { path: one.path } })),
  ];
};

/** A fact that touches many pages names their folders again and again. */
const distinct = (registers: readonly Register[]): Register[] => [
  ...new Map(registers.map((register) => [`${register.pk}\n${register.sk}`, register])).values(),
];

type Asking = Pick<KernelPorts, 'view'>;

export const fragmentAt = async (
  { view, payloads }: Pick<Ports, 'view' | 'payloads'>,
  wikiId: WikiId,
  path: string,
): Promise<Fragment | undefined> => {
  const sk = pageKey(path);
  for (let attempt = 1; ; attempt += 1) {
    const [headlineRow, bodyRow] = await view('fragments').getMany([
      { pk: pagePartition(wikiId), sk },
      { pk: bodyPartition(wikiId), sk },
    ]);
    if (!headlineRow || !bodyRow || !isPageRow(headlineRow)) return undefined;
    const headline = headlineOf(headlineRow);
    // The two are read apart, so a change may come between; reading again meets both.
    if (bodyRow['revision'] === headline.revision || attempt === MOST_ATTEMPTS)
      return { ...headline, ...(await storedBody(bodyRow, payloads)) };
  }
};

const MOST_ATTEMPTS = 3;

// Only registersOf writes these.
const headlineOf = (row: Row): Headline => row['headline'] as unknown as Headline;
const storedBody = async (row: Row, payloads: Ports['payloads']): Promise<Body> =>
  row['payload'] === undefined
    ? (row['body'] as unknown as Body)
    : (JSON.parse(Buffer.from(await payloads.get(row['payload'] as PayloadId)).toString('utf8')) as Body);

/** Which of these keys are pages, or lead to one that was moved: with the path of the page as it is now. */
export const existingPages = async ({ view }: Asking, wikiId: WikiId, keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rowsAt = async (asked: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
    const found = new Map<string, Row>();
    for (let from = 0; from < asked.length; from += 100) {
      const some = asked.slice(from, from + 100);
      const rows = await view('fragments').getMany(some.map((sk) => ({ pk: pagePartition(wikiId), sk })));
      rows.forEach((row, index) => row && found.set(some[index] ?? '', row));
    }
    return found;
  };
  const found = await foundAfterMoves(keys, rowsAt);
  return new Map([...found].map(([key, row]) => [key, headlineOf(row).path]));
};

/** The path of the page that an address leads to, when it was moved away from there. */
export const movedFrom = async ({ view }: Asking, wikiId: WikiId, path: string): Promise<string | undefined> => {
  const row = await followMoves(path, (key) => view('fragments').get(pagePartition(wikiId), key));
  return row && row.sk !== pageKey(path) ? headlineOf(row).path : undefined;
};

/** What stands in a folder, by key: folders that hold pages, somewhere below, and pages. The empty key is the top. */
export const folderEntries = async (
  ports: Pick<Ports, 'view' | 'recentFolders'>,
  wikiId: WikiId,
  page: { readonly folder: string; readonly limit: number },
): Promise<readonly FolderEntry[]> => {
  const upTo = await ports.view('fragments').upTo(streamOf(wikiStream, wikiId));
  return ports.recentFolders.entries(`${wikiId} ${page.limit} ${page.folder}`, upTo, () => readFolder(ports, wikiId, page));
};

const readFolder = async (
  { view }: Asking,
  wikiId: WikiId,
  page: { readonly folder: string; readonly limit: number },
): Promise<readonly FolderEntry[]> => {
  const { rows } = await view('fragments').query({ pk: treePartition(wikiId, page.folder), limit: page.limit });
  const entries = rows.map(entryOf);
  const holding = await Promise.all(entries.map((entry) => entry.kind === 'page' || holdsPages({ view }, wikiId, entry.key)));
  return entries.filter((_, index) => holding[index]);
};

/** A folder's entry outlives its last page. */
const holdsPages = async ({ view }: Asking, wikiId: WikiId, folder: string): Promise<boolean> => {
  const pk = treePartition(wikiId, folder);
  const pages = await view('fragments').query({ pk, prefix: 'page#', limit: 1 });
  if (pages.rows.length > 0) return true;
  const { rows } = await view('fragments').query({ pk, prefix: 'folder#', limit: 100 });
  for (const row of rows) if (await holdsPages({ view }, wikiId, entryOf(row).key)) return true;
  return false;
};

const entryOf = (row: Row): FolderEntry => {
  const [kind = '', ...key] = row.sk.split('#');
  const entry = { kind: kind === 'page' ? ('page' as const) : ('folder' as const), key: key.join('#'), path: String(row['path']) };
  if (entry.kind === 'folder') return entry;
  // When a person edited a page does not show in the tree.
  return { ...entry, title: String(row['title']), ...(row['byAgent'] === true ? { byAgent: true, at: String(row['at']) } : {}) };
};

/** A page in a list of all of them; `at` says when it was changed last. */
export interface ListedPage {
  readonly title: string;
  readonly path: string;
  readonly at: string;
}

/** Every page, by key. */
export const allPages = async ({ view }: Asking, wikiId: WikiId): Promise<readonly ListedPage[]> => {
  const pages: ListedPage[] = [];
  for (let after: string | undefined; ;) {
    const { rows, next } = await view('fragments').query({
      pk: pagePartition(wikiId),
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    for (const row of rows.filter(isPageRow)) {
      const { title, path, edited } = headlineOf(row);
      pages.push({ title, path, at: edited.at });
    }
    if (next === undefined) return pages;
    after = next;
  }
};
