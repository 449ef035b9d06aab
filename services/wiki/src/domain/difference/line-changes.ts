/** Which lines of a text were replaced by which, in bounded time whatever the texts are. */
import { diffArrays } from 'diff';
import type { Anchor } from './unique-anchors.ts';
import { uniqueAnchors } from './unique-anchors.ts';

/** The lines `[before, before + removed)` gave way to `[after, after + added)` of the other text; places count from 0. */
export interface LineChange {
  readonly before: number;
  readonly removed: number;
  readonly after: number;
  readonly added: number;
}

/**
 * The changes in the order of the text; what lies between them is equal. They are the fewest (Myers, "An O(ND) Difference Algorithm", 1986)
 * where that is affordable; elsewhere lines that stand once on both sides are held on to, and what lies between two of them counts
 * as one change when it is still too much.
 */
export const lineChanges = (before: readonly string[], after: readonly string[]): readonly LineChange[] => {
  // Most changes are small: what is equal at both ends need not even be numbered.
  const {
    before: start,
    removed,
    added,
  } = trimmed({ before, after }, { before: 0, removed: before.length, after: 0, added: after.length });
  const numbers = new Map<string, number>();
  const numbered = (lines: readonly string[], count: number): number[] =>
    lines.slice(start, start + count).map((line) => numberOf(numbers, line));
  const sides: Sides = { before: numbered(before, removed), after: numbered(after, added), left: { steps: MOST_STEPS } };
  const changes = changesWithin(sides, { before: 0, removed, after: 0, added }, 0);
  return changes.map((change) => ({ ...change, before: change.before + start, after: change.after + start }));
};

const numberOf = (numbers: Map<string, number>, line: string): number => {
  const known = numbers.get(line);
  if (known !== undefined) return known;
  numbers.set(line, numbers.size);
  return numbers.size - 1;
};

/** Steps of the exact algorithm, for one comparison as a whole: some tenths of a second. */
const MOST_STEPS = 40_000_000;
/** Above so many lines that came or went the exact algorithm is not tried further. */
const MOST_EDITS = 1_000;
const DEEPEST = 8;

interface Sides {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly left: { steps: number };
}

const changesWithin = (sides: Sides, whole: LineChange, depth: number): readonly LineChange[] => {
  const stretch = trimmed(sides, whole);
  if (stretch.removed === 0 && stretch.added === 0) return [];
  if (stretch.removed === 0 || stretch.added === 0) return [stretch];
  return fewest(sides, stretch) ?? anchored(sides, stretch, depth);
};

/** Without what is equal at both ends. */
const trimmed = <L>(
  { before, after }: { readonly before: readonly L[]; readonly after: readonly L[] },
  { before: from, removed, after: to, added }: LineChange,
): LineChange => {
  const most = Math.min(removed, added);
  let start = 0;
  while (start < most && before[from + start] === after[to + start]) start += 1;
  let end = 0;
  while (end < most - start && before[from + removed - 1 - end] === after[to + added - 1 - end]) end += 1;
  return { before: from + start, removed: removed - start - end, after: to + start, added: added - start - end };
};

/** Undefined when it would take too long. */
const fewest = ({ before, after, left }: Sides, stretch: LineChange): readonly LineChange[] | undefined => {
  const lines = stretch.removed + stretch.added;
  const maxEditLength = Math.min(MOST_EDITS, lines, Math.floor(Math.sqrt(left.steps)), Math.floor(left.steps / lines));
  if (maxEditLength < 1) return undefined;
  left.steps -= maxEditLength * Math.min(lines, MOST_EDITS);
  const parts = diffArrays(sliceOf(before, stretch.before, stretch.removed), sliceOf(after, stretch.after, stretch.added), {
    maxEditLength,
  });
  return parts && changesOf(parts, stretch);
};

const sliceOf = (lines: readonly number[], from: number, count: number): number[] => lines.slice(from, from + count);

const changesOf = (
  parts: readonly { readonly count: number; readonly added: boolean; readonly removed: boolean }[],
  start: LineChange,
): readonly LineChange[] => {
  const changes: LineChange[] = [];
  let at = { before: start.before, removed: 0, after: start.after, added: 0 };
  for (const { count, added, removed } of parts) {
    if (added) at.added += count;
    else if (removed) at.removed += count;
    else {
      if (at.removed > 0 || at.added > 0) changes.push(at);
      at = { before: at.before + at.removed + count, removed: 0, after: at.after + at.added + count, added: 0 };
    }
  }
  return at.removed > 0 || at.added > 0 ? [...changes, at] : changes;
};

const anchored = (sides: Sides, stretch: LineChange, depth: number): readonly LineChange[] => {
  const { before, after } = sides;
  const anchors =
    depth < DEEPEST ? uniqueAnchors(sliceOf(before, stretch.before, stretch.removed), sliceOf(after, stretch.after, stretch.added)) : [];
  if (anchors.length === 0) return [stretch];
  return gapsBetween(anchors, stretch).flatMap((gap) => changesWithin(sides, gap, depth + 1));
};

const gapsBetween = (anchors: readonly Anchor[], stretch: LineChange): readonly LineChange[] => {
  let [before, after] = [stretch.before, stretch.after];
  const gaps: LineChange[] = [];
  for (const anchor of [...anchors, { before: stretch.removed, after: stretch.added }]) {
    const [nextBefore, nextAfter] = [stretch.before + anchor.before, stretch.after + anchor.after];
    gaps.push({ before, removed: nextBefore - before, after, added: nextAfter - after });
    [before, after] = [nextBefore + 1, nextAfter + 1];
  }
  return gaps;
};
