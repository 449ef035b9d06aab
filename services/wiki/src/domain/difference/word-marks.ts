/** Which words of replaced lines differ. */
import { diffArrays } from 'diff';

/** `[start, end)` in UTF-16 units of a line. */
export type Mark = readonly [start: number, end: number];

export interface Marks {
  /** Line by line. */
  readonly removed: readonly (readonly Mark[])[];
  readonly added: readonly (readonly Mark[])[];
}

/** Words as Unicode tells them apart (UAX #29), also in scripts that write no spaces; no grapheme is ever cut. */
const words = new Intl.Segmenter('und', { granularity: 'word' });

/** Above so many edits the lines are different texts, and no reader is helped by marks. */
const MOST_EDITS = 400;

/** Undefined when the lines have too little in common for marks to say anything. */
export const wordMarks = (removed: readonly string[], added: readonly string[]): Marks | undefined => {
  const [before, after] = [wordsOf(removed), wordsOf(added)];
  const parts = diffArrays(before, after, { maxEditLength: MOST_EDITS });
  if (!parts || !isKin(parts, Math.max(lettersIn(before), lettersIn(after)))) return undefined;
  return {
    removed: onLines(
      removed,
      parts.filter((part) => !part.added).map(({ value, removed: isMarked }) => ({ length: unitsIn(value), isMarked })),
    ),
    added: onLines(
      added,
      parts.filter((part) => !part.removed).map(({ value, added: isMarked }) => ({ length: unitsIn(value), isMarked })),
    ),
  };
};

const wordsOf = (lines: readonly string[]): string[] => lines.flatMap((line) => Array.from(words.segment(line), ({ segment }) => segment));

const unitsIn = (tokens: readonly string[]): number => tokens.reduce((sum, token) => sum + token.length, 0);
const lettersIn = (tokens: readonly string[]): number => unitsIn(tokens.filter((token) => /[\p{L}\p{N}]/u.test(token)));

interface Part {
  readonly value: readonly string[];
  readonly added: boolean;
  readonly removed: boolean;
}

/** At least a third of the letters is the same on both sides. */
const isKin = (parts: readonly Part[], letters: number): boolean => {
  const common = parts.filter((part) => !part.added && !part.removed).reduce((sum, part) => sum + lettersIn(part.value), 0);
  return letters === 0 || common * 3 >= letters;
};

interface Stretch {
  readonly length: number;
  readonly isMarked: boolean;
}

/** Cuts the marked stretches of the joined text at the ends of its lines. */
const onLines = (lines: readonly string[], stretches: readonly Stretch[]): readonly (readonly Mark[])[] => {
  const marked = rangesOf(stretches);
  let from = 0;
  let next = 0;
  return lines.map((line) => {
    const [start, end] = [from, (from += line.length)];
    while ((marked[next]?.[1] ?? Infinity) <= start) next += 1;
    const marks: Mark[] = [];
    for (let at = next; (marked[at]?.[0] ?? Infinity) < end; at += 1) {
      const [low, high] = marked[at] ?? [end, end];
      marks.push([Math.max(low, start) - start, Math.min(high, end) - start]);
    }
    return marks;
  });
};

/** The marked stretches by their places in the whole. */
const rangesOf = (stretches: readonly Stretch[]): readonly Mark[] => {
  let at = 0;
  return stretches.flatMap(({ length, isMarked }): Mark[] => {
    at += length;
    return isMarked ? [[at - length, at]] : [];
  });
};
