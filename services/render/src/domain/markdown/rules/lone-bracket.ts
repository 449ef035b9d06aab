import type { RuleInline } from 'markdown-it/lib/parser_inline.mjs';
import type StateInline from 'markdown-it/lib/rules_inline/state_inline.mjs';
import type { RenderState } from '../render-state.ts';

const lastEnds = new WeakMap<StateInline, number>();

/** Where something that begins with a bracket may last end: at a destination, a WikiLink, or a label that is defined somewhere. */
const lastEndIn = ({ src, env }: StateInline): number => {
  const { references, footnotes } = env as RenderState & { readonly references?: object }; // markdown-it adds what it found
  const hasLabels = footnotes.size > 0 || Object.keys(references ?? {}).length > 0;
  return hasLabels ? src.lastIndexOf(']') : Math.max(src.lastIndexOf(']('), src.lastIndexOf(']]'));
};

const mayEndBehind = (state: StateInline): boolean => {
  const known = lastEnds.get(state) ?? lastEndIn(state);
  lastEnds.set(state, known);
  return known > state.pos;
};

const RUN = /!?\[+/y;

/** A bracket behind which nothing can end is text: no rule needs to look for its end, which is what makes many of them slow. */
export const loneBracket: RuleInline = (state, silent) => {
  RUN.lastIndex = state.pos;
  const run = RUN.exec(state.src)?.[0];
  if (run === undefined || mayEndBehind(state)) return false;
  const text = run.slice(0, state.posMax - state.pos);
  if (!silent) state.pending += text;
  state.pos += text.length;
  return true;
};
