import { describe, expect, it } from '@jest/globals';
import { outlineOf } from '@wikibot/platform/page/outline';
import fc from 'fast-check';
import { outlineLines, sectionsShown, windowOf } from './page-window.ts';

const line = fc.constantFrom('# A\n', '## B\n', 'text\n', '\n', 'a long line without any end ', '👩‍👩‍👧', 'é', '```\n');
const text = fc.array(line, { minLength: 1, maxLength: 60 }).map((lines) => lines.join(''));

describe('reading by the piece', () => {
  it('shows every letter once, whatever the budget, and never more than the budget', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 200 }), (whole, units) => {
        const sections = outlineOf(whole);
        const pieces: string[] = [];
        for (let from = 0; from < whole.length;) {
          const shown = windowOf(whole, { from, to: whole.length }, { units, sections });
          expect(shown.to).toBeGreaterThan(from);
          expect(shown.to - from).toBeLessThanOrEqual(Math.max(units, 16));
          pieces.push(whole.slice(from, shown.to));
          from = shown.to;
        }
        expect(pieces.join('')).toBe(whole);
      }),
    );
  });

  it('cuts before a section rather than in it, and behind a line rather than in it', () => {
    const whole = `${'x\n'.repeat(30)}# Two\n${'y'.repeat(100)}`;
    const sections = outlineOf(whole);
    expect(windowOf(whole, { from: 0, to: whole.length }, { units: 80, sections })).toEqual({ from: 0, to: 60 });
    expect(windowOf(whole, { from: 0, to: whole.length }, { units: 41, sections: [] })).toEqual({ from: 0, to: 40 });
  });

  it('counts the sections that are touched', () => {
    const whole = '# A\ntext\n# B\ntext\n# C\n';
    expect(sectionsShown(outlineOf(whole), { from: 0, to: 12 }, { from: 0, to: whole.length })).toEqual({ shown: 2, all: 3 });
  });

  it('draws an outline as deep as there is room for', () => {
    const sections = outlineOf('# A\n## B\n### C\n# D\n');
    expect(outlineLines(sections, 1000)).toHaveLength(4);
    expect(outlineLines(sections, 45)).toEqual(['- A (~4 tokens)', '- D (~1 tokens)', '- … and 2 more']);
    expect(outlineLines(sections, 20)).toEqual(['- A (~4 tokens)', '- … and 3 more']);
  });
});
