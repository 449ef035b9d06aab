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

const node = ({ key, page, folder }: Both, folders: OpenFolders, at: Standpoint): TreeNode => {
  const path = (page ?? folder)?.path ?? key;
  const open = folders.has(key);
  const children = open ? treeNodes(folders, at, key) : folder ? [unopened(path, at)] : [];
  const fresh = page?.byAgent === true && (page.at ?? '') > at.freshSince;
  return {
    name: page?.title ?? titleOfPath(path),
    href: `${at.base}/${hrefOfPage(path)}`,
    ...(key === at.current ? { current: true } : {}),
    ...(fresh ? { fresh: true } : {}),
    ...(open ? { open: true } : {}),
    ...(children.length > 0 ? { children } : {}),
  };
};

/** What a folder that is not on the way to the page says of its inside: where to see it. */
const unopened = (path: string, at: Standpoint): TreeNode => ({ name: '…', href: `${at.base}/${hrefOfPage(path)}` });

const collator = new Intl.Collator('en', { numeric: true });
const byKindAndName = (a: TreeNode, b: TreeNode): number => Number(b.children !== undefined) - Number(a.children !== undefined) || collator.compare(a.name, b.name);
