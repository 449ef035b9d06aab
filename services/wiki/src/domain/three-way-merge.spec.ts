import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeText } from './three-way-merge.ts';

const line = fc.constantFrom('a', 'b', 'c', '', 'd\r', '# T', '<<<<<<< yours', 'constructor', '__proto__');
const text = fc.tuple(fc.array(line, { maxLength: 12 }), fc.boolean()).map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''));
const clean = (merged: string) => ({ clean: true, text: merged });

describe('merging two changes of one text', () => {
  it('takes the only change there is', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(mergeText(base, changed, base)).toEqual(clean(changed));
        expect(mergeText(base, base, changed)).toEqual(clean(changed));
        expect(mergeText(base, changed, changed)).toEqual(clean(changed));
      }),
    );
  });

  it('combines changes that an unchanged line keeps apart', () => {
    const block = fc.array(line, { maxLength: 6 }).map((lines) => lines.map((one) => `${one}\n`).join(''));
    fc.assert(
      fc.property(fc.array(block, { minLength: 4, maxLength: 4 }), fc.array(block, { minLength: 2, maxLength: 2 }), (parts, changed) => {
        const [top, bottom] = [`${parts[0]}anchor 1\n`, `anchor 2\n${parts[1]}`];
        const middle = 'one\ntwo\nthree\n';
        const merged = mergeText(
          top + middle + bottom,
          `${changed[0]}anchor 1\n${middle}${bottom}`,
          `${top}${middle}anchor 2\n${changed[1]}`,
        );
        expect(merged).toEqual(clean(`${changed[0]}anchor 1\n${middle}anchor 2\n${changed[1]}`));
      }),
    );
  });

  it('loses no line that either side wrote', () => {
    const added = (who: string) => fc.array(fc.tuple(fc.nat(12), fc.constantFrom(`${who} 1`, `${who} 2`, `${who} 3`)), { maxLength: 5 });
    const insert = (lines: readonly string[], extras: readonly (readonly [number, string])[]) =>
      extras.reduce<readonly string[]>((all, [at, extra]) => all.toSpliced(at, 0, extra), lines).join('\n');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), added('mine'), added('yours'), (base, mine, other) => {
        const merged = mergeText(base.join('\n'), insert(base, mine), insert(base, other)).text.split(/\r?\n/);
        for (const [, extra] of [...mine, ...other]) expect(merged).toContain(extra);
      }),
    );
  });

  it('shows both versions and the base where both changed the same line', () => {
    const merged = mergeText('a\nb\nc', 'a\nmine\nc', 'a\ntheirs\nc');
    expect(merged).toEqual({
      clean: false,
      text: 'a\n<<<<<<< yours\nmine\n||||||| base\nb\n=======\ntheirs\n>>>>>>> theirs\nc',
      hunks: [{ kind: 'both-changed', base: 'b\n', yours: 'mine\n', theirs: 'theirs\n', baseLines: [2, 2], startLine: 2 }],
    });
  });

  it.each([
    ['both put lines in', '1\n2\n', '1\nmine\n2\n', '1\ntheirs\n2\n', { kind: 'both-added', baseLines: [2, 1] }],
    ['one takes out what the other changes', '1\n2\n3\n', '1\n3\n', '1\ntheirs\n3\n', { kind: 'you-removed', baseLines: [2, 2] }],
    ['the other takes it out', '1\n2\n3\n4\n', '1\nmine\n\n4\n', '1\n4\n', { kind: 'they-removed', baseLines: [2, 3] }],
  ])('says what happened and to which lines where %s', (...[, base, yours, theirs, hunk]) => {
    expect(mergeText(base, yours, theirs)).toMatchObject({ hunks: [hunk] });
  });

  it('names the lines of the base that each conflict is about, for any texts', () => {
    fc.assert(
      fc.property(text, text, text, (base, yours, theirs) => {
        const merge = mergeText(base, yours, theirs);
        const lines = base.match(/[^\n]*\n|[^\n]+$/g) ?? [];
        for (const { baseLines, base: part } of merge.clean ? [] : merge.hunks)
          expect(lines.slice(baseLines[0] - 1, baseLines[1]).join('')).toBe(part);
      }),
    );
  });

  it('puts markers on lines of their own when the last newline is missing', () => {
    expect(mergeText('a', 'b', 'c').text).toBe('<<<<<<< yours\nb\n||||||| base\na\n=======\nc\n>>>>>>> theirs\n');
  });

  it('writes markers with the line endings of the text', () => {
    expect(mergeText('a\r\nb\r\n', 'a\r\nc\r\n', 'a\r\nd\r\n').text.split('\r\n')).toHaveLength(9);
  });

  it('merges a far-apart pair of changes in a text of a mebibyte', () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `line ${i}\n`);
    const merged = mergeText(lines.join(''), lines.with(5, 'mine\n').join(''), lines.with(99_990, 'theirs\n').join(''));
    expect(merged).toEqual(clean(lines.with(5, 'mine\n').with(99_990, 'theirs\n').join('')));
  });

  it('gives up on finding small hunks in a hostile text, but keeps both versions', () => {
    const many = (first: string, last: string) => `${first}\n${'x\n'.repeat(200_000)}${last}\n`;
    const merged = mergeText(many('a', 'b'), many('c', 'd'), many('e', 'f'));
    expect(merged.clean).toBe(false);
    expect(merged.text).toContain('c\nx\n');
    expect(merged.text).toContain('x\nf\n');
  });
});
