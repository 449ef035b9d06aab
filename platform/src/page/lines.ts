/** One line of a text, in UTF-16 offsets: `[start, end)` is its content, `next` is where the following line begins. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

const LINE_BREAK = /\r\n|\n|\r/g;

/** The lines of a text from an offset on. LF, CRLF and a lone CR each end a line (CommonMark 2.1); a break at the very end opens no further line. */
export const linesOf = (text: string, from = 0): readonly Line[] => {
  const lines: Line[] = [];
  let start = from;
  LINE_BREAK.lastIndex = from;
  for (let found = LINE_BREAK.exec(text); found !== null; found = LINE_BREAK.exec(text)) {
    const next = found.index + found[0].length;
    lines.push({ start, end: found.index, next });
    start = next;
  }
  if (start < text.length) lines.push({ start, end: text.length, next: text.length });
  return lines;
};

/** The line ending a text uses, judged by its first line; LF when it has only one line. */
export const lineEndingOf = (text: string): '\n' | '\r\n' | '\r' => {
  const found = /\r\n|\n|\r/.exec(text)?.[0];
  return found === '\r\n' || found === '\r' ? found : '\n';
};

/** The same text with every line ending replaced by the given one. */
export const withLineEnding = (text: string, ending: string): string => text.replace(LINE_BREAK, () => ending);
