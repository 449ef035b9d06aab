/** By which version of a text each of its lines came, told from the newest version backwards. */
import type { LineChange } from './difference/line-changes.ts';
import { lineChanges } from './difference/line-changes.ts';
import { linesOf } from './line-count.ts';

/** What is known of the lines of one version: by line the place of its version in `versions`, or -1 for older than was looked. */
export interface Attribution<V> {
  readonly versions: readonly V[];
  readonly lines: Int32Array;
}

export interface Blame<V> {
  /** Whether every line has found the version that it came by. */
  isDone(): boolean;
  /** Goes one version further back; `whole` is what is known of that one already. */
  older(version: V, text: string, whole?: Attribution<V>): void;
  /** The lines that are left came by the oldest version. */
  end(): void;
  found(): Attribution<V>;
}

export const blame = <V>(newest: V, text: string): Blame<V> => {
  const versions: V[] = [newest];
  let lines = linesOf(text);
  const found = new Int32Array(lines.length).fill(-1);
  /** Lines that are not settled: where each stands in the text and in the version that was reached. */
  let pending = lines.map((_, place) => ({ place, at: place }));

  return {
    isDone: () => pending.length === 0,
    older: (version, olderText, whole) => {
      const before = linesOf(olderText);
      const { stayed, came } = traced(pending, lineChanges(before, lines));
      for (const place of came) found[place] = versions.length - 1;
      [lines, pending] = [before, stayed];
      versions.push(version);
      if (whole) pending = adopt(whole, { pending, versions, found });
    },
    end: () => {
      for (const { place } of pending) found[place] = versions.length - 1;
      pending = [];
    },
    found: () => ({ versions, lines: found }),
  };
};

interface Pending {
  readonly place: number;
  readonly at: number;
}

/** Both lists rise by place, so one walk through them is enough. */
const traced = (
  pending: readonly Pending[],
  changes: readonly LineChange[],
): { readonly stayed: Pending[]; readonly came: readonly number[] } => {
  const stayed: Pending[] = [];
  const came: number[] = [];
  let next = 0;
  let shift = 0;
  for (const { place, at } of pending) {
    for (let change = changes[next]; change && at >= change.after + change.added; change = changes[next]) {
      shift += change.removed - change.added;
      next += 1;
    }
    if (at >= (changes[next]?.after ?? Infinity)) came.push(place);
    else stayed.push({ place, at: at + shift });
  }
  return { stayed, came };
};

interface Open<V> {
  readonly pending: readonly Pending[];
  readonly versions: V[];
  readonly found: Int32Array;
}

/** What is known of the version that was reached settles all that is left. */
const adopt = <V>(whole: Attribution<V>, { pending, versions, found }: Open<V>): Pending[] => {
  // The first of them is the version that was reached, which stands at the end of the list already.
  const offset = versions.length - 1;
  versions.push(...whole.versions.slice(1));
  for (const { place, at } of pending) {
    const known = whole.lines[at] ?? -1;
    found[place] = known < 0 ? -1 : known + offset;
  }
  return [];
};
