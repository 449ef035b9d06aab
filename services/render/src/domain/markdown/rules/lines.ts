import type StateBlock from 'markdown-it/lib/rules_block/state_block.mjs';

/** Four columns make an indented code block (CommonMark 4.4). */
const CODE_INDENT = 4;

/** A line behind its indentation; undefined when it is indented code. It may stand before its container, which it then ends. */
export const lineAt = (state: StateBlock, line: number): string | undefined => {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= CODE_INDENT) return undefined;
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
};

/** Whether a line still belongs to the container that is being read. */
export const isInside = (state: StateBlock, line: number): boolean => (state.sCount[line] ?? 0) >= state.blkIndent || state.isEmpty(line);

/** Parses some lines as blocks of their own, each from a new beginning: what stands before it is the mark of a container. */
export const parseInside = (state: StateBlock, lines: { readonly from: number; readonly starts: readonly number[] }): void => {
  const kept = lines.starts.map((_, at) => {
    const line = lines.from + at;
    return { line, b: state.bMarks[line] ?? 0, t: state.tShift[line] ?? 0, s: state.sCount[line] ?? 0, q: state.bsCount[line] ?? 0 };
  });
  const { blkIndent, lineMax, parentType } = state;
  lines.starts.forEach((start, at) => beginAt(state, lines.from + at, start));
  Object.assign(state, { blkIndent: 0, lineMax: lines.from + lines.starts.length, parentType: 'blockquote' });
  state.md.block.tokenize(state, lines.from, state.lineMax);
  Object.assign(state, { blkIndent, lineMax, parentType });
  for (const { line, b, t, s, q } of kept) {
    state.bMarks[line] = b;
    state.tShift[line] = t;
    state.sCount[line] = s;
    state.bsCount[line] = q;
  }
};

const beginAt = (state: StateBlock, line: number, start: number): void => {
  const end = state.eMarks[line] ?? start;
  let at = start;
  let columns = 0;
  for (; at < end && (state.src[at] === ' ' || state.src[at] === '\t'); at += 1) columns += state.src[at] === '\t' ? 4 - (columns % 4) : 1;
  state.bMarks[line] = start;
  state.tShift[line] = at - start;
  state.sCount[line] = columns;
  state.bsCount[line] = 0;
};
