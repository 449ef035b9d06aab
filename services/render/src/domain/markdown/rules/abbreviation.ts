import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RenderRule } from 'markdown-it/lib/renderer.mjs';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';
import type { RenderState } from '../render-state.ts';
import { lineAt } from './lines.ts';

const DEFINITION = /^\*\[([^[\]\n]{1,60})\]:[ \t]*(\S.*)$/;
const WORD = /[\p{L}\p{N}\p{M}_]+/gu;
const FIRST_WORD = /^[\p{L}\p{N}\p{M}_]+/u;
const IN_WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Of those that begin with one word; bounds the comparing. */
const MOST_ALIKE = 10;

const definitionIn = (line = ''): { readonly short: string; readonly long: string } | undefined => {
  const [, short = '', long = ''] = DEFINITION.exec(line) ?? [];
  return short.trim() === '' ? undefined : { short, long: long.trim() };
};

/** `*[HTML]: Hyper Text` says what a short form stands for, wherever it occurs. */
export const abbreviationDefinition: RuleBlock = (state, ...[line, , silent]) => {
  const found = definitionIn(lineAt(state, line));
  if (!found) return false;
  if (silent) return true;
  const { abbreviations } = state.env as RenderState;
  if (!abbreviations.has(found.short)) abbreviations.set(found.short, found.long);
  state.line = line + 1;
  return true;
};

type ByFirstWord = ReadonlyMap<string, readonly string[]>;

/** Short forms by the word they begin with, or by their first sign; longer ones first. */
const byFirstWord = (abbreviations: RenderState['abbreviations']): ByFirstWord => {
  const groups = new Map<string, string[]>();
  for (const short of abbreviations.keys()) {
    const first = FIRST_WORD.exec(short)?.[0];
    const group = (first !== undefined && groups.get(first)) || [];
    if (first !== undefined && group.length < MOST_ALIKE) groups.set(first, [...group, short]);
  }
  for (const [first, group] of groups)
    groups.set(
      first,
      group.sort((a, b) => b.length - a.length),
    );
  return groups;
};

const endsHere = (text: string, at: number): boolean => !IN_WORD.test(text.charAt(at)) || !IN_WORD.test(text.charAt(at - 1));

interface Found {
  readonly at: number;
  readonly short: string;
}

const foundIn = (text: string, known: ByFirstWord): readonly Found[] => {
  const found: Found[] = [];
  let free = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (index < free) continue;
    const short = known.get(word)?.find((one) => text.startsWith(one, index) && endsHere(text, index + one.length));
    if (short === undefined) continue;
    found.push({ at: index, short });
    free = index + short.length;
  }
  return found;
};

const piecesOf = (token: Token, found: readonly Found[], { Token: Make }: StateCore): Token[] => {
  const pieces: Token[] = [];
  let from = 0;
  const text = (end: number): void => {
    const piece = new Make('text', '', 0);
    piece.content = token.content.slice(from, end);
    if (piece.content !== '') pieces.push(piece);
  };
  for (const { at, short } of found) {
    text(at);
    const piece = new Make('abbreviation', 'abbr', 0);
    piece.content = short;
    pieces.push(piece);
    from = at + short.length;
  }
  text(token.content.length);
  return pieces;
};

/** Marks every short form in running text. */
export const abbreviations = (state: StateCore): void => {
  const { abbreviations: defined } = state.env as RenderState;
  if (defined.size === 0) return;
  const known = byFirstWord(defined);
  for (const inline of state.tokens) {
    if (!inline.children) continue;
    inline.children = inline.children.flatMap((token) => {
      const found = token.type === 'text' ? foundIn(token.content, known) : [];
      return found.length === 0 ? [token] : piecesOf(token, found, state);
    });
  }
};

export const abbreviation: RenderRule = (tokens, at, ...[, env]) => {
  const short = tokens[at]?.content ?? '';
  const long = (env as RenderState).abbreviations.get(short) ?? '';
  return `<abbr title="${escapeHtml(long)}">${escapeHtml(short)}</abbr>`;
};
