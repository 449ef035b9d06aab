import {
  boxMarkerAt,
  closesFence,
  fenceAt,
  headingLevelAt,
  htmlBlockAt,
  isDelimiterRow,
  isThematicBreak,
  underlineLevelAt,
} from './block-starts.ts';

/** What a line is: `text` is a paragraph's, `row` a table's; `literal` is code, math or HTML and is not read as Markdown. */
export type LineKind = 'blank' | 'text' | 'row' | 'heading' | 'underline' | 'literal' | 'marker';

/** The block the last line left open. */
export type Leaf =
  | { readonly kind: 'none' | 'paragraph' | 'table' | 'math' }
  | { readonly kind: 'fence'; readonly mark: string; readonly length: number }
  | { readonly kind: 'html'; readonly end: RegExp | undefined };

/** An open `:::` block. */
export interface Box {
  readonly length: number;
  readonly level: number;
  readonly outer: Box | undefined;
  closed: boolean;
}

/** What a block's first line is judged by. */
export interface Place {
  readonly rest: string;
  readonly depth: number;
  /** The paragraph above would be continued or interrupted by this line. */
  readonly inParagraph: boolean;
  readonly header: string;
  readonly mathEndsBelow: boolean;
  readonly box: Box | undefined;
}

export interface Start {
  readonly kind: LineKind;
  readonly leaf?: Leaf;
  readonly level?: number;
  /** The innermost open box behind this line, when the line changes it. */
  readonly box?: { readonly innermost: Box | undefined };
}

export const NONE: Leaf = { kind: 'none' };
const MAX_BOXES = 32;

const heading = ({ rest }: Place): Start | undefined => {
  const level = headingLevelAt(rest);
  return level > 0 ? { kind: 'heading', level } : undefined;
};

const fence = ({ rest }: Place): Start | undefined => {
  const opened = fenceAt(rest);
  return opened && { kind: 'literal', leaf: { kind: 'fence', ...opened } };
};

const html = ({ rest, inParagraph }: Place): Start | undefined => {
  const block = htmlBlockAt(rest, inParagraph);
  if (block === undefined) return undefined;
  return block.end?.test(rest) ? { kind: 'literal' } : { kind: 'literal', leaf: { kind: 'html', end: block.end } };
};

const underline = ({ rest, inParagraph }: Place): Start | undefined => {
  const level = inParagraph ? underlineLevelAt(rest) : 0;
  return level > 0 ? { kind: 'underline', level } : undefined;
};

const table = ({ rest, inParagraph, header }: Place): Start | undefined =>
  inParagraph && isDelimiterRow(rest, header) ? { kind: 'row', leaf: { kind: 'table' } } : undefined;

const thematicBreak = ({ rest }: Place): Start | undefined => (isThematicBreak(rest) ? { kind: 'marker' } : undefined);

const closedBox = (box: Box | undefined, length: number): Start | undefined => {
  if (box === undefined || length < box.length) return undefined;
  box.closed = true;
  return { kind: 'marker', box: { innermost: box.outer } };
};

const boxEdge = ({ rest, depth, box }: Place): Start | undefined => {
  const marker = boxMarkerAt(rest);
  if (marker === undefined || depth > 0) return undefined;
  if (marker.name === '') return closedBox(box, marker.length);
  const level = (box?.level ?? 0) + 1;
  if (level > MAX_BOXES) return { kind: 'marker' };
  return { kind: 'marker', box: { innermost: { length: marker.length, level, outer: box, closed: false } } };
};

const math = ({ rest, mathEndsBelow }: Place): Start | undefined => {
  if (!rest.startsWith('$$')) return undefined;
  const body = rest.trimEnd();
  const closing = body.indexOf('$$', 2);
  if (closing !== -1) return closing === body.length - 2 ? { kind: 'literal' } : undefined;
  return mathEndsBelow ? { kind: 'literal', leaf: { kind: 'math' } } : undefined;
};

// Order matters: an underline before a thematic break, and all of them before a list marker.
const STARTS = [heading, fence, html, underline, table, thematicBreak, boxEdge, math] as const;

/** The block, other than a container or a paragraph, that begins with this line. */
export const leafStart = (place: Place): Start | undefined => {
  for (const start of STARTS) {
    const found = start(place);
    if (found) return found;
  }
  return undefined;
};

const isLiteral = (leaf: Leaf): boolean => leaf.kind === 'fence' || leaf.kind === 'math' || leaf.kind === 'html';

const endsLiteral = (leaf: Leaf, rest: string, indent: number): boolean => {
  if (leaf.kind === 'fence') return indent < 4 && closesFence(rest, leaf);
  if (leaf.kind === 'math') return rest.trimEnd().endsWith('$$');
  return leaf.kind === 'html' && leaf.end !== undefined && leaf.end.test(rest);
};

/** What an open literal block becomes with this line; undefined when the line is not part of it. */
export const continuedLiteral = (leaf: Leaf, rest: string, indent: number): Leaf | undefined => {
  const endsAtBlank = leaf.kind === 'html' && leaf.end === undefined;
  if (!isLiteral(leaf) || (endsAtBlank && rest === '')) return undefined;
  return endsLiteral(leaf, rest, indent) ? NONE : leaf;
};
