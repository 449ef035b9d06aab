import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseQuery } from './query.ts';

const unitsOf = (text: string) => {
  const query = parseQuery(text);
  return query.ok ? query.units.map(({ kind, terms, prefix }) => `${kind}:${terms.join('+')}${prefix ? '*' : ''}`) : query.problem;
};

describe('a query', () => {
  it.each([
    ['deploy guide ', ['word:deploy', 'word:guide']],
    ['deploy gui', ['word:deploy', 'word:gui*']],
    ['dep* guide ', ['word:dep*', 'word:guide']],
    ['a', ['word:a']],
    ['"blue green" x', ['phrase:blue+green', 'word:x']],
    ['“blue green”', ['phrase:blue+green']],
    ['"open end', ['word:open', 'word:end*']],
    ['e-mail', ['word:e+mail*']],
    ['日本', ['word:日+本']],
    ['Same same SAME ', ['word:same']],
    ['a AND NOT b ', ['word:a', 'word:and', 'word:not', 'word:b']],
    ['title:x^2', ['word:title+x+2']],
  ])('reads %j', (text, units) => {
    expect(unitsOf(text)).toEqual(units);
  });

  it.each(['', '   ', '"', '""', '-*:^()', '\0'])('is refused as empty when it is %j', (text) => {
    expect(unitsOf(text)).toBe('empty');
  });

  it('is cut to 400 characters and 32 terms, with a note of each', () => {
    const long = parseQuery('word '.repeat(100));
    expect(long).toMatchObject({ ok: true, notes: ['Only the first 400 characters of the query were used.'] });
    const many = parseQuery(Array.from({ length: 40 }, (_, at) => `w${at}`).join(' '));
    expect(many).toMatchObject({ ok: true, notes: ['Only the first 32 of 40 words were used.'] });
    expect(many.ok && many.units.length).toBe(32);
  });

  it('has only letters, digits, marks and pictographs in its terms, at most 32, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const query = parseQuery(text);
        const terms = query.ok ? query.units.flatMap((unit) => unit.terms) : [];
        expect(terms.length).toBeLessThanOrEqual(32);
        expect(terms.every((term) => /^[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+$/u.test(term))).toBe(true);
      }),
    );
  });
});
