import { fill } from '../texts/fill.ts';
import type { Texts } from '../texts/texts.ts';
import { html, type Markup } from './html.ts';
import { icon } from './icons.ts';

/** One entry of the page tree. */
export interface TreeNode {
  readonly name: string;
  readonly href: string;
  readonly current?: boolean;
  /** An agent changed it lately. */
  readonly fresh?: boolean;
  readonly open?: boolean;
  readonly children?: readonly TreeNode[];
  /** How many further children are not listed here; they are in the index. */
  readonly more?: number;
}

interface Drawing {
  readonly t: Texts;
  readonly index: string;
}

const dot = (t: Texts): Markup =>
  html`<span class="fresh" title="${t.freshByAgent}"><span class="unseen">(${t.freshByAgent})</span></span>`;

const link = ({ name, href, current, fresh }: TreeNode, t: Texts): Markup =>
  html`<a href="${href}" ${current === true && html` aria-current="page"`}
    ><span class="name">${name}</span>${fresh === true && dot(t)}</a
  >`;

const rest = (count: number | undefined, { t, index }: Drawing): Markup | false =>
  count !== undefined && count > 0 && html`<li><a class="more" href="${index}">${fill(t.morePages, { count })}</a></li>`;

const entry = (node: TreeNode, drawing: Drawing): Markup => {
  if (!node.children || node.children.length === 0) return html`<li>${link(node, drawing.t)}</li>`;
  return html`<li class="branch">${link(node, drawing.t)}<details${node.open === true && html` open`}><summary aria-label="${node.name}">${icon('chevron')}</summary><ul>${node.children.map((child) => entryOnce(child, drawing))}${rest(node.more, drawing)}</ul></details></li>`;
};

/** Nodes are never changed, so what was drawn of one stays true, per language. */
const drawn = new WeakMap<TreeNode, Map<Texts, Markup>>();

const entryOnce = (node: TreeNode, drawing: Drawing): Markup => {
  const known = drawn.get(node) ?? new Map<Texts, Markup>();
  const markup = known.get(drawing.t) ?? entry(node, drawing);
  drawn.set(node, known.set(drawing.t, markup));
  return markup;
};

/** The tree as nested lists; folders fold without browser code. */
export const treeList = (nodes: readonly TreeNode[], more: number | undefined, drawing: Drawing): Markup =>
  html`<ul class="tree">
    ${nodes.map((node) => entryOnce(node, drawing))}${rest(more, drawing)}
  </ul>`;
