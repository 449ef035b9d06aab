/** Changed lines with their surroundings, one by one, so that nobody writes out more of them than an answer holds. */
import type { DiffLine } from '@wikibot/contracts/requests/differences';
import type { LineChange } from './line-changes.ts';
import type { Mark, Marks } from './word-marks.ts';
import { wordMarks } from './word-marks.ts';

const CONTEXT = 3;
/** Units of lines that are compared word by word for one answer: telling words apart is what costs most. */
const MOST_COMPARED = 256 * 1024;

export interface Texts {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A line that is not yet written out. */
export interface Row {
  readonly hunk: number;
  readonly units: number;
  /** Numbers of the lines that come next on both sides. */
  readonly at: { readonly before: number; readonly after: number };
  readonly line: () => DiffLine;
}

export function* rowsOf(texts: Texts, changes: readonly LineChange[]): Iterable<Row> {
  const marksOf = markedOnce(texts);
  let hunk = 0;
  for (const [index, change] of changes.entries()) {
    const { leading, trailing, isApart } = surroundings(texts, changes, index);
    if (isApart) hunk += 1;
    yield* sameRows(texts, hunk, { before: change.before - leading, after: change.after - leading, count: leading });
    yield* changedRows(texts, hunk, { change, marks: () => marksOf(change) });
    yield* sameRows(texts, hunk, { before: endOf(change), after: change.after + change.added, count: trailing });
  }
}

/** Two changes whose surroundings touch share a hunk, and what lies between them comes before the second. */
const surroundings = ({ before }: Texts, changes: readonly LineChange[], index: number) => {
  const [start, end] = [changes[index]?.before ?? 0, endOf(changes[index])];
  const [previous, following] = [changes[index - 1], changes[index + 1]];
  const isApart = !previous || start - endOf(previous) > 2 * CONTEXT;
  const joinsNext = following !== undefined && following.before - end <= 2 * CONTEXT;
  return {
    isApart,
    leading: isApart ? Math.min(CONTEXT, start) : start - endOf(previous),
    trailing: joinsNext ? 0 : Math.min(CONTEXT, before.length - end),
  };
};

const endOf = (change: LineChange | undefined): number => (change ? change.before + change.removed : 0);

interface Same {
  readonly before: number;
  readonly after: number;
  readonly count: number;
}

function* sameRows(texts: Texts, hunk: number, { before, after, count }: Same): Iterable<Row> {
  for (let place = 0; place < count; place += 1) {
    const text = texts.before[before + place] ?? '';
    const at = { before: before + place + 1, after: after + place + 1 };
    yield { hunk, units: text.length, at, line: () => ({ kind: 'same', ...at, ...written(text) }) };
  }
}

interface Changed {
  readonly change: LineChange;
  readonly marks: () => Marks | undefined;
}

function* changedRows(texts: Texts, hunk: number, { change, marks }: Changed): Iterable<Row> {
  for (let place = 0; place < change.removed; place += 1) {
    const number = change.before + place;
    const text = texts.before[number] ?? '';
    const line = (): DiffLine => ({ kind: 'removed', before: number + 1, ...written(text), ...marked(marks()?.removed[place]) });
    yield { hunk, units: text.length, at: { before: number + 1, after: change.after + 1 }, line };
  }
  for (let place = 0; place < change.added; place += 1) {
    const number = change.after + place;
    const text = texts.after[number] ?? '';
    const line = (): DiffLine => ({ kind: 'added', after: number + 1, ...written(text), ...marked(marks()?.added[place]) });
    yield { hunk, units: text.length, at: { before: endOf(change) + 1, after: number + 1 }, line };
  }
}

const written = (line: string): Pick<DiffLine, 'text' | 'unended'> =>
  line.endsWith('\n') ? { text: line.slice(0, -1) } : { text: line, unended: true };

const marked = (marks: readonly Mark[] | undefined): Pick<DiffLine, 'words'> =>
  marks ? { words: marks.map(([start, end]): [number, number] => [start, end]) } : {};

/** The marks of a change are found when its first line is written out, while there is room for comparing words. */
const markedOnce = ({ before, after }: Texts) => {
  const known = new Map<LineChange, Marks | undefined>();
  let left = MOST_COMPARED;
  const found = (change: LineChange): Marks | undefined => {
    if (change.removed === 0 || change.added === 0) return undefined;
    const removed = before.slice(change.before, endOf(change)).map(withoutEnd);
    const added = after.slice(change.after, change.after + change.added).map(withoutEnd);
    left -= [...removed, ...added].reduce((sum, line) => sum + line.length, 0);
    return left < 0 ? undefined : wordMarks(removed, added);
  };
  return (change: LineChange): Marks | undefined => {
    if (!known.has(change)) known.set(change, found(change));
    return known.get(change);
  };
};

const withoutEnd = (line: string): string => (line.endsWith('\n') ? line.slice(0, -1) : line);
