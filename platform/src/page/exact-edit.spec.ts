import fc from 'fast-check';
import { replaceExactlyOnce } from './exact-edit.ts';

describe('replacing a text that occurs exactly once', () => {
  it('replaces it verbatim', () => {
    expect(replaceExactlyOnce('a b c', 'b', '$&$1')).toEqual({ ok: true, text: 'a $&$1 c' });
  });

  it('matches and writes the line ending of the page', () => {
    expect(replaceExactlyOnce('a\r\nb\r\nc\r\n', 'a\nb', 'x\ny')).toEqual({ ok: true, text: 'x\r\ny\r\nc\r\n' });
  });

  it('refuses with what is needed to do better', () => {
    expect(replaceExactlyOnce('a a a', 'a', 'b')).toMatchObject({ code: 'ambiguous', count: 3 });
    expect(replaceExactlyOnce('aaa', 'aa', 'b')).toMatchObject({ code: 'ambiguous', count: 2 });
    expect(replaceExactlyOnce('x', '', 'b')).toMatchObject({ code: 'empty' });
    expect(replaceExactlyOnce('x', 'x', 'x')).toMatchObject({ code: 'identical' });
    expect(replaceExactlyOnce('one\nThe quick brown fox\n', 'the quick red fox', 'x')).toMatchObject({
      code: 'not-found',
      nearest: { line: 2, text: 'The quick brown fox' },
    });
    expect(replaceExactlyOnce('one', 'zwei', 'x')).not.toHaveProperty('nearest');
  });

  it('says in which lines a text occurs that occurs more than once', () => {
    expect(replaceExactlyOnce('x\na\r\na a\n\na', 'a', 'b')).toMatchObject({ count: 4, lines: [2, 3, 5] });
    expect(replaceExactlyOnce('a\n'.repeat(50), 'a', 'b')).toMatchObject({ count: 50, lines: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
    expect(replaceExactlyOnce('aaa', 'aa', 'b')).toMatchObject({ lines: [1] });
  });

  it.each([
    ['a word', 'The quick brown fox', 'The quick red fox', { line: 1, found: 'brown', wanted: 'red' }],
    ['the beginning of a word', 'one stone here', 'one store here', { found: 'stone', wanted: 'store' }],
    ['a space too many', 'so long a line', 'so  long a line', { found: '', wanted: ' ' }],
    ['a later line', 'same here\nsecond one\nthird', 'same here\nsecond two\nthird', { line: 2, found: 'one', wanted: 'two' }],
    ['a line that is not there', 'same here', 'same here\nand more', { line: 2, text: '', found: '', wanted: 'and more' }],
    [
      'a part of a line',
      'well, it was a cold day',
      'it was a warm day',
      { line: 1, found: 'well, it was a cold', wanted: 'it was a warm' },
    ],
  ])('shows %s that differs', (...[, text, wanted, nearest]) => {
    expect(replaceExactlyOnce(text, wanted, 'x')).toMatchObject({ code: 'not-found', nearest });
  });

  it('spells white space out that looks like another', () => {
    expect(replaceExactlyOnce('a line\u00a0here too', 'a line here too', 'x')).toMatchObject({
      message: expect.stringContaining('(it has "\\u00a0" where yours has " ")'),
    });
  });

  it('finds the nearest line of any two texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '\r', '😀', '\u0301'), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (page, wanted) => {
        const answer = replaceExactlyOnce(page, wanted, `${wanted}x`);
        if (answer.ok || answer.code !== 'not-found' || !answer.nearest) return;
        expect(wanted).toContain(answer.nearest.wanted);
        expect(page).toContain(answer.nearest.found);
      }),
    );
  });

  it('changes only the one place, for any text', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.tuple(text, text, text, text), ([before, old, after, fresh]) => {
        const answer = replaceExactlyOnce(before + old + after, old, fresh);
        if (answer.ok && !/[\r\n]/.test(before + old + after)) expect(answer.text).toBe(before + fresh + after);
      }),
    );
  });
});
