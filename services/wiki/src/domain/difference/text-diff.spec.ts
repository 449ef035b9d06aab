import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from '../line-count.ts';
import { lineChanges } from './line-changes.ts';
import type { TextDiff } from './text-diff.ts';
import { textDiff } from './text-diff.ts';
import { wordMarks } from './word-marks.ts';

const ALL = { from: 0, limit: 1_000_000 };
const numbered = (count: number): string => Array.from({ length: count }, (_, line) => `line ${line + 1}\n`).join('');

/** Puts the newer text together from the older one and the comparison, as whoever shows it would. */
const applied = (before: string, { hunks }: Pick<TextDiff, 'hunks'>): string => {
  const lines = linesOf(before);
  let at = 0;
  let text = '';
  for (const hunk of hunks) {
    text += lines.slice(at, hunk.before[0] - 1).join('');
    at = hunk.before[1];
    for (const line of hunk.lines) if (line.kind !== 'removed') text += line.unended ? line.text : `${line.text}\n`;
  }
  return text + lines.slice(at).join('');
};

describe('two texts compared', () => {
  it('show each changed place with three lines around it, and both numbers of every line', () => {
    const before = numbered(30);
    const { lines, hunks, next } = textDiff(before, before.replace('line 4\n', 'line four\n').replace('line 20\n', ''), ALL);
    expect({ lines, next }).toEqual({ lines: { added: 1, removed: 2 }, next: undefined });
    expect(hunks.map(({ before: old, after }) => [old, after])).toEqual([
      [
        [1, 7],
        [1, 7],
      ],
      [
        [17, 23],
        [17, 22],
      ],
    ]);
    expect(hunks[0]?.lines.slice(2, 6)).toEqual([
      { kind: 'same', before: 3, after: 3, text: 'line 3' },
      { kind: 'removed', before: 4, text: 'line 4', words: [[5, 6]] },
      { kind: 'added', after: 4, text: 'line four', words: [[5, 9]] },
      { kind: 'same', before: 5, after: 5, text: 'line 5' },
    ]);
  });

  it('join places whose surroundings touch', () => {
    const before = numbered(20);
    const { hunks } = textDiff(before, before.replace('line 5\n', 'five\n').replace('line 12\n', 'twelve\n'), ALL);
    expect(hunks.map((hunk) => hunk.before)).toEqual([[2, 15]]);
  });

  it('name the empty place before a line where a side has none', () => {
    expect(textDiff('', 'a\n', ALL).hunks[0]).toMatchObject({ before: [1, 0], after: [1, 1] });
    expect(textDiff('a\n', '', ALL).hunks[0]).toMatchObject({ before: [1, 1], after: [1, 0] });
    expect(textDiff('same\n', 'same\n', ALL)).toEqual({ lines: { added: 0, removed: 0 }, hunks: [] });
  });

  it('tell a line feed that came or went, and a carriage return', () => {
    expect(textDiff('a', 'a\n', ALL).hunks[0]?.lines).toEqual([
      { kind: 'removed', before: 1, text: 'a', unended: true, words: [] },
      { kind: 'added', after: 1, text: 'a', words: [] },
    ]);
    expect(textDiff('a\n', 'a\r\n', ALL).hunks[0]?.lines.map(({ text }) => text)).toEqual(['a', 'a\r']);
  });

  it('come in windows that together are the whole', () => {
    const [before, after] = [numbered(200), numbered(200).replaceAll(/line (\d*5)\n/g, 'row $1\nand more\n')];
    const whole = textDiff(before, after, ALL);
    const lines: unknown[] = [];
    for (let from: number | undefined = 0; from !== undefined;) {
      const part: TextDiff = textDiff(before, after, { from, limit: 7 });
      expect(part.lines).toEqual(whole.lines);
      expect(part.hunks.flatMap((hunk) => hunk.lines).length).toBeLessThanOrEqual(7);
      for (const hunk of part.hunks) {
        lines.push(...hunk.lines);
        const numbers = hunk.lines.flatMap((line) => line.before ?? []);
        if (numbers.length > 0) expect([numbers[0], numbers.at(-1)]).toEqual(hunk.before);
      }
      from = part.next;
    }
    expect(lines).toEqual(whole.hunks.flatMap((hunk) => hunk.lines));
  });

  it('give back the newer text, whatever the two are', () => {
    const line = fc.constantFrom('a\n', 'b\n', '\n', 'ein Wort\n', 'zwei Worte 語\n', 'x\r\n');
    const text = fc.tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('', 'end')).map(([lines, end]) => lines.join('') + end);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const compared = textDiff(before, after, ALL);
        expect(applied(before, compared)).toBe(after);
        const lines = compared.hunks.flatMap((hunk) => hunk.lines);
        expect(lines.filter(({ kind }) => kind === 'added')).toHaveLength(compared.lines.added);
        expect(lines.filter(({ kind }) => kind === 'removed')).toHaveLength(compared.lines.removed);
        for (const { text: shown, words = [] } of lines)
          for (const [start, end] of words) expect(start < end && end <= shown.length).toBe(true);
      }),
    );
  });
});

