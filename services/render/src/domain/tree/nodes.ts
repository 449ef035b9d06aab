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

/**
 * The top of the tree, opened towards the page on screen; folders first, both by name. What is closed comes from memory as long as
 * its folder stays the same, so that most of a tree is neither sorted nor drawn again.
 */
export const treeNodes = (folders: OpenFolders, at: Standpoint, folder = ''): readonly TreeNode[] =>
  closedNodes(folders.get(folder) ?? [], at).map(({ key, node }) => {
    const open = folders.has(key);
    if (!open && key !== at.current) return node;
    return { ...node, ...(open ? { open, children: treeNodes(folders, at, key) } : {}), ...(key === at.current ? { current: true } : {}) };
  });

interface Keyed {
  readonly key: string;
  readonly node: TreeNode;
}

const remembered = new WeakMap<readonly FolderEntry[], Map<string, readonly Keyed[]>>();

const closedNodes = (entries: readonly FolderEntry[], at: Standpoint): readonly Keyed[] => {
  const standpoint = `${at.base} ${at.freshSince}`;
  const known = remembered.get(entries) ?? new Map<string, readonly Keyed[]>();
  const nodes = known.get(standpoint) ?? sortedNodes(entries, at);
  if (known.size < MOST_STANDPOINTS) known.set(standpoint, nodes);
  remembered.set(entries, known);
  return nodes;
};

/** Of one folder: a wiki has one address, and what counts as fresh moves on by the hour. */
const MOST_STANDPOINTS = 4;

/** A page and a folder of one name are one node. */
const sortedNodes = (entries: readonly FolderEntry[], at: Standpoint): readonly Keyed[] => {
  const merged = new Map<string, { page?: FolderEntry; folder?: FolderEntry }>();
  for (const entry of entries) merged.set(entry.key, { ...merged.get(entry.key), [entry.kind]: entry });
  return [...merged].map(([key, both]) => ({ key, node: closedNode({ key, ...both }, at) })).sort((a, b) => byKindAndName(a.node, b.node));
};

interface Both {
  readonly key: string;
  readonly page?: FolderEntry;
  readonly folder?: FolderEntry;
}

const closedNode = ({ key, page, folder }: Both, at: Standpoint): TreeNode => {
  const path = (page ?? folder)?.path ?? key;
  return {
    name: page?.title ?? titleOfPath(path),
    href: `${at.base}/${hrefOfPage(path)}`,
    ...(isFresh(page, at) ? { fresh: true } : {}),
    ...(folder ? { children: [unopened(folder.path, at)] } : {}),
  };
};

const isFresh = (page: FolderEntry | undefined, { freshSince }: Standpoint): boolean =>
  page?.byAgent === true && (page.at ?? '') > freshSince;

/** What a folder that is not on the way to the page says of its inside: where to see it. */
const unopened = (path: string, at: Standpoint): TreeNode => ({ name: '…', href: `${at.base}/${hrefOfPage(path)}` });

const collator = new Intl.Collator('en', { numeric: true });
const byKindAndName = (a: TreeNode, b: TreeNode): number =>
  Number(b.children !== undefined) - Number(a.children !== undefined) || collator.compare(a.name, b.name);
