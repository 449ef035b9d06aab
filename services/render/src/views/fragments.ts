/** Pages as HTML, rendered once per change, and the tree they stand in. */
import type { Actor } from '@wikibot/contracts/define/actor';
import type { FactOf } from '@wikibot/contracts/define/fact';
import type { PayloadId, WikiId } from '@wikibot/contracts/define/ids';
import type { FoldSlice, Register } from '@wikibot/contracts/define/service';
import type { FileChange, headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import { pageChangesOf, textOf } from '@wikibot/platform/kernel/head-changes';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Row } from '@wikibot/platform/kernel/table';
import { pageKey } from '@wikibot/platform/page/page-path';
import { BASE_MARK } from '../domain/base-mark.ts';
import type { RenderedPage } from '../domain/markdown/render-markdown.ts';
import { renderMarkdown } from '../domain/markdown/render-markdown.ts';
import { placesOf } from '../domain/tree/places.ts';
import type { Ports } from '../ports.ts';

/** A page ready to be put into its screen. */
export interface Fragment extends Omit<RenderedPage, 'html' | 'links'> {
  readonly path: string;
  readonly revision: string;
  readonly edited: { readonly at: string; readonly actor: Actor };
  /** Keys of the pages it links to. */
  readonly links: readonly string[];
  /** The content, or where it lies when it is too large for a row. */
  readonly html?: string;
  readonly payload?: PayloadId;
}

const fold: FoldSlice<typeof wikiStream, Ports> = async (fact, ports) => (fact.name === 'wiki.HeadMoved' ? registersOf(fact, ports) : []);

export default fold;

export const pagePartition = (wikiId: WikiId): string => `page#${wikiId}`;
const treePartition = (wikiId: WikiId, folder: string): string => `tree#${wikiId}#${folder}`;

/** HTML above this lies in the payload store; what surrounds it in the row stays far below the row's limit. */
const MOST_INLINE = 200_000;
/** So many links of a page are checked for existing; further ones count as existing. */
const MOST_LINKS = 1_000;

const registersOf = async (fact: FactOf<typeof headMoved>, { payloads }: Ports): Promise<readonly Register[]> => {
  const registers: Register[] = [];
  for (const change of await pageChangesOf(fact, payloads)) {
    const text = await textOf(change, payloads);
    const fragment = text === undefined ? null : await fragmentOf(fact, { change, text }, payloads);
    registers.push({ pk: pagePartition(fact.data.wikiId), sk: pageKey(change.page), row: fragment && { fragment } });
    registers.push(...treeRegisters(fact, change.page, fragment?.title));
  }
  return distinct(registers);
};

const fragmentOf = async (fact: FactOf<typeof headMoved>, page: { change: FileChange & { readonly page: string }; text: string }, payloads: Ports['payloads']): Promise<Fragment> => {
  const { html, links, ...rendered } = renderMarkdown(page.text, { base: BASE_MARK, path: page.change.page, wikiLinkStyle: 'title-first' });
  const content = Buffer.byteLength(html) > MOST_INLINE ? { payload: await payloads.put(Buffer.from(html)) } : { html };
  return {
    ...rendered,
    ...content,
    path: page.change.page,
    revision: fact.data.head,
    edited: { at: fact.time, actor: fact.actor },
    links: links.slice(0, MOST_LINKS).map((link) => link.key),
  };
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
const distinct = (registers: readonly Register[]): Register[] => [...new Map(registers.map((register) => [`${register.pk}\n${register.sk}`, register])).values()];

type Asking = Pick<KernelPorts, 'view'>;

export const fragmentAt = async ({ view }: Asking, wikiId: WikiId, path: string): Promise<Fragment | undefined> => {
  const row = await view('fragments').get(pagePartition(wikiId), pageKey(path));
  return row && (row['fragment'] as unknown as Fragment); // only registersOf writes it
};

/** Which of these keys are pages. */
export const existingPages = async ({ view }: Asking, wikiId: WikiId, keys: readonly string[]): Promise<ReadonlySet<string>> => {
  const existing = new Set<string>();
  for (let from = 0; from < keys.length; from += 100) {
    const some = keys.slice(from, from + 100);
    const rows = await view('fragments').getMany(some.map((sk) => ({ pk: pagePartition(wikiId), sk })));
    rows.forEach((row, index) => row && existing.add(some[index] ?? ''));
  }
  return existing;
};

export interface TreeEntry {
  readonly kind: 'page' | 'folder';
  readonly key: string;
  readonly path: string;
  readonly title?: string;
  readonly at?: string;
  readonly byAgent?: boolean;
}

/** What stands in a folder: its pages by key, then its folders. */
export const treeEntries = async ({ view }: Asking, wikiId: WikiId, page: { readonly folder: string; readonly limit: number }): Promise<readonly TreeEntry[]> => {
  const pk = treePartition(wikiId, page.folder);
  const [pages, folders] = await Promise.all([view('fragments').query({ pk, prefix: 'page#', limit: page.limit }), view('fragments').query({ pk, prefix: 'folder#', limit: page.limit })]);
  return [...pages.rows, ...folders.rows].map(entryOf);
};

const entryOf = (row: Row): TreeEntry => {
  const [kind = '', ...key] = row.sk.split('#');
  const entry = { kind: kind === 'page' ? ('page' as const) : ('folder' as const), key: key.join('#'), path: String(row['path']) };
  if (entry.kind === 'folder') return entry;
  return { ...entry, title: String(row['title']), at: String(row['at']), byAgent: row['byAgent'] === true };
};

/** Titles and paths of every page, by key. */
export const allPages = async ({ view }: Asking, wikiId: WikiId): Promise<readonly { readonly title: string; readonly path: string }[]> => {
  const pages: { title: string; path: string }[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, next } = await view('fragments').query({ pk: pagePartition(wikiId), limit: 500, ...(after === undefined ? {} : { after }) });
    for (const row of rows) {
      const { title, path } = row['fragment'] as unknown as Fragment; // only registersOf writes it
      pages.push({ title, path });
    }
    if (next === undefined) return pages;
    after = next;
  }
};
