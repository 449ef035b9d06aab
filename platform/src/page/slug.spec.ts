import fc from 'fast-check';
import { headingText } from './heading-text.ts';
import { slugger, slugOf } from './slug.ts';

describe('slugs', () => {
  it.each([
    ['Ünïcödé & Ärger!', 'unicode-arger'],
    ['日本語', '日本語'],
    ['Привет, мир — й', 'привет-мир-й'],
    ['हिन्दी', 'हिन्दी'],
    ['  A - b_c  ', 'a-b_c'],
    ['!!!', 'section'],
    ['', 'section'],
  ])('turn %j into %j', (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });

  it('are never empty and do not change when taken again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const slug = slugOf(text);
        expect(slug).not.toBe('');
        expect(slugOf(slug)).toBe(slug);
      }),
      { numRuns: 1000 },
    );
  });

  it('are numbered in document order without ever repeating', () => {
    expect(['B', 'b', 'B', 'B-1', 'B'].map(slugger())).toEqual(['b', 'b-1', 'b-2', 'b-1-1', 'b-3']);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a-1', 'a-1-1', 'a-2', '', 'section-1')), (titles) => {
        expect(new Set(titles.map(slugger())).size).toBe(titles.length);
      }),
    );
  });
});

describe('the words of a heading', () => {
  it.each([
    ['A *b* __c__ ~~d~~ snake_case', 'A b c d snake_case'],
    ['`a*b*` and \\*c\\*', 'a*b* and *c*'],
    ['[[Shown|Page]] ![alt](x.png) <b>bold</b>', 'Shown alt bold'],
    ['a * b == c', 'a * b == c'],
    ['AT&amp;T <https://x.y>', 'AT&T https://x.y'],
  ])('of %j are %j', (source, text) => {
    expect(headingText(source)).toBe(text);
  });
});
