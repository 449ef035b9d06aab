import fc from 'fast-check';
import { countWords, estimateTokens, excerpt } from './words.ts';

describe('counting', () => {
  it('counts words between white space and ideographs one by one', () => {
    expect(['', ' a  b\nc ', '日本語 ok', "don't stop"].map(countWords)).toEqual([0, 3, 4, 2]);
  });

  it('estimates a token per four characters', () => {
    expect(['', 'a', 'abcd', 'abcde'].map(estimateTokens)).toEqual([0, 1, 1, 2]);
  });
});

describe('an excerpt', () => {
  it('is one line, cut at a word', () => {
    expect(excerpt('one  two\nthree four', 14)).toBe('one two three…');
    expect(excerpt(' short ', 20)).toBe('short');
  });

  it('is never longer than asked and never splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, max) => {
        const short = excerpt(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});
