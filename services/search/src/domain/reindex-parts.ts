/** How a wiki is divided to be indexed anew part by part. */

export interface FactRange {
  /** Sequences after this one … */
  readonly after: number;
  /** … up to this one. */
  readonly upTo: number;
}

/** A run may have so many parts of a kind: each costs some of the 25,000 events that a run of Step Functions may have. */
const MOST_PARTS = 200;
const FACTS = 200;
export const PAGES = { quick: 200, slow: 40 } as const;

/** Newest first: what a page was before is then not worth reading again. */
export const factRanges = (head: number): readonly FactRange[] => {
  const size = Math.max(FACTS, Math.ceil(head / MOST_PARTS));
  const count = Math.ceil(head / size);
  return Array.from({ length: count }, (_, at) => {
    const after = (count - 1 - at) * size;
    return { after, upTo: Math.min(head, after + size) };
  });
};

export interface KeyRange {
  /** Keys after this one, … */
  readonly after: string;
  /** … up to this one. */
  readonly upTo: string;
}

/** Runs of neighbouring keys; the keys come in the order of the index. */
export const keyRanges = (keys: readonly string[], usual: number): readonly KeyRange[] => {
  const size = Math.max(usual, Math.ceil(keys.length / MOST_PARTS));
  return Array.from({ length: Math.ceil(keys.length / size) }, (_, at) => ({
    after: at === 0 ? '' : (keys[at * size - 1] ?? ''),
    upTo: keys[Math.min(keys.length, (at + 1) * size) - 1] ?? '',
  }));
};

/** So many wikis are indexed anew at the same time, so that whoever reads and writes meanwhile hardly notices. */
export const RUNS_AT_ONCE = 2;
