/** Learns the words of a wiki: how rare each is, and in which company it stands. */
import { contentWords } from './content-words.ts';
import { add, addDirection, DIMENSION, toUnit } from './directions.ts';
import type { WikiLexicon } from './lexicon.ts';
import { rarityIn, textVectors, wordName } from './text-vectors.ts';

/** Learning gains nothing from more, and what is kept must fit a document. */
const LIMITS = { chunks: 20_000, stems: 20_000, company: 8_000, sample: 2_000 } as const;

type Texts = () => AsyncIterable<string>;

async function* firstOf(texts: Texts, limit: number): AsyncIterable<string> {
  let left = limit;
  for await (const text of texts()) {
    if (left === 0) return;
    left -= 1;
    yield text;
  }
}

const byFrequency = ([stem, count]: readonly [string, number], [other, against]: readonly [string, number]): number =>
  against - count || (stem < other ? -1 : 1);

const countFrequencies = async (texts: Texts): Promise<Pick<WikiLexicon, 'chunks' | 'frequency'>> => {
  const counts = new Map<string, number>();
  let chunks = 0;
  for await (const text of firstOf(texts, LIMITS.chunks)) {
    chunks += 1;
    for (const stem of new Set(contentWords(text))) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count > 1).sort(byFrequency);
  return { chunks, frequency: new Map(shared.slice(0, LIMITS.stems)) };
};

/** A stem's company is the sum of all chunks that it stands in, without itself: stems used alike come to lie in one direction. */
const companyOf = async (texts: Texts, known: WikiLexicon): Promise<Map<string, Float32Array>> => {
  const company = new Map([...known.frequency.keys()].slice(0, LIMITS.company).map((stem) => [stem, new Float32Array(DIMENSION)] as const));
  for await (const text of firstOf(texts, LIMITS.chunks)) {
    // A word of one chunk alone is no company: nothing else can be known by it.
    const stems = new Set(contentWords(text).filter((stem) => known.frequency.has(stem)));
    const chunk = new Float32Array(DIMENSION);
    for (const stem of stems) addDirection(chunk, wordName(stem), rarityIn(known, stem));
    const share = 1 / Math.sqrt(stems.size || 1);
    for (const stem of stems) {
      const kept = company.get(stem);
      if (!kept) continue;
      add(kept, chunk, share);
      addDirection(kept, wordName(stem), -rarityIn(known, stem) * share);
    }
  }
  return company;
};

const meanOf = (vectors: readonly Float32Array[]): Float32Array => {
  const mean = new Float32Array(DIMENSION);
  for (const vector of vectors) add(mean, vector, 1 / vectors.length);
  return mean;
};

/** What every stem's company has in common says nothing of any. */
const apart = (company: Map<string, Float32Array>): Map<string, Float32Array> => {
  for (const [stem, vector] of company) if (!toUnit(vector)) company.delete(stem);
  const mean = meanOf([...company.values()]);
  if (!toUnit(mean)) return company;
  for (const [stem, vector] of company) {
    const shared = vector.reduce((sum, value, at) => sum + value * (mean[at] ?? 0), 0);
    add(vector, mean, -shared);
    if (!toUnit(vector)) company.delete(stem);
  }
  return company;
};

const commonOf = async (texts: Texts, known: WikiLexicon): Promise<Float32Array> => {
  const vectorOf = textVectors(known);
  const vectors: Float32Array[] = [];
  for await (const text of firstOf(texts, LIMITS.sample)) {
    const vector = vectorOf(text);
    if (vector) vectors.push(vector);
  }
  return meanOf(vectors);
};

/** The same texts in the same order give the same lexicon. Goes through the texts three times; at most the first 20,000. */
export const learnLexicon = async (texts: Texts): Promise<WikiLexicon> => {
  const counted = await countFrequencies(texts);
  const bare: WikiLexicon = { ...counted, company: new Map(), common: new Float32Array(DIMENSION) };
  const known = { ...bare, company: apart(await companyOf(texts, bare)) };
  return { ...known, common: await commonOf(texts, known) };
};
