/** A place in one line that counts columns, so that tabs (stops of four, CommonMark 2.2) can be consumed in part. */
export interface Cursor {
  readonly text: string;
  readonly end: number;
  pos: number;
  col: number;
  /** Columns of a tab before `pos` that are not consumed yet. */
  spare: number;
}

const TAB_STOP = 4;

export const cursorAt = (text: string, start: number, end: number): Cursor => ({ text, end, pos: start, col: 0, spare: 0 });

const widthAt = (text: string, pos: number, col: number): number => {
  if (text[pos] === ' ') return 1;
  return text[pos] === '\t' ? TAB_STOP - (col % TAB_STOP) : 0;
};

/** Columns of white space ahead, counted no further than `most`. */
export const indentAt = (cursor: Cursor, most: number): number => {
  let columns = cursor.spare;
  let { pos, col } = cursor;
  while (columns < most && pos < cursor.end) {
    const width = widthAt(cursor.text, pos, col);
    if (width === 0) break;
    columns += width;
    col += width;
    pos += 1;
  }
  return Math.min(columns, most);
};

/** Consumes up to that many columns of white space. */
export const skipColumns = (cursor: Cursor, columns: number): void => {
  let left = columns;
  const spared = Math.min(left, cursor.spare);
  cursor.spare -= spared;
  left -= spared;
  while (left > 0 && cursor.pos < cursor.end) {
    const width = widthAt(cursor.text, cursor.pos, cursor.col);
    if (width === 0) return;
    cursor.pos += 1;
    cursor.col += width;
    cursor.spare = Math.max(0, width - left);
    left -= width;
  }
};

/** Consumes characters that are no white space, such as a marker. */
export const skipMarker = (cursor: Cursor, length: number): void => {
  cursor.pos += length;
  cursor.col += length;
  cursor.spare = 0;
};

/** Whether only white space is left; remembers nothing, so ask once per line and marker. */
export const isBlankFrom = (text: string, from: number, end: number): boolean => {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at += 1;
  return at === end;
};
