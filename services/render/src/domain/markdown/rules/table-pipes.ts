import type MarkdownIt from 'markdown-it';
import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';
import type { RenderState } from '../render-state.ts';

/** A noncharacter: Unicode keeps it out of text that is exchanged. As long as a pipe, so that all offsets stay. */
const HIDDEN = '\uFDD0';
/** In a table a WikiLink may also escape its pipe: the sign before it goes. */
const ESCAPE = '\uFDD4';
const WIKI_LINK = /\[\[[^[\]\n]*\|[^[\]\n]*\]\]/g;

const masked = (state: StateBlock): string => {
  const env = state.env as RenderState;
  env.masked ??= state.src.replace(WIKI_LINK, (link) => link.replaceAll('\\|', `${ESCAPE}${HIDDEN}`).replaceAll('|', HIDDEN));
  return env.masked;
};

const unmask = (state: StateBlock, from: number): void => {
  for (const token of state.tokens.slice(from)) {
    if (token.type === 'inline') token.content = token.content.replaceAll(ESCAPE, '').replaceAll(HIDDEN, '|');
  }
};

const tableRuleOf = (md: MarkdownIt): RuleBlock => {
  const rule = md.block.ruler.getRules('').find((candidate) => candidate.name === 'table');
  if (rule === undefined) throw new Error('markdown-it has no table rule');
  return rule;
};

/** The table rule of markdown-it, to which the pipe inside `[[Title|Page]]` does not end a cell. */
export const tablePipes = (md: MarkdownIt): RuleBlock => {
  const table = tableRuleOf(md);
  return (state, ...[start, end, silent]) => {
    const { src } = state;
    const { length } = state.tokens;
    state.src = masked(state);
    const found = table(state, start, end, silent);
    state.src = src;
    if (found && !silent) unmask(state, length);
    return found;
  };
};
