import MarkdownIt from 'markdown-it';
import mark from 'markdown-it-mark';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { isFollowable } from './address.ts';
import type { RenderState } from './render-state.ts';
import { abbreviation, abbreviationDefinition, abbreviations } from './rules/abbreviation.ts';
import { alertOpen, alerts } from './rules/alert.ts';
import { boxClose, boxes, boxMark, boxOpen, boxTitleOpen } from './rules/box.ts';
import { codeBlock } from './rules/code-block.ts';
import { embedding, ownMarkup } from './rules/embedding.ts';
import { footnoteDefinition, footnoteReference, footnoteSection } from './rules/footnote.ts';
import { footnoteMark, noteEnd, noteOpen, notesClose, notesOpen, waysBack } from './rules/footnote-shapes.ts';
import { headingAnchor, headingAnchors } from './rules/heading-anchor.ts';
import { imageRule } from './rules/image.ts';
import { linkAddresses } from './rules/link-address.ts';
import { loneBracket } from './rules/lone-bracket.ts';
import { fold, spoiler, spoilerOpen } from './rules/marked-lines.ts';
import { mathBlock, mathInCode, mathInline, mathShape } from './rules/math.ts';
import { noticeHtml } from './rules/notice-html.ts';
import { cellOpen, tableClose, tableOpen } from './rules/table-frame.ts';
import { tablePipes } from './rules/table-pipes.ts';
import { taskBox, taskList } from './rules/task-list.ts';
import { tildes } from './rules/tildes.ts';
import { embeddedFile, slotShape, transclusion } from './rules/transclusion.ts';
import { wikiLink } from './rules/wiki-link.ts';

/** What may break into a paragraph, a quote or a list without an empty line before it. */
const INTERRUPTS = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
const DEFINES = { alt: ['paragraph', 'reference'] };

const addBlocks = ({ block: { ruler } }: MarkdownIt): void => {
  ruler.before('blockquote', 'spoiler', spoiler, INTERRUPTS);
  ruler.before('blockquote', 'fold', fold, INTERRUPTS);
  ruler.before('hr', 'box_mark', boxMark, INTERRUPTS);
  ruler.before('hr', 'math_block', mathBlock, INTERRUPTS);
  ruler.before('hr', 'embedding', embedding, INTERRUPTS);
  ruler.before('hr', 'transclusion', transclusion);
  ruler.before('reference', 'footnote', footnoteDefinition, DEFINES);
  ruler.before('list', 'abbreviation', abbreviationDefinition, DEFINES);
};

const addInlines = ({ inline: { ruler } }: MarkdownIt): void => {
  ruler.after('text', 'lone_bracket', loneBracket);
  ruler.after('escape', 'math', mathInline);
  ruler.before('strikethrough', 'tildes', tildes);
  ruler.before('link', 'wiki_link', wikiLink);
  ruler.before('wiki_link', 'embedded_file', embeddedFile);
  ruler.before('wiki_link', 'footnote_reference', footnoteReference);
};

/** What is done to the whole text, in this order. */
const addPasses = ({ core: { ruler } }: MarkdownIt): void => {
  ruler.before('inline', 'alert', alerts);
  ruler.before('inline', 'boxes', boxes);
  ruler.push('task_list', taskList);
  ruler.push('math_in_code', ({ tokens }) => mathInCode(tokens));
  ruler.push('abbreviations', abbreviations);
  ruler.push('heading_anchor', headingAnchors);
  ruler.push('link_address', linkAddresses);
  ruler.push('footnote_section', footnoteSection);
  ruler.push('notice_html', noticeHtml);
};

const shapes = (md: MarkdownIt): Readonly<Record<string, RenderRule>> => ({
  abbreviation,
  alert_open: alertOpen,
  box_open: boxOpen,
  box_close: boxClose,
  box_title_open: boxTitleOpen,
  code_block: codeBlock,
  fence: codeBlock,
  footnote_ref: footnoteMark,
  heading_anchor: headingAnchor,
  image: imageRule(md),
  math_block: mathShape(true, '<p>', '</p>\n'),
  math_display: mathShape(true),
  math_inline: mathShape(false),
  note_close: waysBack,
  note_end: noteEnd,
  note_open: noteOpen,
  notes_close: notesClose,
  notes_open: notesOpen,
  own_markup: ownMarkup,
  s_open: () => '<del>',
  s_close: () => '</del>',
  slot: slotShape,
  spoiler_open: spoilerOpen,
  fold_open: () => '<details class="fold">\n',
  fold_close: () => '</details>\n',
  spoiler_close: () => '</details>\n',
  table_open: tableOpen,
  table_close: tableClose,
  td_open: cellOpen,
  th_open: cellOpen,
  task_box: taskBox,
  transclusion: slotShape,
});

const create = (): MarkdownIt => {
  const md = new MarkdownIt('default', { html: true, linkify: true });
  // A bare `name.md` is a file name far more often than a site in Moldova.
  md.linkify.set({ fuzzyLink: false });
  md.validateLink = isFollowable;
  md.use(mark);
  md.block.ruler.at('table', tablePipes(md), { alt: ['paragraph', 'reference'] });
  addBlocks(md);
  addInlines(md);
  addPasses(md);
  Object.assign(md.renderer.rules, shapes(md));
  return md;
};

// Holds no state between texts: all of it is in the RenderState that comes with each.
const parser = create();

export const parse = (markdown: string, state: RenderState): Token[] => parser.parse(markdown, state);

export const write = (tokens: Token[], state: RenderState): string => parser.renderer.render(tokens, parser.options, state);
