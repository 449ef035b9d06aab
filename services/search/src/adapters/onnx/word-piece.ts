/** Cuts a text into the pieces that BERT-like models were trained on (WordPiece, uncased; Devlin et al. 2018), by the model's own `vocab.txt`. */

export interface WordPiece {
  /** Ids with the marks of beginning and end, at most so many. */
  idsOf(text: string, most: number): readonly number[];
}

const MARKS = { unknown: '[UNK]', start: '[CLS]', end: '[SEP]' } as const;
/** A longer run of letters is one unknown word. */
const LONGEST = 100;
/** So much of a text can at most be of interest to a model that reads a few hundred pieces. */
const MAX_READ = 8_000;

const IDEOGRAPH = /([\p{sc=Han}])/gu;
const PUNCTUATION = /([\p{P}\p{S}])/gu;
const REMOVED = /[\u0000\ufffd\p{Cc}\p{Cf}]/gu;

const wordsOf = (text: string): readonly string[] =>
  text
    .slice(0, MAX_READ)
    .toWellFormed()
    .replace(/[\t\n\r]/g, ' ')
    .replace(REMOVED, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(IDEOGRAPH, ' $1 ')
    .replace(PUNCTUATION, ' $1 ')
    .split(/\s+/u)
    .filter((word) => word !== '');

/** The longest piece of the vocabulary that the rest of the word begins with, then on from there. Undefined when there is none. */
const piecesOf = (word: string, vocabulary: ReadonlyMap<string, number>): readonly number[] | undefined => {
  const pieces: number[] = [];
  for (let start = 0; start < word.length;) {
    let end = word.length;
    const pieceTo = (to: number): number | undefined => vocabulary.get(`${start > 0 ? '##' : ''}${word.slice(start, to)}`);
    while (end > start && pieceTo(end) === undefined) end -= 1;
    const piece = pieceTo(end);
    if (end === start || piece === undefined) return undefined;
    pieces.push(piece);
    start = end;
  }
  return pieces;
};

/** @throws when the vocabulary lacks the marks of such models */
export const wordPiece = (vocabularyFile: string): WordPiece => {
  const vocabulary = new Map(vocabularyFile.split(/\r?\n/).map((piece, id) => [piece, id] as const));
  const idOf = (mark: string): number => {
    const id = vocabulary.get(mark);
    if (id === undefined) throw new Error(`vocab.txt has no ${mark}: it is not the vocabulary of a BERT-like model`);
    return id;
  };
  const [unknown, start, end] = [idOf(MARKS.unknown), idOf(MARKS.start), idOf(MARKS.end)];
  return {
    idsOf(text, most) {
      const ids: number[] = [];
      for (const word of wordsOf(text)) {
        if (ids.length >= most - 2) break;
        ids.push(...((word.length > LONGEST ? undefined : piecesOf(word, vocabulary)) ?? [unknown]));
      }
      return [start, ...ids.slice(0, most - 2), end];
    },
  };
};
