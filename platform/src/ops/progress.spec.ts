import { describe, expect, it } from '@jest/globals';
import { bar, bytesText, progressOf } from './progress.ts';
import { durationText, tableText } from './table-text.ts';

const drawn = (columns: number | undefined, times: readonly number[]): string[] => {
  const lines: string[] = [];
  let turn = 0;
  const progress = progressOf('importing', 10, { err: (text) => lines.push(text), columns, now: () => times[turn] ?? 0 });
  for (turn = 0; turn < times.length; turn += 1) progress.step(turn === times.length - 1 ? 10 : turn, 'files');
  progress.end();
  return lines;
};

describe('progress', () => {
  it('is a line for each step where nobody sees a terminal', () => {
    expect(drawn(undefined, [0, 1, 2])).toEqual(['importing 0/10 files\n', 'importing 1/10 files\n', 'importing 10/10 files\n']);
  });

  it('is a bar on a terminal that is drawn now and then, and at the end, and is gone afterwards', () => {
    const lines = drawn(60, [0, 1, 100, 101]).map((line) => line.replace('\r\u001b[K', ''));
    expect(lines).toEqual([`importing ${bar(0)} 0/10 files`, `importing ${bar(0.2)} 2/10 files`, `importing ${bar(1)} 10/10 files`, '']);
  });

  it('never wraps', () => {
    expect(Math.max(...drawn(20, [0, 100, 200]).map((line) => line.replace('\r\u001b[K', '').length))).toBe(19);
  });

  it('shows shares, sizes and durations', () => {
    expect([bar(-1, 4), bar(0.5, 4), bar(7, 4)]).toEqual(['[----]', '[##--]', '[####]']);
    expect([bytesText(12), bytesText(2048), bytesText(3.5 * 1024 * 1024)]).toEqual(['12 B', '2 KB', '3.5 MB']);
    expect([3, 119_000, 120_000, 7_000_000, 8_000_000, 200_000_000].map(durationText)).toEqual([
      '3 ms',
      '119 s',
      '2 min',
      '117 min',
      '2 h',
      '2 days',
    ]);
  });

  it('puts rows in columns', () => {
    expect(
      tableText(
        ['id', 'name'],
        [
          ['1', 'long name'],
          ['222', 'x'],
        ],
      ),
    ).toBe('id   name\n1    long name\n222  x\n');
  });
});
