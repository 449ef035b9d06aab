import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOneEditAway, keptByOneEdit } from './typos.ts';

describe('a typo', () => {
  it.each([
    ['receive', 'recieve', true],
    ['letter', 'leter', true],
    ['leter', 'letter', true],
    ['house', 'mouse', true],
    ['house', 'housed', true],
    ['house', 'house', false],
    ['house', 'hosue', true],
    ['house', 'moused', false],
    ['house', 'esuoh', false],
    ['', 'a', true],
  ])('%s for %s: %s', (a, b, expected) => {
    expect(isOneEditAway(a, b)).toBe(expected);
    expect(isOneEditAway(b, a)).toBe(expected);
  });

  it('leaves the head or the tail of a word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '𝒳'), minLength: 5, maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const { head, tail } = keptByOneEdit(a);
        expect(!isOneEditAway(a, b) || b.startsWith(head) || b.endsWith(tail)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
