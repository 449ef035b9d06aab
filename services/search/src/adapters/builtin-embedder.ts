import { setImmediate } from 'node:timers/promises';
import { DIMENSION } from '../domain/embedding/directions.ts';
import { learnLexicon } from '../domain/embedding/learn-lexicon.ts';
import { decodedLexicon, EMPTY_LEXICON, encodedLexicon } from '../domain/embedding/lexicon.ts';
import { textVectors } from '../domain/embedding/text-vectors.ts';
import type { Embedder, Lexicon } from '../ports/embedder.ts';

/** Raise with every change of what a vector is made of: every wiki is then indexed anew. */
const MODEL = 'builtin-1';
/** Others are served after so many texts. */
const AT_ONCE = 32;

async function* pausing(texts: AsyncIterable<string>): AsyncIterable<string> {
  let count = 0;
  for await (const text of texts) {
    if ((count += 1) % AT_ONCE === 0) await setImmediate();
    yield text;
  }
}

type Vectors = (text: string) => Float32Array | undefined;

/**
 * The embedder that needs nothing: no weights, no network, no native part. What it knows of meaning it learns from the wiki itself, in which company
 * each word stands there, so it knows synonyms only where the wiki uses them alike.
 */
export const builtinEmbedder = (): Embedder => {
  const unlearned = textVectors(EMPTY_LEXICON);
  /** Whoever keeps a lexicon in memory keeps with it what was made of it. */
  const learned = new WeakMap<Lexicon, Vectors>();
  const vectorsFor = (lexicon: Lexicon | undefined): Vectors => {
    if (!lexicon) return unlearned;
    const known = learned.get(lexicon) ?? textVectors(decodedLexicon(lexicon));
    learned.set(lexicon, known);
    return known;
  };
  return {
    model: MODEL,
    dimension: DIMENSION,
    isQuick: true,
    learn: async (texts) => encodedLexicon(await learnLexicon(() => pausing(texts()))),
    async embed(texts, lexicon) {
      const vectorOf = vectorsFor(lexicon);
      const vectors: (Float32Array | undefined)[] = [];
      for (const [at, text] of texts.entries()) {
        if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
        vectors.push(vectorOf(text));
      }
      return vectors;
    },
    close: async () => undefined,
  };
};
