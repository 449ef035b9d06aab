/** Lists that a page shows of what is there when it is read. */
import type { Served } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage, pageKey, titleOfPath } from '@wikibot/platform/page/page-path';
import { matchesGlob } from '../domain/markdown/glob.ts';
import type { Slot } from '../domain/markdown/render-state.ts';
import type { Markup } from '../domain/templates/html.ts';
import type { IndexNode } from '../domain/templates/inserts.ts';
import { embeddedIndex, fileList } from '../domain/templates/inserts.ts';
import { texts } from '../domain/texts/texts.ts';
import type { FolderEntry } from '../domain/tree/nodes.ts';
import type { Ports } from '../ports.ts';
import { filesOf } from '../views/attached-files.ts';
import { folderEntries } from '../views/fragments.ts';
import { localeOf } from './shell.ts';
import { authorOf, baseOf, readable, wikiOf } from './wiki-screen.ts';

const MOST = { pages: 500, deep: 10, entries: 200 } as const;

type IndexSlot = Extract<Slot, { kind: 'index' }>;

interface Gathering {
  readonly served: Served;
  readonly ports: Ports;
  readonly slot: IndexSlot;
  left: number;
}

const wanted = ({ slot }: Gathering, { path, title }: FolderEntry): boolean => {
  const below = path.slice(slot.path.length + 1);
  return slot.pattern.includes('/') ? matchesGlob(below, slot.pattern) : matchesGlob(title ?? titleOfPath(path), slot.pattern);
};

/** What one name stands for: a page, a folder, or both. */
interface Named {
  readonly key: string;
  readonly path: string;
  readonly title: string | undefined;
  readonly page: FolderEntry | undefined;
  readonly isFolder: boolean;
}

const named = (entries: readonly FolderEntry[]): readonly Named[] =>
  [...Map.groupBy(entries, ({ key }) => key)].map(([key, both]) => {
    const page = both.find(({ kind }) => kind === 'page');
    return { key, page, title: page?.title, path: (page ?? both[0])?.path ?? key, isFolder: both.some(({ kind }) => kind === 'folder') };
  });

const hrefIn = ({ served }: Gathering, path: string): string => `${baseOf(wikiOf(served))}/${hrefOfPage(path)}`;

/** A folder without anything that is wanted is none. */
const nodeOf = async (gathering: Gathering, { key, path, title, page, isFolder }: Named, depth: number): Promise<readonly IndexNode[]> => {
  const isShown = page !== undefined && wanted(gathering, page);
  if (isShown) gathering.left -= 1;
  const children = isFolder && depth < MOST.deep ? await nodesIn(gathering, key, depth + 1) : [];
  return isShown || children.length > 0 ? [{ title: title ?? titleOfPath(path), href: hrefIn(gathering, path), children }] : [];
};

const nodesIn = async (gathering: Gathering, folder: string, depth: number): Promise<readonly IndexNode[]> => {
  const { served, ports } = gathering;
  const entries = readable(await folderEntries(ports, wikiOf(served).id, { folder, limit: MOST.entries }), served.auth);
  const nodes: IndexNode[] = [];
  for (const one of named(entries)) if (gathering.left > 0) nodes.push(...(await nodeOf(gathering, one, depth)));
  return sorted(nodes);
};

const collator = new Intl.Collator('en', { numeric: true });
const sorted = (nodes: readonly IndexNode[]): readonly IndexNode[] => nodes.toSorted((a, b) => collator.compare(a.title, b.title));

const flat = (nodes: readonly IndexNode[]): readonly IndexNode[] =>
  nodes.flatMap(({ title, href, children }) => [{ title, href, children: [] }, ...flat(children)]);

export const indexInsert = async (served: Served, ports: Ports, slot: IndexSlot): Promise<Markup> => {
  const nodes = await nodesIn({ served, ports, slot, left: MOST.pages }, pageKey(slot.path), 0);
  return embeddedIndex(slot.style === 'list' ? sorted(flat(nodes)) : nodes, texts(localeOf(served)));
};

export const attachmentsInsert = async (
  served: Served,
  ports: Ports,
  { path, pattern, format, caption }: Extract<Slot, { kind: 'attachments' }>,
): Promise<Markup> => {
  const wiki = wikiOf(served);
  const mayRead = pathPermits(served.auth.pathRules, path, 'read');
  const all = mayRead ? await filesOf(ports, wiki.id, path) : [];
  const files = await Promise.all(
    all
      .filter(({ name }) => matchesGlob(name, pattern))
      .map(async ({ name, page, bytes, at, actor }) => ({
        title: name,
        href: `${baseOf(wiki)}/${hrefOfPage(page)}/a/${encodeURIComponent(name)}`,
        bytes,
        at,
        by: await authorOf(ports, actor),
      })),
  );
  const locale = localeOf(served);
  return fileList({ files, format, caption, locale }, texts(locale));
};
