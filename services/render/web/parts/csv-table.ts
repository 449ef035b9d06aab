import { csvRows } from './csv.ts';

const MOST_ROWS = 5_000;

const cell = (tag: 'td' | 'th', text: string): HTMLTableCellElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
};

const row = (cells: readonly string[], tag: 'td' | 'th'): HTMLTableRowElement => {
  const made = document.createElement('tr');
  made.append(...cells.map((text) => cell(tag, text)));
  return made;
};

/** Columns by name, or by number from 1; all of them unless told. */
const picked = (header: readonly string[], { columns, column0 }: DOMStringMap): readonly number[] => {
  const asked = (columns ?? column0 ?? '').split(',').map((one) => one.trim());
  const first = column0 === undefined ? 1 : 0;
  const found = asked
    .map((one) => (/^\d+$/.test(one) ? Number(one) - first : header.indexOf(one)))
    .filter((at) => at >= 0 && at < header.length);
  return found.length > 0 ? found : header.map((_, at) => at);
};

const signsIn = ({ delimiter, quotechar }: DOMStringMap) => ({ delimiter: delimiter || ';', quote: quotechar || '"' });

/** A table of the rows of a CSV file, as its options ask for it. */
export const csvTable = (text: string, options: DOMStringMap): HTMLTableElement => {
  const [first = [], ...others] = csvRows(text.replace(/^\uFEFF/, ''), signsIn(options));
  const hasHeader = !/^(?:false|0|off|no)$/i.test(options['header'] ?? '');
  const header = options['headers']?.split(',') ?? (hasHeader ? first : first.map((_, at) => String(at + 1)));
  const columns = picked(header, options);
  const pick = (cells: readonly string[]): readonly string[] => columns.map((at) => cells[at] ?? '');
  const table = document.createElement('table');
  table.createTHead().append(row(pick(header), 'th'));
  table.createTBody().append(...(hasHeader ? others : [first, ...others]).slice(0, MOST_ROWS).map((cells) => row(pick(cells), 'td')));
  return table;
};
