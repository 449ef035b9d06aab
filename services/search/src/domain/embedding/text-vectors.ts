import { contentWords } from './content-words.ts';
import { add, addDirection, DIMENSION, dot, toUnit } from './directions.ts';
import type { WikiLexicon } from './lexicon.ts';

/** How much each source of a word's direction counts. Chosen on the tuned part of the evaluation (`docs/search-quality.md`). */
const WEIGHTS = { word: 1, letters: 0.45, company: 0.7 } as const;

/** Direction of a word as itself; the same that its neighbours' company is made of. */
export const wordName = (stem: string): string => `word ${stem}`;

const GRAMS = [3, 4] as const;

/** Words that share letters are a little alike: other endings, compounds, slips of the keyboard. */
const lettersOf = (stem: string): Float32Array => {
  const vector = new Float32Array(DIMENSION);
  const framed = `<${stem}>`;
  for (const length of GRAMS)
    for (let at = 0; at + length <= framed.length; at += 1) addDirection(vector, `letters ${framed.slice(at, at + length)}`, 1);
  toUnit(vector);
  return vector;
};

/** Of a word that no two chunks have, letters are all that can be known. */
const UNKNOWN = 1;

/** How rare a stem is among the chunks of the wiki; of a new wiki every word is as rare. */
export const rarityIn = ({ chunks, frequency }: WikiLexicon, stem: string): number => {
  const count = frequency.get(stem);
  return count === undefined ? UNKNOWN : Math.log(1 + chunks / (count + 1));
};

const wordVector = ({ company }: WikiLexicon, stem: string): Float32Array => {
  const vector = new Float32Array(DIMENSION);
  addDirection(vector, wordName(stem), WEIGHTS.word);
  add(vector, lettersOf(stem), WEIGHTS.letters);
  const kept = company.get(stem);
  if (kept) add(vector, kept, WEIGHTS.company);
  toUnit(vector);
  return vector;
};

/** So many words' vectors are remembered, 1.5 KB each. */
const REMEMBERED = 4_096;

/** Takes away what all chunks have in common. Undefined when nothing is left. */
const telling = (vector: Float32Array, { common }: WikiLexicon): Float32Array | undefined => {
  if (!toUnit(vector)) return undefined;
  const shared = dot(common, common) > 0 ? 1 : 0;
  add(vector, common, -shared);
  return toUnit(vector) ? vector : undefined;
};

const counted = (stems: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
};

/** Makes vectors of texts by what is known of the words of a wiki. Undefined for a text without a telling word. */
export const textVectors = (lexicon: WikiLexicon): ((text: string) => Float32Array | undefined) => {
  const words = new Map<string, Float32Array>();
  const vectorOf = (stem: string): Float32Array => {
    const known = words.get(stem);
    if (known) return known;
    if (words.size >= REMEMBERED) words.clear();
    const made = wordVector(lexicon, stem);
    words.set(stem, made);
    return made;
  };
  return (text) => {
    const vector = new Float32Array(DIMENSION);
    for (const [stem, count] of counted(contentWords(text))) add(vector, vectorOf(stem), rarityIn(lexicon, stem) * (1 + Math.log(count)));
    return telling(vector, lexicon);
  };
};
