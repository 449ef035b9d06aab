import { linesOf, lineEndingOf, withLineEnding } from './lines.ts';
import { excerpt } from './words.ts';

export type ExactRefusal =
  | { readonly ok: false; readonly code: 'empty' | 'identical'; readonly message: string }
  | { readonly ok: false; readonly code: 'ambiguous'; readonly message: string; readonly count: number }
  | { readonly ok: false; readonly code: 'not-found'; readonly message: string; readonly nearest?: NearestLine };

export interface NearestLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

const SIMILAR = 0.5;
const MAX_LINE = 2000;
const MAX_WORDS = 50;

const wordsOf = (line: string): ReadonlySet<string> =>
  new Set(
    (
      line
        .slice(0, MAX_LINE)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).slice(0, MAX_WORDS),
  );

// Share of words in common (Sørensen-Dice).
const likeness = (wanted: ReadonlySet<string>, line: string): number => {
  const words = wordsOf(line);
  let shared = 0;
  for (const word of words) if (wanted.has(word)) shared += 1;
  return (2 * shared) / (wanted.size + words.size || 1);
};

const nearestLine = (text: string, wanted: string): NearestLine | undefined => {
  const words = wordsOf(wanted.trimStart().split(/[\r\n]/, 1)[0] ?? '');
  let best = { score: SIMILAR, line: 0, text: '' };
  for (const [index, { start, end }] of linesOf(text).entries()) {
    const line = text.slice(start, end);
    const score = likeness(words, line);
    if (score > best.score) best = { score, line: index + 1, text: excerpt(line, 200) };
  }
  return best.line === 0 ? undefined : { line: best.line, text: best.text };
};

const countOf = (text: string, wanted: string): number => {
  let count = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) count += 1;
  return count;
};

const notFound = (text: string, wanted: string): ExactRefusal => {
  const nearest = nearestLine(text, wanted);
  const message = nearest
    ? `The text to replace does not occur. Line ${nearest.line} is similar: ${nearest.text}`
    : 'The text to replace does not occur. Read the page again and copy it exactly.';
  return { ok: false, code: 'not-found', message, ...(nearest && { nearest }) };
};

/** Replaces a text that occurs exactly once (occurrences may overlap); both are given the page's line ending first. */
export const replaceExactlyOnce = (
  text: string,
  oldString: string,
  newString: string,
): { readonly ok: true; readonly text: string } | ExactRefusal => {
  if (oldString === '')
    return { ok: false, code: 'empty', message: 'The text to replace is empty. Copy a piece of the page that occurs once.' };
  if (oldString === newString)
    return { ok: false, code: 'identical', message: 'The text and its replacement are the same, so nothing would change.' };
  const verbatim = text.includes(oldString);
  const ending = lineEndingOf(text);
  const wanted = verbatim ? oldString : withLineEnding(oldString, ending);
  const at = text.indexOf(wanted);
  if (at === -1) return notFound(text, oldString);
  if (text.indexOf(wanted, at + 1) !== -1) {
    const count = Math.max(2, countOf(text, wanted));
    return { ok: false, code: 'ambiguous', count, message: `The text to replace occurs ${count} times. Copy more of what is around it.` };
  }
  const replacement = /[\r\n]/.test(text) ? withLineEnding(newString, ending) : newString;
  return { ok: true, text: text.slice(0, at) + replacement + text.slice(at + wanted.length) };
};
