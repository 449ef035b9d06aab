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

// A space, a control character, or the end of the text (NaN): no escape reaches over them.
const isEndAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return !(code > 0x20) || code === 0x7f;
};

const nestingOf = (code: number): number => {
  if (code === 0x28) return 1;
  return code === 0x29 ? -1 : 0;
};

const widthAt = (text: string, at: number): number => (text.charCodeAt(at) === 0x5c && !isEndAt(text, at + 1) ? 2 : 1);

const bare = (text: string, from: number): number | undefined => {
  let depth = 0;
  let at = from;
  for (; !isEndAt(text, at); at += widthAt(text, at)) {
    depth += nestingOf(text.charCodeAt(at));
    if (depth < 0) return at;
    // The bound of the reference implementations; it also keeps `[a](b[a](b…` linear.
    if (depth > MAX_PARENTHESES) return undefined;
  }
  return depth === 0 ? at : undefined;
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

const targetAt = (text: string, first: number): Destination | undefined => {
  const isAngled = text[first] === '<';
  const targetStart = isAngled ? first + 1 : first;
  const targetEnd = isAngled ? angled(text, targetStart) : bare(text, targetStart);
  return targetEnd === undefined ? undefined : { targetStart, targetEnd, end: isAngled ? targetEnd + 1 : targetEnd };
};

const closedAt = (text: string, behind: number): number | undefined => {
  const next = skipSpace(text, behind);
  if (text[next] === ')') return next + 1;
  const title = next > behind ? titleEnd(text, next) : undefined;
  const last = title === undefined ? -1 : skipSpace(text, title);
  return text[last] === ')' ? last + 1 : undefined;
};

/** Reads a destination and an optional title behind `(`; undefined when the parentheses are no link's (CommonMark 6.3). */
export const destinationAt = (text: string, from: number): Destination | undefined => {
  const target = targetAt(text, skipSpace(text, from));
  const end = target && closedAt(text, target.end);
  return target && end !== undefined ? { ...target, end } : undefined;
};
