/** Divides room among texts so that short ones stay whole: what they leave free goes to the longer ones. */

/** How many UTF-16 units of each text there is room for, in the order given. */
export const shares = (lengths: readonly number[], room: number): readonly number[] => {
  const given = lengths.map(() => 0);
  let left = room;
  const shortestFirst = lengths.map((length, at) => ({ length, at })).sort((a, b) => a.length - b.length);
  shortestFirst.forEach(({ length, at }, place) => {
    const share = Math.min(length, Math.floor(left / (lengths.length - place)));
    given[at] = share;
    left -= share;
  });
  return given;
};
