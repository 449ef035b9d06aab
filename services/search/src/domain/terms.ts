/** A word of a text in the form it is indexed and looked for, and where it stands (UTF-16 offsets, end exclusive). */
export interface Term {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Longer runs of letters are indexed in pieces of this length, a phrase to whoever looks for the whole. */
const MAX_TERM = 64;

// Scripts that put no spaces between words (or glue particles to them): one term a character, so that any part can be found as a phrase.
const SPACELESS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{sc=${script}}`)
  .join('');
const TERM = new RegExp(
  `[[\\p{L}\\p{N}]&&[${SPACELESS}]]\\p{M}*|[[\\p{L}\\p{N}]--[${SPACELESS}]][[\\p{L}\\p{N}\\p{M}]--[${SPACELESS}]]{0,${MAX_TERM - 1}}|\\p{Extended_Pictographic}`,
  'gv',
);
const ASCII_TERM = new RegExp(`[a-z0-9]{1,${MAX_TERM}}`, 'g');
const ASCII = /^[\0-\x7f]*$/;
const SPACELESS_TERM = new RegExp(`^[${SPACELESS}]\\p{M}*$`, 'v');

// Accents and vowel points that people leave out when they search; marks of other scripts are letters and stay.
const POINTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;
const UNDECOMPOSED = /[ßæœøłđıς]/g;
const SPELLED: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ' };
const NO_TERM = /[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]/gu;

const fold = (word: string): string => {
  const lower = word.toLowerCase();
  if (ASCII.test(lower)) return lower;
  const bare = lower.normalize('NFKD').toLowerCase().replace(POINTS, '').normalize('NFC');
  return bare.replace(UNDECOMPOSED, (letter) => SPELLED[letter] ?? letter).replace(NO_TERM, '');
};

// Between one term and the next there is no letter, so the next one's first occurrence is the next one: faster than asking for every place.
const asciiTerms = (text: string): readonly Term[] => {
  const lower = text.toLowerCase();
  let from = 0;
  return (lower.match(ASCII_TERM) ?? []).map((term) => {
    const start = lower.indexOf(term, from);
    from = start + term.length;
    return { term, start, end: from };
  });
};

/** The terms of a text with their places. Case, accents, vowel points and compatibility forms do not tell terms apart. */
export const termsOf = (text: string): readonly Term[] => {
  if (ASCII.test(text)) return asciiTerms(text);
  const terms: Term[] = [];
  for (const match of text.matchAll(TERM)) {
    const term = fold(match[0]);
    if (term !== '') terms.push({ term, start: match.index, end: match.index + match[0].length });
  }
  return terms;
};

/** The terms of a text without their places: the same as `termsOf(text).map(({ term }) => term)`, and faster. */
export const termNames = (text: string): readonly string[] =>
  ASCII.test(text) ? (text.toLowerCase().match(ASCII_TERM) ?? []) : (text.match(TERM) ?? []).map(fold).filter((term) => term !== '');

/** Whether the term is one character of a script that is written without spaces. */
export const isSpaceless = (term: string): boolean => SPACELESS_TERM.test(term);
