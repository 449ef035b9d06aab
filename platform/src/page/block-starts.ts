/** How an HTML block ends (CommonMark 4.6): at a pattern, or at a blank line. */
export interface HtmlBlock {
  readonly start: RegExp;
  readonly end?: RegExp;
  readonly interruptsParagraph: boolean;
}

const BLOCK_TAGS = [
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure',
  'footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param',
  'search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul',
].join('|');

export const HTML_BLOCKS: readonly HtmlBlock[] = [
  { start: /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, end: /<\/(?:script|pre|style|textarea)>/i, interruptsParagraph: true },
  { start: /^<!--/, end: /-->/, interruptsParagraph: true },
  { start: /^<\?/, end: /\?>/, interruptsParagraph: true },
  { start: /^<![A-Za-z]/, end: />/, interruptsParagraph: true },
  { start: /^<!\[CDATA\[/, end: /\]\]>/, interruptsParagraph: true },
  { start: new RegExp(`^</?(?:${BLOCK_TAGS})(?:[\\s>]|/>|$)`, 'i'), interruptsParagraph: true },
  { start: /^<\/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?\/?>[ \t]*$/, interruptsParagraph: false },
];

export const htmlBlockAt = (rest: string, inParagraph: boolean): HtmlBlock | undefined =>
  rest.startsWith('<') ? HTML_BLOCKS.find((block) => (block.interruptsParagraph || !inParagraph) && block.start.test(rest)) : undefined;

/** A code fence: its character and length. The info string of a backtick fence has no backtick. */
export const fenceAt = (rest: string): { readonly mark: string; readonly length: number } | undefined => {
  const run = /^(?:`{3,}|~{3,})/.exec(rest)?.[0];
  if (run === undefined || (run.startsWith('`') && rest.includes('`', run.length))) return undefined;
  return { mark: run.charAt(0), length: run.length };
};

/** Whether the line closes a fence: the same character, at least as long, nothing behind. */
export const closesFence = (rest: string, fence: { readonly mark: string; readonly length: number }): boolean => {
  const run = /^(?:`{3,}|~{3,})(?=[ \t]*$)/.exec(rest)?.[0];
  return run !== undefined && run.startsWith(fence.mark) && run.length >= fence.length;
};

export interface ListMarker {
  readonly width: number;
  /** Whether it may break into a paragraph: bullets, and ordered lists that begin with 1. */
  readonly interruptsParagraph: boolean;
}

export const listMarkerAt = (rest: string): ListMarker | undefined => {
  if (/^[-+*](?=[ \t]|$)/.test(rest)) return { width: 1, interruptsParagraph: true };
  const number = /^(\d{1,9})[.)](?=[ \t]|$)/.exec(rest)?.[1];
  return number === undefined ? undefined : { width: number.length + 1, interruptsParagraph: Number(number) === 1 };
};

export const headingLevelAt = (rest: string): number => /^#{1,6}(?=[ \t]|$)/.exec(rest)?.[0].length ?? 0;

export const underlineLevelAt = (rest: string): number => {
  const run = /^(?:=+|-+)(?=[ \t]*$)/.exec(rest)?.[0];
  if (run === undefined) return 0;
  return run.startsWith('=') ? 1 : 2;
};

export const isThematicBreak = (rest: string): boolean => /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(rest);

/** The colons of a `:::` line and the word behind them. */
export const boxMarkerAt = (rest: string): { readonly length: number; readonly name: string } | undefined => {
  const run = /^:{3,}/.exec(rest)?.[0];
  return run === undefined ? undefined : { length: run.length, name: rest.slice(run.length).trim() };
};

// An escape, or a WikiLink with its bar, is passed over whole.
const BAR = /\\.|\[\[[^[\]|]*\|[^[\]|]*\]\]|\|/gs;

const barsOf = (row: string): readonly number[] => [...row.matchAll(BAR)].filter(([mark]) => mark === '|').map(({ index }) => index);

/** The cells of a table row: divided at bars that are neither escaped nor inside `[[ ]]`. Offsets within the row. */
export const cellsOf = (row: string): readonly { readonly start: number; readonly end: number }[] => {
  const bars = barsOf(row);
  const cells = [...bars, row.length].map((end, index) => ({ start: index === 0 ? 0 : (bars[index - 1] ?? 0) + 1, end }));
  return cells.filter(({ start, end }, index) => (index > 0 && index < cells.length - 1) || row.slice(start, end).trim() !== '');
};

/** Whether the line is the delimiter row of a table under the given header row (GFM 4.10: equal numbers of cells). */
export const isDelimiterRow = (rest: string, header: string): boolean => {
  if (!/^[|:-][|:\- \t]*$/.test(rest) || !rest.includes('-') || !(rest.includes('|') || rest.includes(':'))) return false;
  const cells = cellsOf(rest);
  return cells.every(({ start, end }) => /^[ \t]*:?-+:?[ \t]*$/.test(rest.slice(start, end))) && cells.length === cellsOf(header).length;
};
