import { linesOf } from './lines.ts';
import { cutAt, excerpt } from './words.ts';

/** Where a text that does not occur almost does. */
export interface NearestMiss {
  /** Counted from 1. */
  readonly line: number;
  /** What stands there, at most 200 units. */
  readonly text: string;
  /** The words of that line that are others than those looked for, and those looked for; at most 80 units each. */
  readonly found: string;
  readonly wanted: string;
}

const SIMILAR = 0.5;
const MAX_LINE = 2000;
const MAX_WORDS = 50;
const MAX_SHOWN = 80;

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

const mostAlike = (lines: readonly string[], wanted: string): number | undefined => {
  const words = wordsOf(wanted);
  let best = { score: SIMILAR, at: -1 };
  for (const [at, line] of lines.entries()) {
    const score = likeness(words, line);
    if (score > best.score) best = { score, at };
  }
  return best.at === -1 ? undefined : best.at;
};

/** Lines that match up to here say nothing; a passage may begin and end within a line. */
const agrees = (line: string | undefined, wanted: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): boolean =>
  line !== undefined && (line === wanted || (isFirst && line.endsWith(wanted)) || (isLast && line.startsWith(wanted)));

const atBoundary = (text: string, at: number): boolean =>
  at === 0 || at === text.length || /\s/.test(text.charAt(at - 1)) || /\s/.test(text.charAt(at));

/** How far two texts agree, ending where a word ends in both. */
const commonStart = (one: string, other: string): number => {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  while (!atBoundary(one, start) || !atBoundary(other, start)) start -= 1;
  return start;
};

const commonEnd = (one: string, other: string): number => {
  const most = Math.min(one.length, other.length);
  let end = 0;
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  while (!atBoundary(one, one.length - end) || !atBoundary(other, other.length - end)) end -= 1;
  return end;
};

/** What is left of two lines when the words that they begin and end with in common are taken off. */
const differing = (line: string, wanted: string): { readonly found: string; readonly wanted: string } => {
  const start = commonStart(line, wanted);
  const end = commonEnd(line.slice(start), wanted.slice(start));
  const middle = (text: string): string => cutAt(text.slice(start, text.length - end), MAX_SHOWN);
  return { found: middle(line), wanted: middle(wanted) };
};

const textLines = (text: string): readonly string[] => linesOf(text).map(({ start, end }) => text.slice(start, end));

/** The line most like the first line of a text that does not occur; where that one agrees, the first one behind it that does not. */
export const nearestMiss = (text: string, wanted: string): NearestMiss | undefined => {
  const lines = textLines(text);
  const sought = textLines(wanted.replace(/^\s*[\r\n]/, ''));
  const at = mostAlike(lines, sought[0] ?? '');
  if (at === undefined) return undefined;
  const missing = sought.findIndex((one, index) => {
    const place = { isFirst: index === 0, isLast: index === sought.length - 1 };
    return !agrees(lines[at + index], one, place);
  });
  const index = Math.max(0, missing);
  const line = lines[at + index] ?? '';
  return { line: at + index + 1, text: excerpt(line, 200), ...differing(line, sought[index] ?? '') };
};
