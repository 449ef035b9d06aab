import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RuleInline } from 'markdown-it/lib/parser_inline.mjs';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { drawMath } from '../draw-math.ts';
import type { RenderState } from '../render-state.ts';
import { isInside, lineAt } from './lines.ts';

/** Longer than any formula in a line; bounds the search for its end. */
const LONGEST = 1_000;
const INLINE = /^\$(?![\s$])((?:[^$\\]|\\[^])*?)(?<!\s)\$(?!\d)/;
const DISPLAY = /^\$\$((?:[^$\\]|\\[^])+)\$\$/;

const pushMath = (state: StateInline, tex: string, isDisplay: boolean): void => {
  const token = state.push(isDisplay ? 'math_display' : 'math_inline', 'math', 0);
  token.content = tex;
};

/** `$x^2$` and `$$x^2$$` in running text; `$5 and $10` stays what it is. */
export const mathInline: RuleInline = (state, silent) => {
  const { src, pos, posMax } = state;
  if (src[pos] !== '$') return false;
  const rest = src.slice(pos, Math.min(posMax, pos + LONGEST));
  const isDisplay = rest.startsWith('$$');
  const found = (isDisplay ? DISPLAY : INLINE).exec(rest);
  if (!found) return false;
  if (!silent) pushMath(state, found[1] ?? '', isDisplay);
  state.pos += found[0].length;
  return true;
};

/** A code span that holds a formula in dollar signs is one: `` `$y$` `` is how it is written where dollars are money. */
export const mathInCode = (tokens: readonly Token[]): void => {
  for (const { children } of tokens) {
    for (const token of children ?? []) {
      const tex = token.type === 'code_inline' && token.markup === '`' ? /^\$(\S|\S[^]*\S)\$$/.exec(token.content)?.[1] : undefined;
      if (tex === undefined) continue;
      token.type = 'math_inline';
      token.content = tex.replace(/^\$([^]*)\$$/, '$1');
    }
  }
};

const CLOSING = '$$';

/** Where the text last ends a block of math; looked up once, so that unclosed ones cost nothing. */
const lastClosing = (state: StateBlock): number => {
  const env = state.env as RenderState;
  env.lastMathEnd ??= /^[^]*\$\$(?=[ \t]*(?:\n|$))/.exec(state.src)?.[0].length ?? 0;
  return env.lastMathEnd;
};

const endOf = (state: StateBlock, from: number, end: number): number | undefined => {
  if (lastClosing(state) <= (state.eMarks[from] ?? 0)) return undefined;
  for (let line = from + 1; line < end; line += 1) {
    if (!isInside(state, line)) return undefined;
    if (state.src.slice(state.bMarks[line], state.eMarks[line]).trimEnd().endsWith(CLOSING)) return line;
  }
  return undefined;
};

const pushBlock = (state: StateBlock, tex: string, lines: readonly [from: number, next: number]): true => {
  const token = state.push('math_block', 'math', 0);
  token.content = tex;
  token.map = [...lines];
  state.line = lines[1];
  return true;
};

/** `$$` … `$$` on lines of their own. One that is never closed is no math. */
export const mathBlock: RuleBlock = (state, ...[from, end, silent]) => {
  const first = (lineAt(state, from) ?? '').trimEnd();
  if (!first.startsWith(CLOSING)) return false;
  const closing = first.indexOf(CLOSING, 2);
  if (closing !== -1) return closing === first.length - 2 && (silent || pushBlock(state, first.slice(2, -2), [from, from + 1]));
  const last = endOf(state, from, end);
  if (last === undefined || silent) return last !== undefined;
  const inside = state.getLines(from + 1, last + 1, state.blkIndent, false).trimEnd();
  return pushBlock(state, `${first.slice(2)}\n${inside.slice(0, -2)}`, [from, last + 1]);
};

export const mathShape =
  (isDisplay: boolean, before = '', behind = ''): RenderRule =>
  (tokens, at, ...[, env]) =>
    before + drawMath(tokens[at]?.content ?? '', isDisplay, env as RenderState) + behind;
