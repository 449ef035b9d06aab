import { linesOf, lineEndingOf, withLineEnding } from './lines.ts';
import type { NearestMiss } from './nearest-miss.ts';
import { nearestMiss } from './nearest-miss.ts';

export type ExactRefusal =
  | { readonly ok: false; readonly code: 'empty' | 'identical'; readonly message: string }
  | {
      readonly ok: false;
      readonly code: 'ambiguous';
      readonly message: string;
      readonly count: number;
      /** Where the first ten begin, each line once, counted from 1. */
      readonly lines: readonly number[];
    }
  | { readonly ok: false; readonly code: 'not-found'; readonly message: string; readonly nearest?: NearestMiss };

const MAX_PLACES = 10;

const countOf = (text: string, wanted: string): number => {
  let count = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) count += 1;
  return count;
};

const linesWith = (text: string, wanted: string): readonly number[] => {
  const lines = linesOf(text);
  const found = new Set<number>();
  let line = 0;
  let at = text.indexOf(wanted);
  for (let place = 0; at !== -1 && place < MAX_PLACES; place += 1) {
    while ((lines[line]?.next ?? Infinity) <= at) line += 1;
    found.add(line + 1);
    at = text.indexOf(wanted, at + 1);
  }
  return [...found];
};

const ambiguous = (text: string, wanted: string): ExactRefusal => {
  const count = Math.max(2, countOf(text, wanted));
  const message = `The text to replace occurs ${count} times. Copy more of what is around it.`;
  return { ok: false, code: 'ambiguous', count, lines: linesWith(text, wanted), message };
};

// White space that looks like another, or like nothing, is spelled out.
const shown = (text: string): string =>
  JSON.stringify(text).replace(/[^\S ]|[\u200b-\u200f\u2060]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);

const nearestText = ({ line, text, found, wanted }: NearestMiss): string => {
  const difference = found === wanted ? '' : ` (it has ${shown(found)} where yours has ${shown(wanted)})`;
  return `Line ${line} is similar: ${text}${difference}`;
};

const notFound = (text: string, wanted: string): ExactRefusal => {
  const nearest = nearestMiss(text, wanted);
  const message = nearest
    ? `The text to replace does not occur. ${nearestText(nearest)}`
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
  if (text.indexOf(wanted, at + 1) !== -1) return ambiguous(text, wanted);
  const replacement = /[\r\n]/.test(text) ? withLineEnding(newString, ending) : newString;
  return { ok: true, text: text.slice(0, at) + replacement + text.slice(at + wanted.length) };
};
