/** What one edit (a letter more, less or other, or two neighbours swapped) leaves as it is: the beginning or the end of the word. */
export const keptByOneEdit = (word: string): { readonly head: string; readonly tail: string } => {
  const letters = [...word];
  const middle = Math.floor(letters.length / 2);
  return { head: letters.slice(0, middle - 1).join(''), tail: letters.slice(middle + 1).join('') };
};

/** Whether one edit makes the longer word of the shorter one, both from the first letter that differs. */
type Edit = (short: readonly string[], long: readonly string[]) => boolean;

const same: Edit = (short, long) => short.join('') === long.join('');
const inserts: Edit = (short, [, ...rest]) => same(short, rest);
const replaces: Edit = ([, ...rest], [, ...others]) => same(rest, others);
const swaps: Edit = ([one, two, ...rest], [first, second, ...others]) => one === second && two === first && same(rest, others);
const EDITS: readonly Edit[] = [inserts, replaces, swaps];

const sharedLetters = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((letter, place) => letter !== b[place]);
  return at === -1 ? a.length : at;
};

/** Whether one edit makes one word of the other: inserting, deleting or replacing a letter, or swapping two neighbours. */
export const isOneEditAway = (a: string, b: string): boolean => {
  if (a === b) return false;
  const [short, long] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]];
  const from = sharedLetters(short, long);
  return EDITS.some((edit) => edit(short.slice(from), long.slice(from)));
};
