import { describe, expect, it } from '@jest/globals';
import type { Embedder } from './embedder.ts';

const TEXTS = ['Roses need pruning in spring.', 'The engine of the lorry is broken.', 'Prune the rose after the frost.'];

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
async function* all(texts: readonly string[]): AsyncIterable<string> {
  yield* texts;
}

const vectorsOf = async (embedder: Embedder, texts: readonly string[], lexicon?: Uint8Array): Promise<readonly Float32Array[]> =>
  (await embedder.embed(texts, lexicon)).flatMap((vector) => vector ?? []);

/** What every embedder keeps to. */
export function describeEmbedder(name: string, open: () => Promise<Embedder>): void {
  describe(name, () => {
    it('gives each text a vector of unit length and of its dimension, in order', async () => {
      const embedder = await open();
      const vectors = await vectorsOf(embedder, TEXTS);
      expect(vectors.map(({ length }) => length)).toEqual(TEXTS.map(() => embedder.dimension));
      for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 4);
      expect(await vectorsOf(embedder, TEXTS.slice(1, 2))).toEqual([vectors[1]]);
      await embedder.close();
    });

    it('gives the same vectors again, by itself and by another of its kind', async () => {
      const [one, other] = [await open(), await open()];
      expect(await vectorsOf(other, TEXTS)).toEqual(await vectorsOf(one, TEXTS));
      expect(other.model).toBe(one.model);
      await Promise.all([one.close(), other.close()]);
    });

    it('learns the same from the same texts, and says no less for it', async () => {
      const embedder = await open();
      const learned = await embedder.learn?.(() => all(TEXTS));
      if (embedder.learn) expect(await embedder.learn(() => all(TEXTS))).toEqual(learned);
      expect(await vectorsOf(embedder, TEXTS, learned)).toHaveLength(TEXTS.length);
      await embedder.close();
    });

    it('takes any text: none, long ones, every script, what is no text at all', async () => {
      const embedder = await open();
      const hostile = ['', ' \n', '?!…', '日本語の文章', '\u0000\ud800', 'x'.repeat(100_000), 'word '.repeat(20_000), '👩‍👩‍👧'];
      const vectors = await embedder.embed(hostile);
      expect(vectors).toHaveLength(hostile.length);
      for (const vector of vectors) if (vector) expect(dot(vector, vector)).toBeCloseTo(1, 4);
      expect(await embedder.embed([])).toEqual([]);
      await embedder.close();
    });
  });
}
