import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RuleInline } from 'markdown-it/lib/parser_inline.mjs';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type Token from 'markdown-it/lib/token.mjs';
import type { RenderState } from '../render-state.ts';
import { lineAt } from './lines.ts';

const DEFINITION = /^\[\^([^\]\s]{1,200})\]:[ \t]*/;
const REFERENCE = /^\[\^([^\]\s]{1,200})\]/;
const LONGEST = 204;
/** Further paragraphs of a footnote are indented by so much. */
const INDENT = 4;

/** The first line goes on behind the label; those below belong to it while they are indented. */
const parseBody = (state: StateBlock, lines: { readonly from: number; readonly end: number }, width: number): void => {
  const { from } = lines;
  const { bMarks, tShift, sCount, blkIndent, parentType } = state;
  const kept = { b: bMarks[from] ?? 0, t: tShift[from] ?? 0, s: sCount[from] ?? 0 };
  bMarks[from] = kept.b + kept.t + width;
  tShift[from] = 0;
  sCount[from] = blkIndent + INDENT;
  Object.assign(state, { blkIndent: blkIndent + INDENT, parentType: 'footnote' });
  state.md.block.tokenize(state, from, lines.end);
  Object.assign(state, { blkIndent, parentType });
  bMarks[from] = kept.b;
  tShift[from] = kept.t;
  sCount[from] = kept.s;
};

/** `[^label]: text`, with further blocks below when they are indented. */
export const footnoteDefinition: RuleBlock = (state, ...[from, end, silent]) => {
  const found = DEFINITION.exec(lineAt(state, from) ?? '');
  if (!found) return false;
  if (silent) return true;
  const label = found[1] ?? '';
  const { footnotes } = state.env as RenderState;
  const isFirst = !footnotes.has(label);
  if (isFirst) footnotes.set(label, { label, number: 0, references: 0 });
  const open = state.push('footnote_open', 'li', 1);
  open.meta = { label, isFirst };
  parseBody(state, { from, end }, found[0].length);
  state.push('footnote_close', 'li', -1).meta = { label };
  return true;
};

/** `[^label]` where such a footnote is defined, before or behind. */
export const footnoteReference: RuleInline = (state, silent) => {
  const { src, pos, posMax } = state;
  if (src[pos] !== '[' || src[pos + 1] !== '^') return false;
  const found = REFERENCE.exec(src.slice(pos, Math.min(posMax, pos + LONGEST)));
  const footnote = (state.env as RenderState).footnotes.get(found?.[1] ?? '');
  if (!found || !footnote) return false;
  if (!silent) {
    const token = state.push('footnote_ref', 'sup', 0);
    token.content = found[0];
    token.meta = { footnote };
  }
  state.pos += found[0].length;
  return true;
};

const numbered = (tokens: readonly Token[], { footnotes }: RenderState): void => {
  let last = 0;
  const count = (all: readonly Token[]): void => {
    for (const { type, meta } of all) {
      if (type !== 'footnote_ref') continue;
      const { footnote } = meta as { footnote: { number: number; references: number } }; // written above
      footnote.number ||= last += 1;
      footnote.references += 1;
      Object.assign(meta as object, { repeat: footnote.references });
    }
  };
  for (const { children } of tokens) if (children) count(children);
  for (const footnote of footnotes.values()) footnote.number ||= last += 1;
};

interface Parts {
  readonly text: Token[];
  /** The blocks of each footnote, by its label. */
  readonly notes: ReadonlyMap<string, readonly Token[]>;
}

/** Takes the definitions out of the text; one inside another ends up beside it. */
const parted = (tokens: readonly Token[]): Parts => {
  const text: Token[] = [];
  const notes = new Map<string, Token[]>();
  const around: Token[][] = [text];
  for (const token of tokens) {
    if (token.type === 'footnote_open') {
      const { label, isFirst } = token.meta as { label: string; isFirst: boolean }; // written above
      const blocks: Token[] = [];
      if (isFirst) notes.set(label, blocks);
      around.push(blocks);
    } else if (token.type === 'footnote_close') around.pop();
    else around.at(-1)?.push(token);
  }
  return { text, notes };
};

/** Numbers footnotes by their first reference and puts them at the end. Also those that nothing refers to: nothing that was written is lost. */
export const footnoteSection = (state: StateCore): void => {
  const env = state.env as RenderState;
  if (env.footnotes.size === 0) return;
  numbered(state.tokens, env);
  const { text, notes } = parted(state.tokens);
  const make = (type: string, tag: string, nesting: -1 | 0 | 1): Token => new state.Token(type, tag, nesting);
  const inOrder = [...env.footnotes.values()].sort((a, b) => a.number - b.number);
  const section = inOrder.flatMap((footnote) => {
    const open = make('note_open', 'li', 1);
    const close = make('note_close', 'li', -1);
    open.meta = close.meta = { footnote };
    const blocks = notes.get(footnote.label) ?? [];
    return [open, ...withWayBack(blocks, close), make('note_end', 'li', -1)];
  });
  state.tokens = [...text, make('notes_open', 'section', 1), ...section, make('notes_close', 'section', -1)];
};

/** The arrows stand in the last paragraph, or behind everything. */
const withWayBack = (blocks: readonly Token[], wayBack: Token): readonly Token[] => {
  const last = blocks.at(-1);
  return last?.type === 'paragraph_close' ? [...blocks.slice(0, -1), wayBack, last] : [...blocks, wayBack];
};
