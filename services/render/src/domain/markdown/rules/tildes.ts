import type { RuleInline } from 'markdown-it/lib/parser_inline.mjs';

const RUN = /~{3,}/y;

/** Three tildes or more strike nothing (GFM 6.5). */
export const tildes: RuleInline = (state, silent) => {
  RUN.lastIndex = state.pos;
  const run = RUN.exec(state.src)?.[0];
  if (run === undefined) return false;
  const text = run.slice(0, state.posMax - state.pos);
  if (!silent) state.pending += text;
  state.pos += text.length;
  return true;
};
