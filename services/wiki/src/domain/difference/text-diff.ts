/** Two texts compared, as far as one answer holds it. */
import { present } from '@wikibot/contracts/define/present';
import type { DiffHunk } from '@wikibot/contracts/requests/differences';
import { linesOf } from '../line-count.ts';
import type { Row } from './hunk-rows.ts';
import { rowsOf } from './hunk-rows.ts';
import { lineChanges } from './line-changes.ts';

export interface Window {
  /** How many lines of the comparison are passed over. */
  readonly from: number;
  /** Most lines. */
  readonly limit: number;
}

export interface TextDiff {
  readonly lines: { readonly added: number; readonly removed: number };
  readonly hunks: DiffHunk[];
  /** Where the next window begins, when there is more. */
  readonly next?: number;
}

/** UTF-16 units of one answer; a single line may be longer. */
const MOST_UNITS = 512 * 1024;

export const textDiff = (before: string, after: string, window: Window): TextDiff => {
  const texts = { before: linesOf(before), after: linesOf(after) };
  const changes = lineChanges(texts.before, texts.after);
  const { rows, next } = windowed(rowsOf(texts, changes), window);
  return {
    lines: {
      added: changes.reduce((sum, change) => sum + change.added, 0),
      removed: changes.reduce((sum, change) => sum + change.removed, 0),
    },
    hunks: hunksOf(rows),
    ...present({ next }),
  };
};

const windowed = (all: Iterable<Row>, { from, limit }: Window): { readonly rows: readonly Row[]; readonly next: number | undefined } => {
  const rows: Row[] = [];
  let place = 0;
  let units = 0;
  for (const row of all) {
    place += 1;
    if (place <= from) continue;
    units += row.units;
    if (rows.length === limit || (units > MOST_UNITS && rows.length > 0)) return { rows, next: place - 1 };
    rows.push(row);
  }
  return { rows, next: undefined };
};

const hunksOf = (rows: readonly Row[]): DiffHunk[] => [...Map.groupBy(rows, ({ hunk }) => hunk).values()].map(hunkOf);

const hunkOf = (rows: readonly Row[]): DiffHunk => {
  const lines = rows.map((row) => row.line());
  const rangeOn = (side: 'before' | 'after'): DiffHunk['before'] => {
    const start = rows[0]?.at[side] ?? 1;
    return [start, start + lines.filter((line) => line[side] !== undefined).length - 1];
  };
  return { before: rangeOn('before'), after: rangeOn('after'), lines };
};
