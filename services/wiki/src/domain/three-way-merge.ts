import type { ConflictHunk } from '@wikibot/contracts/requests/conflict';
import { diff3MergeRegions } from 'node-diff3';

export type Merge =
  | { readonly clean: true; readonly text: string }
  | { readonly clean: false; readonly text: string; readonly hunks: readonly ConflictHunk[] };

/** Three versions of lines that are not settled. */
interface Contested {
  readonly base: readonly string[];
  readonly yours: readonly string[];
  readonly theirs: readonly string[];
  /** How many lines of the base come before. */
  readonly before: number;
}

/** A stretch of the result. */
type Region = { readonly settled: readonly string[] } | Contested;

/** Above so many steps of the line diff (about a second), the whole changed stretch counts as one change. */
const MAX_STEPS = 100_000_000;

/**
 * Merges two line-based changes of one text (diff3). Line endings and a missing last newline are kept byte for byte.
 * Changes of directly neighbouring lines are a conflict, as in git. An unclean text carries git's markers:
 * `<<<<<<< yours`, `||||||| base`, `=======`, `>>>>>>> theirs`.
 * Source: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3" (FSTTCS 2007).
 */
export const mergeText = (base: string, yours: string, theirs: string): Merge => {
  if (yours === theirs || base === theirs) return { clean: true, text: yours };
  if (base === yours) return { clean: true, text: theirs };
  return written(regionsOf(linesOf(base), linesOf(yours), linesOf(theirs)), endOfLine(base + yours));
};

/** Lines with their endings; only the last one may lack it. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const endOfLine = (text: string): string => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n');

/** The stretch of `base` outside which `changed` equals it, and the stretch of `changed` that stands in its place. */
const changedStretch = (base: readonly string[], changed: readonly string[]) => {
  const most = Math.min(base.length, changed.length);
  let start = 0;
  while (start < most && base[start] === changed[start]) start += 1;
  let end = 0;
  while (end < most - start && base[base.length - 1 - end] === changed[changed.length - 1 - end]) end += 1;
  return { start, end: base.length - end };
};

/** Only the stretch that either side changed is worth a diff: everything around it is settled. */
const regionsOf = (base: readonly string[], yours: readonly string[], theirs: readonly string[]): Region[] => {
  const mine = changedStretch(base, yours);
  const other = changedStretch(base, theirs);
  const start = Math.min(mine.start, other.start);
  const tail = base.length - Math.max(mine.end, other.end);
  const inner = (lines: readonly string[]) => lines.slice(start, lines.length - tail);
  const apart = mine.end < other.start || other.end < mine.start;
  const middle = apart
    ? sideBySide(mine.start < other.start, base.slice(start, base.length - tail), [inner(yours), inner(theirs)])
    : diffed({ base: inner(base), yours: inner(yours), theirs: inner(theirs), before: start });
  return [{ settled: base.slice(0, start) }, ...middle, { settled: base.slice(base.length - tail) }];
};

/** Two stretches that do not touch: the earlier change, what lies between, the later change. */
const sideBySide = (yoursFirst: boolean, base: readonly string[], sides: readonly [readonly string[], readonly string[]]): Region[] => {
  const [first, second] = yoursFirst ? sides : [sides[1], sides[0]];
  const before = changedStretch(base, first).end;
  return [{ settled: first.slice(0, first.length - (base.length - before)) }, { settled: second.slice(before) }];
};

const diffed = (whole: Contested): Region[] => {
  const { base, yours, theirs } = whole;
  if (base.length * (yours.length + theirs.length) > MAX_STEPS) return [whole];
  return diff3MergeRegions([...yours], [...base], [...theirs]).map((region): Region => {
    if (region.stable) return { settled: region.bufferContent };
    const { aContent, oContent, bContent, oStart } = region;
    if (aContent.join('') === bContent.join('')) return { settled: aContent };
    return { base: oContent, yours: aContent, theirs: bContent, before: whole.before + oStart };
  });
};

const kindOf = ({ base, yours, theirs }: Contested): ConflictHunk['kind'] => {
  if (base.length === 0) return 'both-added';
  if (yours.length === 0) return 'you-removed';
  return theirs.length === 0 ? 'they-removed' : 'both-changed';
};

const hunkOf = (contested: Contested, startLine: number): ConflictHunk => ({
  kind: kindOf(contested),
  base: contested.base.join(''),
  yours: contested.yours.join(''),
  theirs: contested.theirs.join(''),
  baseLines: [contested.before + 1, contested.before + contested.base.length],
  startLine,
});

const written = (regions: readonly Region[], newline: string): Merge => {
  const lines: string[] = [];
  const hunks: ConflictHunk[] = [];
  for (const region of regions) {
    if ('settled' in region) for (const line of region.settled) lines.push(line);
    else {
      hunks.push(hunkOf(region, lines.length + 1));
      for (const line of marked(region, newline)) lines.push(line);
    }
  }
  const text = lines.join('');
  return hunks.length === 0 ? { clean: true, text } : { clean: false, text, hunks };
};

function* marked(region: Contested, newline: string): Iterable<string> {
  const closed = (lines: readonly string[]) => lines.map((line) => (line.endsWith('\n') ? line : line + newline));
  yield `<<<<<<< yours${newline}`;
  yield* closed(region.yours);
  yield `||||||| base${newline}`;
  yield* closed(region.base);
  yield `=======${newline}`;
  yield* closed(region.theirs);
  yield `>>>>>>> theirs${newline}`;
}
