import { isDelimiterRow } from '@wikibot/platform/page/block-starts';
import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import { escapeHtml } from '../../templates/html.ts';
import type { RenderState } from '../render-state.ts';
import { isInside, lineAt, parseInside } from './lines.ts';

/** Offset behind the mark and one space, when the line carries it. */
const startBehind = (state: StateBlock, line: number, mark: string): number | undefined => {
  const text = lineAt(state, line);
  if (text === undefined || !text.startsWith(mark) || !isInside(state, line)) return undefined;
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0) + mark.length;
  return state.src[start] === ' ' ? start + 1 : start;
};

const startsBehind = (state: StateBlock, from: number, { mark, end }: { readonly mark: string; readonly end: number }): number[] => {
  const starts: number[] = [];
  for (let line = from; line < end; line += 1) {
    const start = startBehind(state, line, mark);
    if (start === undefined) break;
    starts.push(start);
  }
  return starts;
};

const wrapped = (state: StateBlock, type: string, inside: () => void): void => {
  state.push(`${type}_open`, 'details', 1);
  inside();
  state.push(`${type}_close`, 'details', -1);
};

const lineFrom = (state: StateBlock, line: number, start: number): string => state.src.slice(start, state.eMarks[line]);

/** `>! text` on every line hides it until it is asked for; `>![image](…)` is an ordinary quote. */
export const spoiler: RuleBlock = (state, ...[from, end, silent]) => {
  if (!/^>!(?!\[)/.test(lineAt(state, from) ?? '')) return false;
  if (silent) return true;
  const starts = startsBehind(state, from, { mark: '>!', end });
  wrapped(state, 'spoiler', () => parseInside(state, { from, starts }));
  state.line = from + starts.length;
  return true;
};

const HEADING = /^#{1,6}[ \t]+(.*?)(?:[ \t]+#*)?[ \t]*$/;

const headOf = (state: StateBlock, line: number, start = 0): string | undefined => HEADING.exec(lineFrom(state, line, start))?.[1];

const summary = (state: StateBlock, title: string): void => {
  state.push('summary_open', 'summary', 1);
  const inline = state.push('inline', '', 0);
  inline.content = title;
  inline.children = [];
  state.push('summary_close', 'summary', -1);
};

/** A second line that begins a table makes it a table in a quote: `>| a |` over `>|---|`. */
const isTable = (state: StateBlock, from: number, starts: readonly number[]): boolean => {
  const [header = '', row = ''] = starts.slice(0, 2).map((start, at) => `|${lineFrom(state, from + at, start)}`);
  return isDelimiterRow(row.trimEnd(), header.trimEnd());
};

/** `>| # Head` and `>| text` fold the text under its head; a head alone stays a quote. */
export const fold: RuleBlock = (state, ...[from, end, silent]) => {
  if (!lineAt(state, from)?.startsWith('>|')) return false;
  const starts = startsBehind(state, from, { mark: '>|', end });
  const head = headOf(state, from, starts[0]);
  if ((head !== undefined && starts.length === 1) || isTable(state, from, starts)) return false;
  if (silent) return true;
  wrapped(state, 'fold', () => {
    summary(state, head || '…');
    parseInside(state, head === undefined ? { from, starts } : { from: from + 1, starts: starts.slice(1) });
  });
  state.line = from + starts.length;
  return true;
};

export const spoilerOpen: RenderRule = (_tokens, _at, ...[, env]) =>
  `<details class="spoiler">\n<summary>${escapeHtml((env as RenderState).texts.spoiler)}</summary>\n`;
