/** A stretch of a text, UTF-16 offsets, and how many words it has. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly words: number;
}

// Han and kana count one word a character; a run without white space counts again every 200 characters, so that no word is endless.
const IDEOGRAPHS = '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}';
const WORD = new RegExp(`[${IDEOGRAPHS}]|[^\\s${IDEOGRAPHS}]{1,200}`, 'gu');
const BLANK_LINES = /(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)\s*/g;
const SENTENCE_END = /(?<=[.!?])\s+(?=\p{Lu})|\s*(?:\r\n|\n|\r)\s*|(?<=[。！？])/gu;

export const countSpannedWords = (text: string): number => {
  let words = 0;
  WORD.lastIndex = 0;
  while (WORD.test(text)) words += 1;
  return words;
};

const split = (text: string, within: Pick<Span, 'start' | 'end'>, separator: RegExp): readonly Span[] => {
  const source = text.slice(within.start, within.end);
  const spans: Span[] = [];
  let from = 0;
  const add = (to: number): void => {
    const words = countSpannedWords(source.slice(from, to));
    if (words > 0) spans.push({ start: within.start + from, end: within.start + to, words });
  };
  for (const match of source.matchAll(separator)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(source.length);
  return spans;
};

export const paragraphsOf = (text: string): readonly Span[] => split(text, { start: 0, end: text.length }, BLANK_LINES);
export const sentencesOf = (text: string, within: Span): readonly Span[] => split(text, within, SENTENCE_END);

/** Pieces of `size` words each, the last with what is left. */
export const piecesOf = (text: string, within: Span, size: number): readonly Span[] => {
  const words = [...text.slice(within.start, within.end).matchAll(WORD)];
  return Array.from({ length: Math.ceil(words.length / size) }, (_, piece) => {
    const own = words.slice(piece * size, (piece + 1) * size);
    const last = own.at(-1);
    return {
      start: within.start + (own[0]?.index ?? 0),
      end: within.start + (last ? last.index + last[0].length : 0),
      words: own.length,
    };
  });
};

/** The end of a text from its `count`-th last word on; the whole text when it has no more words. */
export const lastWords = (text: string, count: number): string => {
  const starts = [...text.matchAll(WORD)].map(({ index }) => index);
  return text.slice(starts[Math.max(0, starts.length - count)] ?? 0);
};
