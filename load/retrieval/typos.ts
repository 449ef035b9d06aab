/** The longest word of a question with two neighbouring letters swapped in its middle: the same slip every time. */
export const mistyped = (question: string): string => {
  const longest = question.split(' ').toSorted((a, b) => b.length - a.length)[0] ?? '';
  const middle = Math.floor(longest.length / 2);
  if (longest.length < 5 || longest[middle] === longest[middle + 1]) return question;
  const slip = `${longest.slice(0, middle)}${longest[middle + 1] ?? ''}${longest[middle] ?? ''}${longest.slice(middle + 2)}`;
  return question.replace(longest, slip);
};
