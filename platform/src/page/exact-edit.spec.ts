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
