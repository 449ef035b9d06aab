/** What stands between the parentheses of `[text](destination "title")`. */
export interface Destination {
  readonly targetStart: number;
  readonly targetEnd: number;
  /** Behind the closing parenthesis. */
  readonly end: number;
}

const MAX_PARENTHESES = 32;

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\n') at += 1;
  return at;
};

const angled = (text: string, from: number): number | undefined => {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '>') return at;
    if (character === '<' || character === '\n') return undefined;
    if (character === '\\') at += 1;
  }
  return undefined;
};

const bare = (text: string, from: number): number | undefined => {
  let depth = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character <= ' ' || character === '\u007f') break;
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')' && depth === 0) break;
    else if (character === ')') depth -= 1;
    // The bound of the reference implementations; it also keeps `[a](b[a](b…` linear.
    if (depth > MAX_PARENTHESES) return undefined;
  }
  return depth === 0 ? Math.min(at, text.length) : undefined;
};

const TITLE_END: Readonly<Record<string, string>> = { '"': '"', "'": "'", '(': ')' };

const titleEnd = (text: string, from: number): number | undefined => {
  const close = TITLE_END[text[from] ?? ''];
  for (let at = from + 1; close !== undefined && at < text.length; at += 1) {
    const character = text[at];
    if (character === close) return at + 1;
    if (character === '(' && close === ')') return undefined;
    if (character === '\\') at += 1;
  }
  return undefined;
};

/** Reads a destination and an optional title behind `(`; undefined when the parentheses are no link's (CommonMark 6.3). */
export const destinationAt = (text: string, from: number): Destination | undefined => {
  const first = skipSpace(text, from);
  const isAngled = text[first] === '<';
  const targetStart = isAngled ? first + 1 : first;
  const targetEnd = isAngled ? angled(text, targetStart) : bare(text, targetStart);
  if (targetEnd === undefined) return undefined;
  const behind = isAngled ? targetEnd + 1 : targetEnd;
  const next = skipSpace(text, behind);
  if (text[next] === ')') return { targetStart, targetEnd, end: next + 1 };
  const title = next > behind ? titleEnd(text, next) : undefined;
  const last = title === undefined ? -1 : skipSpace(text, title);
  return text[last] === ')' ? { targetStart, targetEnd, end: last + 1 } : undefined;
};
