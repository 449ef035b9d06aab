import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fused } from './fusion.ts';

const words = (keys: string, every = '') => [...keys].map((pageKey) => ({ pageKey, every: every.includes(pageKey) }));
const meaning = (keys: string, similarity = 0.9) => [...keys].map((pageKey) => ({ pageKey, similarity }));
const order = (found: Parameters<typeof fused>[0]): string =>
  fused(found)
    .map(({ pageKey }) => pageKey)
    .join('');

describe('the order of what was found by words and by meaning', () => {
  it('puts first what both find', () => {
    expect(order({ words: words('ABC'), meaning: meaning('CDA'), telling: 5 })).toBe('CADB');
  });

  it('lets words lead where names are looked up, and meaning where something is asked in a sentence', () => {
    const found = { words: words('AB'), meaning: meaning('DC') };
    expect([order({ ...found, telling: 2 }), order({ ...found, telling: 5 })]).toEqual(['ABDC', 'DCAB']);
    expect(order({ words: words('ABC'), meaning: meaning('C'), telling: 2 })).toBe('CAB');
  });

  it('puts pages with every word of a short question first, by words alone', () => {
    expect(order({ words: words('ABC', 'AB'), meaning: meaning('CB'), telling: 3 })).toBe('ABC');
    expect(order({ words: words('ABC', 'AB'), meaning: meaning('CB'), telling: 4 })).toBe('CBA');
  });

  it('leaves out what only meaning finds and is hardly like it', () => {
    expect(order({ words: words('A'), meaning: meaning('AB', 0.2), telling: 5 })).toBe('A');
  });

  it('tells the places that a page had, and a score that falls', () => {
    const [first, second] = fused({ words: words('AB'), meaning: meaning('B'), telling: 5 });
    expect(first).toMatchObject({ pageKey: 'B', words: 1, meaning: 0 });
    expect(second).toEqual({ pageKey: 'A', words: 0, score: 0.4 });
  });

  it('has each page once and scores from 0 to 1, whatever was found', () => {
    const keys = fc.uniqueArray(fc.constantFrom(...'ABCDEFGH'));
    fc.assert(
      fc.property(keys, keys, fc.integer({ min: 0, max: 6 }), (byWords, byMeaning, telling) => {
        const result = fused({ words: words(byWords.join(''), 'ACE'), meaning: meaning(byMeaning.join('')), telling });
        expect(new Set(result.map(({ pageKey }) => pageKey))).toEqual(new Set([...byWords, ...byMeaning]));
        expect(result).toHaveLength(new Set([...byWords, ...byMeaning]).size);
        const scores = result.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
      }),
    );
  });
});
