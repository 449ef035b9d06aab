import MarkdownIt from 'markdown-it';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { isFollowable } from './address.ts';
import type { RenderState } from './render-state.ts';
import { alertOpen, alerts } from './rules/alert.ts';
import { codeBlock } from './rules/code-block.ts';
import { headingAnchor, headingAnchors } from './rules/heading-anchor.ts';
import { imageRule } from './rules/image.ts';
import { linkAddresses } from './rules/link-address.ts';
import { noticeHtml } from './rules/notice-html.ts';
import { cellOpen, tableClose, tableOpen } from './rules/table-frame.ts';
import { tablePipes } from './rules/table-pipes.ts';
import { taskBox, taskList } from './rules/task-list.ts';
import { wikiLink } from './rules/wiki-link.ts';

/** What the dialect adds to CommonMark and the tables and strikethrough of markdown-it, in order of work. */
const addRules = (md: MarkdownIt): void => {
  md.block.ruler.at('table', tablePipes(md), { alt: ['paragraph', 'reference'] });
  md.inline.ruler.before('link', 'wiki_link', wikiLink);
  md.core.ruler.before('inline', 'alert', alerts);
  md.core.ruler.push('task_list', taskList);
  md.core.ruler.push('heading_anchor', headingAnchors);
  md.core.ruler.push('link_address', linkAddresses);
  md.core.ruler.push('notice_html', noticeHtml);
};

const shapes = (md: MarkdownIt): Readonly<Record<string, RenderRule>> => ({
  alert_open: alertOpen,
  code_block: codeBlock,
  fence: codeBlock,
  heading_anchor: headingAnchor,
  image: imageRule(md),
  s_open: () => '<del>',
  s_close: () => '</del>',
  table_open: tableOpen,
  table_close: tableClose,
  td_open: cellOpen,
  th_open: cellOpen,
  task_box: taskBox,
});

const create = (): MarkdownIt => {
  const md = new MarkdownIt('default', { html: true, linkify: true });
  // A bare `name.md` is a file name far more often than a site in Moldova.
  md.linkify.set({ fuzzyLink: false });
  md.validateLink = isFollowable;
  addRules(md);
  Object.assign(md.renderer.rules, shapes(md));
  return md;
};

// Holds no state between texts: all of it is in the RenderState that comes with each.
const parser = create();

export const parse = (markdown: string, state: RenderState): Token[] => parser.parse(markdown, state);

export const write = (tokens: Token[], state: RenderState): string => parser.renderer.render(tokens, parser.options, state);
