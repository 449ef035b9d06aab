import { describe, expect, it } from '@jest/globals';
import { dot } from '../domain/embedding/directions.ts';
import { decodedLexicon, encodedLexicon } from '../domain/embedding/lexicon.ts';
import { learnLexicon } from '../domain/embedding/learn-lexicon.ts';
import { describeEmbedder } from '../ports/embedder.suite.ts';
import { builtinEmbedder } from './builtin-embedder.ts';

describeEmbedder('the built-in embedder', async () => builtinEmbedder());

/** In which physician and doctor never meet, and stand in the same company. */
const COMPANY = [
  ...Array.from({ length: 6 }, (_, at) => `The doctor saw the patient in the hospital on visit${at} and wrote a prescription.`),
  ...Array.from({ length: 6 }, (_, at) => `A physician treats patients at the hospital, ward${at}, with a prescription.`),
  ...Array.from({ length: 12 }, (_, at) => `The gearbox of the tractor was oiled in the workshop before harvest${at}.`),
];
async function* texts(): AsyncIterable<string> {
  yield* COMPANY;
}

const likeness = async (a: string, b: string, lexicon?: Uint8Array): Promise<number> => {
  const [one, other] = await builtinEmbedder().embed([a, b], lexicon);
  return one && other ? dot(one, other) : 0;
};

describe('what the built-in embedder finds alike', () => {
  it('is words with the same stem, and words with a letter wrong, also in a new wiki', async () => {
    expect(await likeness('pruned roses', 'the pruning of a rose')).toBeGreaterThan(0.9);
    expect(await likeness('configuration', 'confguration')).toBeGreaterThan((await likeness('configuration', 'tractor')) + 0.05);
  });

  it('is words that the wiki uses alike, once it has learned it', async () => {
    const lexicon = encodedLexicon(await learnLexicon(texts));
    const lead = async (known?: Uint8Array): Promise<number> =>
      (await likeness('physician', 'doctor', known)) - (await likeness('physician', 'gearbox', known));
    expect(await lead()).toBeLessThan(0.1);
    expect(await lead(lexicon)).toBeGreaterThan(0.2);
  });

  it('is nothing for a text without a telling word', async () => {
    expect(await builtinEmbedder().embed(['what is it that you do', '12 34'])).toEqual([undefined, undefined]);
  });
});

describe('a lexicon', () => {
  it('is read as it was written, its directions to within a hundredth', async () => {
    const written = await learnLexicon(texts);
    const read = decodedLexicon(encodedLexicon(written));
    expect([read.chunks, [...read.frequency]]).toEqual([written.chunks, [...written.frequency]]);
    for (const [stem, vector] of written.company) expect(dot(vector, read.company.get(stem) ?? [])).toBeGreaterThan(0.99);
    expect(read.common).toEqual(written.common);
  });

  it('of no texts is an empty one', async () => {
    const empty = await learnLexicon(async function* () {});
    expect(decodedLexicon(encodedLexicon(empty)).frequency.size).toBe(0);
  });
});
