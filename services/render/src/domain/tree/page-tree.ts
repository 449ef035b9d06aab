import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import type { TreeNode } from '../templates/tree.ts';

/** A page as the tree knows it. */
export interface TreePage {
  readonly path: string;
  /** An agent changed it lately. */
  readonly fresh?: boolean;
}

/** Folders and pages by name; a folder need not be a page. Built once per change of the set of pages. */
export interface Branch {
  readonly name: string;
  readonly path: string;
  readonly fresh: boolean;
  readonly children: ReadonlyMap<string, Branch>;
  /** Everything below, itself not counted. */
  readonly size: number;
}

interface Growing extends Branch {
  fresh: boolean;
  size: number;
  readonly children: Map<string, Growing>;
}

const sprout = (path: string): Growing => ({ name: titleOfPath(path), path, fresh: false, size: 0, children: new Map() });

const childOf = (parent: Growing, segment: string): Growing => {
  const key = segment.toLowerCase();
  const known = parent.children.get(key);
  if (known) return known;
  const child = sprout(parent.path === '' ? segment : `${parent.path}/${segment}`);
  parent.children.set(key, child);
  return child;
};

const plant = (root: Growing, { path, fresh }: TreePage): void => {
  let branch = root;
  for (const segment of path.split('/').filter(Boolean)) {
    branch.size += 1;
    branch = childOf(branch, segment);
  }
  branch.fresh = fresh === true;
};

const { compare } = new Intl.Collator('en', { numeric: true });

const sorted = (branch: Growing): Branch => ({
  ...branch,
  children: new Map([...branch.children].toSorted(([, a], [, b]) => compare(a.name, b.name)).map(([key, child]) => [key, sorted(child)])),
});

export const pageTree = (pages: readonly TreePage[]): Branch => {
  const root = sprout('');
  for (const page of pages) plant(root, page);
  return sorted(root);
};

/** Up to so many pages the whole tree is sent, folded; above, only the way to the current page is unfolded. */
const WHOLE = 300;
/** Children of one folder that are listed at most; the index has the others. */
const WIDEST = 100;

interface View {
  readonly base: string;
  readonly here: readonly string[];
  readonly isWhole: boolean;
}

/** Those around the current one, so that it is always in sight. */
const around = (children: readonly (readonly [string, Branch])[], current: string | undefined): readonly (readonly [string, Branch])[] => {
  if (children.length <= WIDEST) return children;
  const at = Math.max(0, children.findIndex(([key]) => key === current));
  const from = Math.min(Math.max(0, at - WIDEST / 2), children.length - WIDEST);
  return children.slice(from, from + WIDEST);
};

const nodeOf = (branch: Branch, onWay: boolean, depth: number, view: View): TreeNode => {
  const isCurrent = onWay && depth === view.here.length;
  const listed = onWay || view.isWhole ? below(branch, onWay, depth, view) : { nodes: [], more: 0 };
  return {
    name: branch.name,
    href: `${view.base}/${hrefOfPage(branch.path)}`,
    ...(isCurrent && { current: true }),
    ...(branch.fresh && { fresh: true }),
    ...(onWay && { open: true }),
    ...(listed.nodes.length > 0 && { children: listed.nodes }),
    ...(listed.more > 0 && { more: listed.more }),
  };
};

const below = (branch: Branch, onWay: boolean, depth: number, view: View): { readonly nodes: readonly TreeNode[]; readonly more: number } => {
  const current = onWay ? view.here[depth] : undefined;
  const children = [...branch.children];
  const listed = around(children, current);
  return { nodes: listed.map(([key, child]) => nodeOf(child, key === current, depth + 1, view)), more: children.length - listed.length };
};

/**
 * What the sidebar lists while the page at `path` is open. Costs what it lists, not what the wiki holds. `base` is the
 * wiki's address without a slash at its end.
 */
export const treeFor = (root: Branch, path: string, base: string): { readonly tree: readonly TreeNode[]; readonly treeMore: number } => {
  const here = path.split('/').filter(Boolean).map((segment) => segment.toLowerCase());
  const { nodes, more } = below(root, true, 0, { base, here, isWhole: root.size <= WHOLE });
  return { tree: nodes, treeMore: more };
};
