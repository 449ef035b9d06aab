/** Two versions of a page that do not merge, cut into stretches that are settled and places where somebody has to decide. */

/** A place that two people changed differently. */
export interface Place {
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
  /** Where it begins in the base text, in lines from 1; absent where only the marked text is known. */
  readonly line?: number;
}

export type Part = { readonly settled: string } | Place;

/** What was decided for a place; `edit` takes words of its own. */
export type Choice = { readonly by: 'theirs' | 'yours' | 'both' } | { readonly by: 'edit'; readonly text: string };

/** As the write contract tells of a place (`ConflictHunk`). */
export interface Hunk {
  readonly base: string;
  readonly yours: string;
  readonly theirs: string;
  readonly baseLines: readonly [number, number];
  readonly startLine: number;
}

export const isPlace = (part: Part): part is Place => !('settled' in part);

/** Lines with their endings; only the last one may lack it. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const MARKER_LINES = 4;

/** Cuts the merged text where the hunks say: its own markers are not looked for, because a page may hold lines like them. */
export const partsOf = (merged: string, hunks: readonly Hunk[]): readonly Part[] => {
  const lines = linesOf(merged);
  const parts: Part[] = [];
  let at = 0;
  const settle = (upTo: number): void => {
    if (upTo > at) parts.push({ settled: lines.slice(at, upTo).join('') });
  };
  for (const { base, yours, theirs, baseLines, startLine } of hunks) {
    settle(startLine - 1);
    parts.push({ base, yours, theirs, line: baseLines[0] });
    at = startLine - 1 + MARKER_LINES + [base, yours, theirs].reduce((sum, text) => sum + linesOf(text).length, 0);
  }
  settle(lines.length);
  return parts;
};

const MARKED = /^<{7} yours\n([^]*?)^\|{7} base\n([^]*?)^={7}\n([^]*?)^>{7} theirs(?:\n|$)/gm;

/** Cuts a text by its markers: one that was left half decided. */
export const partsOfMarked = (text: string): readonly Part[] => {
  const parts: Part[] = [];
  let at = 0;
  for (const { index, 0: whole, 1: yours = '', 2: base = '', 3: theirs = '' } of text.matchAll(MARKED)) {
    if (index > at) parts.push({ settled: text.slice(at, index) });
    parts.push({ base, yours, theirs });
    at = index + whole.length;
  }
  return at < text.length ? [...parts, { settled: text.slice(at) }] : parts;
};

const closed = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** The words that a decision puts into a place. */
export const chosenText = ({ yours, theirs }: Place, choice: Choice): string => {
  switch (choice.by) {
    case 'theirs':
      return theirs;
    case 'yours':
      return yours;
    case 'both':
      return closed(theirs) + yours;
    case 'edit':
      return choice.text;
  }
};

const marked = ({ base, yours, theirs }: Place): string =>
  `<<<<<<< yours\n${closed(yours)}||||||| base\n${closed(base)}=======\n${closed(theirs)}>>>>>>> theirs\n`;

/** One stretch of the result: `decided` by somebody, or still `open`; its `place` counts from 0. */
export interface Stretch {
  readonly text: string;
  readonly place?: number;
  readonly isOpen?: boolean;
}

/** What the decisions come to so far. Places without one carry markers as git writes them (`diff3`), so that nothing is lost. */
export const stretchesOf = (parts: readonly Part[], choices: readonly (Choice | undefined)[]): readonly Stretch[] => {
  let place = -1;
  return parts.map((part, index): Stretch => {
    if (!isPlace(part)) return { text: part.settled };
    place += 1;
    const choice = choices[place];
    if (!choice) return { text: marked(part), place, isOpen: true };
    const text = chosenText(part, choice);
    return { text: index === parts.length - 1 ? text : closed(text), place };
  });
};

/** Whether somebody still has to decide. */
export const hasMarks = (text: string): boolean => /^<{7} yours$/m.test(text) && /^>{7} theirs$/m.test(text);

/** How many decisions of before stand in what is settled now: a page that changed once more asks only for the rest. */
export const stillHolding = (before: readonly string[], parts: readonly Part[]): number => {
  const settled = parts.map((part) => (isPlace(part) ? '\0' : part.settled)).join('');
  return before.filter((text) => settled.includes(text)).length;
};
