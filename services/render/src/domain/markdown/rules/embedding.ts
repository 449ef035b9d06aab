import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import { escapeHtml } from '../../templates/html.ts';
import type { Builder } from '../embeddings/embedding.ts';
import { optionsOf } from '../embeddings/options.ts';
import { EMBEDDINGS } from '../embeddings/table.ts';
import type { RenderState } from '../render-state.ts';
import { isInside, lineAt, parseInside } from './lines.ts';

const OPENING = /^\{\{[ \t]*([A-Za-z][A-Za-z0-9 _-]{0,40}?)[ \t]*(?=\||\}\}[ \t]*$|$)/;
/** A row of a table has a bar behind its value, an option has none. */
const OPTION = /^\|[ \t]*([^|=\n]{1,80}?)[ \t]*=((?:[^|\\\n]|\\[^\n])*)$/;

type Option = readonly [name: string, value: string];

const optionIn = (text: string): Option | undefined => {
  const found = OPTION.exec(text);
  return found ? [found[1] ?? '', (found[2] ?? '').replace(/\\([|=])/g, '$1').trim()] : undefined;
};

/** `|a=b |c=d` on one line. */
const optionsIn = (text: string): readonly Option[] =>
  [...text.matchAll(/\|(?:[^|\\]|\\[^])*/g)].flatMap(([one]) => {
    const option = optionIn(one.trimEnd());
    return option ? [option] : [];
  });

const CLOSING = /\}\}[ \t]*$/;

const textOf = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);

/** Pairs openings and ends from a line on, until what opened there is closed; every line is looked at once. */
const pairFrom = (state: StateBlock, from: number, { ends }: RenderState['embeddings']): number => {
  const open: number[] = [];
  for (let line = from; line < state.lineMax; line += 1) {
    if (!isInside(state, line)) return line;
    const text = textOf(state, line);
    const closes = CLOSING.test(text);
    if (OPENING.test(text)) open.push(line);
    const opened = closes ? open.pop() : undefined;
    if (opened !== undefined) ends.set(opened, line);
    if (open.length === 0) return line + 1;
  }
  return state.lineMax;
};

/** The line that closes what opens here, with what is embedded inside counted. */
const lastLine = (state: StateBlock, from: number): number | undefined => {
  const { embeddings } = state.env as RenderState;
  if (from >= embeddings.seenTo) embeddings.seenTo = pairFrom(state, from, embeddings);
  return embeddings.ends.get(from);
};

interface Written {
  readonly name: string;
  readonly options: readonly Option[];
  /** Lines of the body. */
  readonly from: number;
  readonly to: number;
}

/** Options end with the first line that is none. The last line counts as far as its closing signs. */
const readOptions = (state: StateBlock, from: number, last: number): { readonly options: readonly Option[]; readonly line: number } => {
  const options: Option[] = [];
  for (let line = from; line <= last; line += 1) {
    const text = lineAt(state, line) ?? '';
    const option = optionIn((line === last ? text.replace(CLOSING, '') : text).trimEnd());
    if (!option) return { options, line };
    options.push(option);
  }
  return { options, line: last + 1 };
};

const written = (state: StateBlock, from: number, last: number): Written => {
  const first = lineAt(state, from) ?? '';
  const [whole = '', name = ''] = OPENING.exec(first) ?? [];
  const inFirst = optionsIn((from === last ? first.replace(CLOSING, '') : first).slice(whole.length));
  const { options, line } = readOptions(state, from + 1, last);
  return { name, options: [...inFirst, ...options], from: line, to: last };
};

const startOf = (state: StateBlock, line: number): number => {
  // Lines of the body begin where their container does.
  const indent = Math.min(state.tShift[line] ?? 0, Math.max(0, state.blkIndent));
  return (state.bMarks[line] ?? 0) + indent;
};

/** The last line counts as far as its closing signs. */
const parseBody = (state: StateBlock, { from, to }: Written): void => {
  const end = state.eMarks[to] ?? 0;
  const text = state.src.lastIndexOf('}}', end);
  const hasText = to >= from && state.src.slice(startOf(state, to), text).trim() !== '';
  const lines = Array.from({ length: Math.max(0, to - from + Number(hasText)) }, (_, at) => startOf(state, from + at));
  if (hasText) state.eMarks[to] = text;
  // Counted, because embeddings inside embeddings would otherwise go as deep as anybody likes.
  state.level += 1;
  parseInside(state, { from, starts: lines });
  state.level -= 1;
  state.eMarks[to] = end;
};

const builderFor = (state: StateBlock, embedded: Written): Builder => ({
  options: optionsOf(embedded.options),
  state: state.env as RenderState,
  push: (type, tag, nesting) => state.push(type, tag, nesting),
  inline: (text) => {
    const token = state.push('inline', '', 0);
    token.content = text;
    token.children = [];
  },
  markup: (html) => {
    state.push('own_markup', '', 0).content = html;
  },
  body: () => parseBody(state, embedded),
  bodyText: () => state.getLines(embedded.from, embedded.to, state.blkIndent, false),
});

/** `{{Name`, options `|key=value`, Markdown, `}}`. */
export const embedding: RuleBlock = (state, ...[from, end, silent]) => {
  const first = lineAt(state, from);
  if (first === undefined || !OPENING.test(first)) return false;
  const last = lastLine(state, from);
  if (last === undefined || last >= end) return false;
  if (silent) return true;
  const embedded = written(state, from, last);
  const build = EMBEDDINGS.get(embedded.name.toLowerCase().replace(/[\s_-]+/g, ''));
  if (build) build(builderFor(state, embedded));
  else unknown(state, embedded.name);
  state.line = last + 1;
  return true;
};

const unknown = (state: StateBlock, name: string): void => {
  const { texts } = state.env as RenderState;
  state.push('own_markup', '', 0).content =
    `<p class="problem">${escapeHtml(texts.unknownEmbedding)} <code>${escapeHtml(name)}</code></p>\n`;
};

export const ownMarkup: RenderRule = (tokens, at) => tokens[at]?.content ?? '';
