/** What one edit (a letter more, less or other, or two neighbours swapped) leaves as it is: the beginning or the end of the word. */
export const keptByOneEdit = (word: string): { readonly head: string; readonly tail: string } => {
  const letters = [...word];
  const middle = Math.floor(letters.length / 2);
  return { head: letters.slice(0, middle - 1).join(''), tail: letters.slice(middle + 1).join('') };
};

/** Whether one edit makes one word of the other: inserting, deleting or replacing a letter, or swapping two neighbours. */
export const isOneEditAway = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [[...a], [...b]] : [[...b], [...a]];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (letters: readonly string[], from: number): string => letters.slice(from).join('');
  if (long.length > short.length) return rest(short, at) === rest(long, at + 1);
  if (at === short.length) return false;
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, at + 2) === rest(long, at + 2);
  return swapped || rest(short, at + 1) === rest(long, at + 1);
};
