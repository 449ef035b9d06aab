import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { termNames, termsOf } from './terms.ts';

describe('terms', () => {
  it.each([
    ['Ünïcödé Łódź Straße', ['unicode', 'lodz', 'strasse']],
    ['snake_case e-mail don’t', ['snake', 'case', 'e', 'mail', 'don', 't']],
    ['日本語テキスト', ['日', '本', '語', 'テ', 'キ', 'ス', 'ト']],
    ['हिन्दी', ['हिन्दी']],
    ['ﬁne ① ½', ['fine', '1', '12']],
    ['👩‍🚀 go', ['👩', '🚀', 'go']],
    ['Σίσυφος ΣΊΣΥΦΟΣ', ['σισυφοσ', 'σισυφοσ']],
  ])('of %s are %j', (text, terms) => {
    expect(termNames(text)).toEqual(terms);
  });

  it('divide a run of letters that never ends', () => {
    expect(termNames('x'.repeat(130)).map(({ length }) => length)).toEqual([64, 64, 2]);
  });

  it('stand in order where they are said to stand, and are the same with and without places', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        const terms = termsOf(text);
        expect(terms.map(({ term }) => term)).toEqual(termNames(text));
        terms.reduce((from, { term, start, end }) => {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(termNames(text.slice(start, end)).join('')).toBe(term);
          return end;
        }, 0);
      }),
    );
  });
});
