import { listMarkerAt } from './block-starts.ts';
import { indentAt, isBlankFrom, skipColumns, skipMarker } from './cursor.ts';
import type { Cursor } from './cursor.ts';

/** What holds further blocks: a quote, or an item (list, footnote) whose lines are indented by `indent` columns. */
export interface Container {
  readonly quote: boolean;
  readonly indent: number;
  /** An item whose first line had nothing behind the marker: a blank line ends it. */
  empty: boolean;
}

/** CommonMark sets no bound; without one, each line would be compared with every container of a hostile page. */
export const MAX_CONTAINERS = 32;

const FOOTNOTE = /^\[\^[^\]\s]{1,200}\]:/;
const FOOTNOTE_INDENT = 4;

/** What is left of the line behind its indentation. */
export const restOf = (cursor: Cursor): string => {
  let at = cursor.pos;
  while (at < cursor.end && (cursor.text[at] === ' ' || cursor.text[at] === '\t')) at += 1;
  return cursor.text.slice(at, cursor.end);
};

const enterQuote = (cursor: Cursor, indent: number): void => {
  skipColumns(cursor, indent);
  skipMarker(cursor, 1);
  skipColumns(cursor, 1);
};

const matchesQuote = (cursor: Cursor): boolean => {
  const indent = indentAt(cursor, 4);
  if (indent > 3 || !restOf(cursor).startsWith('>')) return false;
  enterQuote(cursor, indent);
  return true;
};

const matchesItem = (item: Container, cursor: Cursor): boolean => {
  if (isBlankFrom(cursor.text, cursor.pos, cursor.end)) return !item.empty;
  if (indentAt(cursor, item.indent) < item.indent) return false;
  skipColumns(cursor, item.indent);
  item.empty = false;
  return true;
};

/** How many of the open containers, from the outermost, this line continues; consumes their markers. */
export const matchContainers = (containers: readonly Container[], cursor: Cursor): number => {
  const failed = containers.findIndex((container) => !(container.quote ? matchesQuote(cursor) : matchesItem(container, cursor)));
  return failed === -1 ? containers.length : failed;
};

const itemPadding = (cursor: Cursor): number => {
  const columns = indentAt(cursor, 5);
  return columns >= 1 && columns <= 4 && !isBlankFrom(cursor.text, cursor.pos, cursor.end) ? columns : 1;
};

const enterItem = (cursor: Cursor, indent: number, width: number): Container => {
  skipColumns(cursor, indent);
  skipMarker(cursor, width);
  const padding = itemPadding(cursor);
  skipColumns(cursor, padding);
  return { quote: false, indent: indent + width + padding, empty: isBlankFrom(cursor.text, cursor.pos, cursor.end) };
};

/** The container that begins here, its marker consumed; undefined (and nothing consumed) when none does. */
export const enterContainer = (cursor: Cursor, inParagraph: boolean): Container | undefined => {
  const rest = restOf(cursor);
  const indent = indentAt(cursor, 4);
  if (rest.startsWith('>')) {
    enterQuote(cursor, indent);
    return { quote: true, indent: 0, empty: false };
  }
  const footnote = FOOTNOTE.exec(rest)?.[0];
  if (footnote !== undefined) return { ...enterItem(cursor, indent, footnote.length), indent: FOOTNOTE_INDENT, empty: false };
  const marker = listMarkerAt(rest);
  if (marker === undefined) return undefined;
  const isEmpty = rest.trim().length === marker.width;
  return inParagraph && (isEmpty || !marker.interruptsParagraph) ? undefined : enterItem(cursor, indent, marker.width);
};