describe('words of exchanged lines', () => {
  it('are told apart in every script, and no grapheme is cut', () => {
    expect(wordMarks(['東京は日本の首都です'], ['京都は日本の首都です'])).toMatchObject({ removed: [[[0, 2]]], added: [[[0, 2]]] });
    const [family, couple] = ['👩‍👩‍👧 lives here', '👩‍👩‍👦 lives here'];
    expect(wordMarks([family], [couple])).toEqual({ removed: [[[0, 8]]], added: [[[0, 8]]] });
  });

  it('are found across the ends of lines', () => {
    const marks = wordMarks(['one two three', 'four five'], ['one two', 'three four six']);
    expect(marks?.removed[1]).toEqual([[5, 9]]);
    expect(marks?.added[1]).toContainEqual([11, 14]);
  });

  it('are not marked where the lines have too little in common', () => {
    expect(wordMarks(['entirely different'], ['something else altogether'])).toBeUndefined();
  });
});

/** Texts of a mebibyte that algorithms of this kind stumble over; that the spec ends is the statement. */
describe('texts that are as large and as odd as a page may be', () => {
  const size = 1024 * 1024;
  /** Sebastiano Vigna, SplitMix, in 32 bits. */
  const noise = (seed: number) => {
    let state = seed;
    return () => {
      state = (state + 0x9e3779b9) | 0;
      const mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      const again = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return (again ^ (again >>> 15)) >>> 0;
    };
  };
  const filled = (next: () => string): string => {
    let text = '';
    while (text.length < size - 100) text += next();
    return text;
  };
  const random = (seed: number, kinds: number) => {
    const draw = noise(seed);
    return filled(() => `${draw() % kinds}\n`);
  };
  const cases: readonly (readonly [string, string, string])[] = [
    ['nothing in common', random(1, 1e9), random(2, 1e9).replaceAll('\n', 'x\n')],
    ['two kinds of lines', random(3, 2), random(4, 2)],
    ['a hundred kinds of lines', random(5, 100), random(6, 100)],
    ['empty lines only', '\n'.repeat(size), `a${'\n'.repeat(size - 1)}b`],
    ['shifted periods', 'a\nb\n'.repeat(size / 4), 'b\na\n'.repeat(size / 4)],
    ['one huge line', 'word '.repeat(size / 5), `${'word '.repeat(size / 10)}other ${'word '.repeat(size / 11)}`],
    ['one huge word', 'a'.repeat(size), 'b'.repeat(size)],
    ['every tenth line replaced', random(7, 4e9), random(7, 4e9).replaceAll(/0\n/g, 'o\n')],
  ];

  it.each(cases)('are compared: %s', (_name, before, after) => {
    const compared = textDiff(before, after, { from: 0, limit: 1000 });
    const shown = compared.hunks.flatMap((hunk) => hunk.lines);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThanOrEqual(1000);
  });

  it('keep what is equal between changes, also where there are too many to find the fewest', () => {
    const before = random(7, 4e9);
    const after = before.replaceAll(/0\n/g, 'o\n');
    const changed = linesOf(before).filter((line) => line.endsWith('0\n')).length;
    expect(changed).toBeGreaterThan(9_000);
    const changes = lineChanges(linesOf(before), linesOf(after));
    expect(changes.reduce((sum, { removed }) => sum + removed, 0)).toBe(changed);
  });
});
