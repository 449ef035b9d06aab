/** The part of a wiki's tree that a page shows: the top, and the branch that leads to the page. */
import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import type { TreeNode } from '../templates/tree.ts';

export interface FolderEntry {
  readonly kind: 'page' | 'folder';
  readonly key: string;
  readonly path: string;
  readonly title?: string;
  readonly at?: string;
  readonly byAgent?: boolean;
}

/** The entries of each open folder, by its key; the empty key is the top. */
export type OpenFolders = ReadonlyMap<string, readonly FolderEntry[]>;

export interface Standpoint {
  readonly base: string;
  /** Key of the page on screen; empty on other screens. */
  readonly current: string;
  /** Changes of agents after this (ISO 8601) are marked. */
  readonly freshSince: string;
}

/** A page and a folder of one name are one node; folders come first, both by name. */
export const treeNodes = (folders: OpenFolders, at: Standpoint, folder = ''): readonly TreeNode[] => {
  const entries = folders.get(folder) ?? [];
  const merged = new Map<string, { page?: FolderEntry; folder?: FolderEntry }>();
  for (const entry of entries) merged.set(entry.key, { ...merged.get(entry.key), [entry.kind]: entry });
  return [...merged.entries()].map(([key, both]) => node({ key, ...both }, folders, at)).sort(byKindAndName);
};

interface Both {
  readonly key: string;
  readonly page?: FolderEntry;
  readonly folder?: FolderEntry;
}

const node = (both: Both, folders: OpenFolders, at: Standpoint): TreeNode => {
  const { key, page, folder } = both;
  const path = (page ?? folder)?.path ?? key;
  const open = folders.has(key);
  const children = childrenOf(both, folders, at);
  return {
    name: page?.title ?? titleOfPath(path),
    href: `${at.base}/${hrefOfPage(path)}`,
    ...marks({ current: key === at.current, fresh: isFresh(page, at), open }),
    ...(children.length > 0 ? { children } : {}),
  };
};

const childrenOf = ({ key, folder }: Both, folders: OpenFolders, at: Standpoint): readonly TreeNode[] => {
  if (folders.has(key)) return treeNodes(folders, at, key);
  return folder ? [unopened(folder.path, at)] : [];
};

const isFresh = (page: FolderEntry | undefined, { freshSince }: Standpoint): boolean => page?.byAgent === true && (page.at ?? '') > freshSince;

/** Only what is true is said. */
const marks = (all: Readonly<Record<'current' | 'fresh' | 'open', boolean>>): Partial<Record<'current' | 'fresh' | 'open', true>> =>
  Object.fromEntries(Object.entries(all).filter(([, holds]) => holds).map(([name]) => [name, true as const]));

/** What a folder that is not on the way to the page says of its inside: where to see it. */
const unopened = (path: string, at: Standpoint): TreeNode => ({ name: '…', href: `${at.base}/${hrefOfPage(path)}` });

const collator = new Intl.Collator('en', { numeric: true });
const byKindAndName = (a: TreeNode, b: TreeNode): number => Number(b.children !== undefined) - Number(a.children !== undefined) || collator.compare(a.name, b.name);
