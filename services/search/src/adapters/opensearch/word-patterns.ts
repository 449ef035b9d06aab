/**
 * Words of a wiki's vocabulary as regular expressions of Lucene. Terms are letters, marks, digits and pictographs, none of which means
 * anything there; whatever else there were is left out.
 */
const OTHER = /[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]/gu;

const plain = (word: string): readonly string[] => [...word.replace(OTHER, '')];

/** Words with this one inside. */
export const longerThan = (mark: string, word: string): string => `${mark}.*${plain(word).join('')}.*`;

/** Words that one edit makes of this one: a letter more, less or other, or two neighbours swapped. */
export const oneEditFrom = (mark: string, word: string): string => {
  const letters = plain(word);
  const until = (end: number): string => letters.slice(0, end).join('');
  const from = (start: number): string => letters.slice(start).join('');
  const edits = letters.flatMap((letter, at) => [
    `${until(at)}.${from(at)}`,
    `${until(at)}.?${from(at + 1)}`,
    ...(at + 1 < letters.length ? [`${until(at)}${letters[at + 1] ?? ''}${letter}${from(at + 2)}`] : []),
  ]);
  return `${mark}(${[...edits, `${letters.join('')}.`].join('|')})`;
};
