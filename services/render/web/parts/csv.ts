/** Rows of a CSV text (RFC 4180), with any delimiter and quote; a quote that is never closed reaches to the end. */
export const csvRows = (
  text: string,
  { delimiter, quote }: { readonly delimiter: string; readonly quote: string },
): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const endRow = (): void => {
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const cell = text[at] === quote ? quoted(text, at, quote) : bare(text, at, delimiter);
    row.push(cell.value);
    at = cell.end;
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    endRow();
  }
  if (row.length > 0) endRow();
  return rows;
};

interface Cell {
  readonly value: string;
  readonly end: number;
}

const quoted = (text: string, start: number, quote: string): Cell => {
  let value = '';
  let from = start + 1;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end === -1) return { value: value + text.slice(from), end: text.length };
    value += text.slice(from, end);
    if (text[end + 1] !== quote) return { value, end: end + 1 };
    value += quote;
    from = end + 2;
  }
};

const bare = (text: string, start: number, delimiter: string): Cell => {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
};
