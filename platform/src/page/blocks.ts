import { enterContainer, matchContainers, MAX_CONTAINERS, restOf } from './containers.ts';
import type { Container } from './containers.ts';
import { cursorAt, indentAt } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { continuedLiteral, leafStart, NONE } from './leaves.ts';
import type { Box, Leaf, LineKind, Start } from './leaves.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';

export interface BlockLine extends Line {
  readonly kind: LineKind;
  /** Counted from 1 at the offset where reading began. */
  readonly number: number;
  /** Where the content begins behind quote marks, list markers and indentation. */
  readonly from: number;
  /** Block quotes, list items and footnotes around the line. */
  readonly depth: number;
  /** 1-6 for `heading` and `underline`, else 0. */
  readonly level: number;
  /** Lines of one paragraph share a number; 0 outside paragraphs. */
  readonly paragraph: number;
  /** The innermost `:::` block around the line. */
  readonly box: Box | undefined;
}

interface State {
  readonly text: string;
  readonly lastMathEnd: number;
  readonly containers: Container[];
  readonly lines: BlockLine[];
  leaf: Leaf;
  paragraph: number;
  box: Box | undefined;
  header: string;
}

// The line as far as it is read: containers continued or opened so far, and whether it could still belong to the paragraph above.
interface Reading {
  readonly line: Line;
  readonly cursor: Cursor;
  depth: number;
  inParagraph: boolean;
  mayBeLazy: boolean;
}

const settle = (state: State, depth: number, leaf: Leaf): void => {
  state.containers.length = depth;
  state.leaf = leaf;
};

const settled = (state: State, depth: number, start: Start): Start => {
  settle(state, depth, start.leaf ?? NONE);
  return start;
};

const paragraphLine = (state: State, reading: Reading, rest: string): Start => {
  if (state.leaf.kind === 'table') return { kind: 'row', leaf: state.leaf };
  if (!reading.inParagraph && !reading.mayBeLazy) {
    settle(state, reading.depth, { kind: 'paragraph' });
    state.paragraph += 1;
  }
  state.header = rest;
  return { kind: 'text' };
};

const blockStart = (state: State, reading: Reading, rest: string): Start | undefined => {
  const { depth, inParagraph, line } = reading;
  const start = leafStart({
    rest,
    depth,
    inParagraph,
    header: state.header,
    mathEndsBelow: state.lastMathEnd >= line.next,
    box: state.box,
  });
  if (start === undefined) return undefined;
  const header = state.lines.at(-1);
  if (start.leaf?.kind === 'table' && header) state.lines[state.lines.length - 1] = { ...header, kind: 'row' };
  return settled(state, depth, start);
};

const indented = (state: State, reading: Reading, rest: string): Start =>
  reading.inParagraph || reading.mayBeLazy ? paragraphLine(state, reading, rest) : settled(state, reading.depth, { kind: 'literal' });

const leafHere = (state: State, reading: Reading, rest: string): Start | undefined => {
  if (rest === '') return settled(state, reading.depth, { kind: 'blank' });
  return indentAt(reading.cursor, 4) > 3 ? indented(state, reading, rest) : blockStart(state, reading, rest);
};

const open = (state: State, reading: Reading): Start => {
  for (;;) {
    const rest = restOf(reading.cursor);
    const leaf = leafHere(state, reading, rest);
    if (leaf) return leaf;
    const container = reading.depth < MAX_CONTAINERS ? enterContainer(reading.cursor, reading.inParagraph) : undefined;
    if (container === undefined) return paragraphLine(state, reading, rest);
    settle(state, reading.depth, NONE);
    state.containers.push(container);
    Object.assign(reading, { depth: state.containers.length, inParagraph: false, mayBeLazy: false });
  }
};

const read = (state: State, line: Line, cursor: Cursor): Start => {
  const depth = matchContainers(state.containers, cursor);
  const all = depth === state.containers.length;
  const literal = all ? continuedLiteral(state.leaf, restOf(cursor), indentAt(cursor, 4)) : undefined;
  if (literal) return settled(state, depth, { kind: 'literal', leaf: literal });
  const isParagraph = state.leaf.kind === 'paragraph';
  // Only a paragraph may go on without the marks of its containers ("lazy continuation").
  if (!all && !isParagraph) state.leaf = NONE;
  return open(state, { line, cursor, depth, inParagraph: all && isParagraph, mayBeLazy: !all && isParagraph });
};

const lastMathEnd = (text: string, lines: readonly Line[]): number =>
  lines.findLast(({ start, end }) => text.slice(start, end).trimEnd().endsWith('$$'))?.start ?? -1;

/**
 * Reads the block structure of Markdown line by line, as CommonMark 0.31 with GFM tables, footnotes, `$$` math and `:::`
 * blocks does, in linear time. Inline syntax is not looked at.
 */
export const blockLinesOf = (text: string, from = 0): readonly BlockLine[] => {
  const lines = linesOf(text, from);
  const fresh = { containers: [], lines: [], leaf: NONE, paragraph: 0, box: undefined, header: '' };
  const state: State = { text, lastMathEnd: lastMathEnd(text, lines), ...fresh };
  for (const [index, line] of lines.entries()) {
    const cursor = cursorAt(text, line.start, line.end);
    const { kind, level = 0, box } = read(state, line, cursor);
    if (box) state.box = box.innermost;
    state.lines.push({
      ...line,
      kind,
      level,
      number: index + 1,
      from: line.end - restOf(cursor).length,
      depth: state.containers.length,
      paragraph: kind === 'text' || kind === 'underline' ? state.paragraph : 0,
      box: state.box,
    });
  }
  return state.lines;
};
