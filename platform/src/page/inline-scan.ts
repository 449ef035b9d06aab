/** The text under the scanner, with what it looked up ahead, so that nothing is searched for twice. */
export interface Scan {
  readonly text: string;
  readonly links: InlineLink[];
  readonly openers: Opener[];
  /** Link openers below this depth enclose a link and so cannot become one (CommonMark 6.3). */
  inactive: number;
  /** Starts of backtick runs by their length, the nearest last. */
  readonly ticks: ReadonlyMap<number, number[]>;
  readonly ahead: Map<string, number>;
}

/** A link as found in running text; offsets count UTF-16 units of that text. */
export interface InlineLink {
  readonly kind: 'wikilink' | 'embed' | 'link' | 'image' | 'autolink';
  readonly start: number;
  readonly end: number;
  /** What is inside `[[ ]]`, `( )` (the destination without `< >`), or `< >`. */
  readonly targetStart: number;
  readonly targetEnd: number;
}

export interface Opener {
  readonly at: number;
  readonly image: boolean;
}

const ticksOf = (text: string): ReadonlyMap<number, number[]> => {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const starts = runs.get(run.length);
    if (starts) starts.push(index);
    else runs.set(run.length, [index]);
  }
  for (const starts of runs.values()) starts.reverse();
  return runs;
};

export const scanOf = (text: string): Scan => ({ text, links: [], openers: [], inactive: 0, ticks: ticksOf(text), ahead: new Map() });

/** Where a string occurs next at or behind an offset that never decreases; Infinity when it does not. */
export const nextOf = (scan: Scan, wanted: string, from: number): number => {
  const known = scan.ahead.get(wanted);
  if (known !== undefined && known >= from) return known;
  const found = scan.text.indexOf(wanted, from);
  const at = found === -1 ? Infinity : found;
  scan.ahead.set(wanted, at);
  return at;
};

/** Where the next run of exactly that many backticks begins; Infinity when there is none. */
export const nextTicks = (scan: Scan, length: number, from: number): number => {
  const starts = scan.ticks.get(length) ?? [];
  while ((starts.at(-1) ?? Infinity) < from) starts.pop();
  return starts.at(-1) ?? Infinity;
};
