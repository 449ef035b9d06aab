interface Known {
  readonly pageKey: string;
  readonly sequence: number;
}

/** Pages that two shelves have in different states, other than by a change later than `upTo`, which may be on its way to one of them. */
export const unexplainedDifferences = (old: readonly Known[], fresh: readonly Known[], upTo: number): number => {
  const before = new Map(old.map(({ pageKey, sequence }) => [pageKey, sequence]));
  const after = new Map(fresh.map(({ pageKey, sequence }) => [pageKey, sequence]));
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    return one !== other && Math.max(one ?? 0, other ?? 0) <= upTo;
  }).length;
};
