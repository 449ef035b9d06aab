import { describe, expect, it } from '@jest/globals';
import { matchesGlob } from './glob.ts';

describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['*.pdf', 'Report.PDF', true],
    ['*.pdf', 'report.pdf.txt', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['Notes/*', 'Notes/Deep/Page', true],
    ['*a*b*', 'xxaxxbxx', true],
    ['', 'a', false],
    ['[a]', 'a', false],
  ])('%s on %s is %s', (pattern, name, matches) => {
    expect(matchesGlob(name, pattern)).toBe(matches);
  });

  it('costs little, however many stars it has', () => {
    expect(matchesGlob('a'.repeat(2_000), `${'*a'.repeat(100)}*b`)).toBe(false);
  });
});
