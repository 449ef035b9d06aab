import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matcherOf } from './matching.ts';
import { parseQuery } from './query.ts';
import { plainText, snippetOf } from './snippet.ts';

const matcher = (text: string) => {
  const query = parseQuery(text);
  return matcherOf(query.ok ? query.units.map((unit) => ({ quoted: false, manner: 'exact', phrases: [unit] })) : []);
};
const shown = (markdown: string, query: string) => {
  const { text, highlights } = snippetOf(markdown, matcher(query));
  return { text, marked: highlights.map(([start, end]) => text.slice(start, end)) };
};
const filler = 'lorem ipsum dolor sit amet '.repeat(30);

describe('a snippet', () => {
  it.each([
    ['**bold** _it_ `code` ~~no~~ snake_case', 'bold it code no snake_case'],
    ['[text](https://x.org "t") ![alt](a.png) [[Title|Target]] [[Page]]', 'text alt Title Page'],
    ['# Head\n> quote\n- [x] done\n| a | b |\n|---|:-:|', 'Head quote done a b'],
    ['a <b class="x">c</b> 1 < 2', 'a c 1 < 2'],
  ])('shows %j as plain text', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });

  it('is the beginning when nothing matched', () => {
    expect(shown(`First words ${filler}`, 'zebra').text).toMatch(/^First words lorem .{180,230} …$/);
  });

  it('shows the place with most of the words, cut at words on both sides', () => {
    const { text, marked } = shown(`zebra ${filler} the zebra and the yak ${filler}`, 'zebra yak ');
    expect(marked).toEqual(['zebra', 'yak']);
    expect(text).toMatch(/^… \S.*\S …$/);
  });

  it('shows a match at the very end', () => {
    expect(shown(`${filler} zebra`, 'zebra').marked).toEqual(['zebra']);
  });

  it('has ranges in order, apart and inside, and at most some 250 characters, for any text', () => {
    const text = fc.array(
      fc.oneof(fc.constantFrom('zebra', 'yak', 'zebras', '[a](b)', '日本', '𝒳'), fc.string({ unit: 'binary', maxLength: 20 })),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(text, fc.constantFrom(' ', '', '\n'), (parts, glue) => {
        const snippet = snippetOf(parts.join(glue).toWellFormed(), matcher('zebra "yak" 日本 zeb*'));
        expect(snippet.text.length).toBeLessThanOrEqual(250);
        expect(snippet.text.isWellFormed()).toBe(true);
        snippet.highlights.reduce((from, [start, end]) => {
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeGreaterThan(start);
          return end;
        }, 0);
        expect(snippet.highlights.at(-1)?.[1] ?? 0).toBeLessThanOrEqual(snippet.text.length);
      }),
    );
  });
});
