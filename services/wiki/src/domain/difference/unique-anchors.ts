/**
 * Lines that stand once in each of two texts, as far as they come in the same order: what a reader would hold on to.
 * Source: Bram Cohen, "The diff problem has been solved" (patience diff); longest increasing subsequence by patience sorting.
 */

/** Where the same line stands on both sides. */
export interface Anchor {
  readonly before: number;
  readonly after: number;
}

export const uniqueAnchors = (before: readonly number[], after: readonly number[]): readonly Anchor[] => {
  const there = placesOfUnique(before);
  const common = [...placesOfUnique(after)].flatMap(([line, place]): Anchor[] => {
    const standing = there.get(line);
    return standing === undefined ? [] : [{ before: standing, after: place }];
  });
  return longestRising(common);
};

/** Places by line, in the order of the text. */
const placesOfUnique = (lines: readonly number[]): ReadonlyMap<number, number> => {
  const places = new Map<number, number>();
  const repeated = new Set<number>();
  lines.forEach((line, place) => {
    if (places.has(line)) repeated.add(line);
    else places.set(line, place);
  });
  for (const line of repeated) places.delete(line);
  return places;
};

interface Link {
  readonly anchor: Anchor;
  readonly previous: Link | undefined;
}

/** Anchors come by `after`; the longest part of them that also rises in `before`. */
const longestRising = (anchors: readonly Anchor[]): readonly Anchor[] => {
  const tops: Link[] = [];
  for (const anchor of anchors) {
    const pile = firstNotBelow(tops, anchor.before);
    tops[pile] = { anchor, previous: tops[pile - 1] };
  }
  const rising: Anchor[] = [];
  for (let link = tops.at(-1); link; link = link.previous) rising.push(link.anchor);
  return rising.reverse();
};

const firstNotBelow = (tops: readonly Link[], before: number): number => {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tops[middle]?.anchor.before ?? 0) < before) low = middle + 1;
    else high = middle;
  }
  return low;
};
