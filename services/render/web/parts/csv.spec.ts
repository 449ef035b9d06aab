import { describe, expect, it } from '@jest/globals';
import { csvRows } from './csv.ts';

const rows = (text: string, delimiter = ';') => csvRows(text, { delimiter, quote: '"' });

describe('a CSV text', () => {
  it.each([
    [
      'a;b\nc;d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\r\n\r\nc;',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    ['"a;""b""\nc";d', [['a;"b"\nc', 'd']]],
    ['"never closed;x\ny', [['never closed;x\ny']]],
    ['', []],
  ])('%j has its rows and cells', (text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  it('has the delimiter that it says', () => {
    expect(rows('a,b;c', ',')).toEqual([['a', 'b;c']]);
  });
});
