import fc from 'fast-check';
import { findSection } from './find-section.ts';
import { anyMarkdown } from './markdown.arbitrary.ts';
import { outlineOf, preambleOf } from './outline.ts';

const addresses = (markdown: string): readonly string[] => outlineOf(markdown).map(({ address }) => address);

describe('the outline of a page', () => {
  it('lists ATX and Setext headings with their heading path', () => {
    expect(addresses('# A\n## B ##\nC\n===\n\nD e\nf\n---\n')).toEqual(['A', 'A > B', 'C', 'C > D e f']);
  });

  it('tells repeats apart, also from headings that look like them', () => {
    expect(addresses('# A\n## B\n## B\n# A\n## B\n# A (2)\n')).toEqual(['A', 'A > B', 'A > B (2)', 'A (2)', 'A (2) > B', 'A (2) (2)']);
  });

  it.each([
    ['a fence', '```\n# x\n```\n'],
    ['a longer fence', '````\n```\n# x\n````\n'],
    ['a tilde fence with backticks inside', '~~~\n```\n# x\n~~~\n'],
    ['an unclosed fence', '```\n# x\n'],
    ['indented code', '    # x\n'],
    ['a comment', '<!--\n\n# x\n-->\n'],
    ['HTML', '<div>\n# x\n</div>\n'],
    ['front matter', '---\n# x\ntitle: t\n---\n'],
    ['broken front matter', '---\ntitle: a: b\n---\n'],
    ['a quote', '> # x\n'],
    ['a list', '- # x\n\n  # y\n'],
    ['a closed box', '::: info\n# x\n\n## y\n:::\n'],
    ['math', '$$\na\n=\nb\n$$\n'],
    ['a table', '| a | b |\n|---|---|\n| c | d |\n---\n'],
    ['a lazy quote line above a rule', '> x\n---\n'],
    ['seven marks or none behind', '####### x\n#y\n'],
  ])('has no heading in %s', (_name, markdown) => {
    expect(addresses(markdown)).toEqual([]);
  });

  it('goes on behind a box that is never closed', () => {
    expect(addresses('# A\n::: info\n\n# B\n')).toEqual(['A', 'B']);
  });

  it('gives offsets and lines of the original text, CRLF and front matter included', () => {
    const text = '---\r\ntitle: t\r\n---\r\nintro\r\n# A\r\nx y\r\n## B\r\nz\r\n# C\r\n';
    const [a, b] = outlineOf(text);
    expect(a).toMatchObject({ line: 5, level: 1, words: 7, anchor: 'a' });
    expect(text.slice(a?.start, a?.end)).toBe('# A\r\nx y\r\n## B\r\nz\r\n');
    expect(text.slice(a?.start, a?.ownEnd)).toBe('# A\r\nx y\r\n');
    expect(text.slice(b?.bodyStart, b?.end)).toBe('z\r\n');
  });

  it('reads titles and anchors without markup', () => {
    expect(outlineOf('# See [*the* docs](http://x) & `a_b` ==now== \\*\n').map(({ title, anchor }) => [title, anchor])).toEqual([
      ['See the docs & a_b now *', 'see-the-docs-a_b-now'],
    ]);
  });

  it('divides the text without losing a character, for any text', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const sections = outlineOf(markdown);
        const parts = sections.map(({ start, ownEnd }) => markdown.slice(start, ownEnd));
        expect(preambleOf(markdown, sections) + parts.join('')).toBe(markdown);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives unique addresses and anchors, nested ends and additive words, for any text', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const sections = outlineOf(markdown);
        expect(new Set(sections.map(({ address }) => address)).size).toBe(sections.length);
        expect(new Set(sections.map(({ anchor }) => anchor)).size).toBe(sections.length);
        for (const [index, section] of sections.entries()) {
          const next = sections.slice(index + 1).find(({ level }) => level <= section.level);
          expect(section.end).toBe(next?.start ?? markdown.length);
          expect(section.start < section.bodyStart && section.bodyStart <= section.ownEnd && section.ownEnd <= section.end).toBe(true);
          expect(findSection(sections, section.address)).toMatchObject({ kind: 'found', section: { start: section.start } });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('finding a section', () => {
  const sections = outlineOf('# A\n## B\n### C\n# D\n## C\n## E > F\n');

  it.each([
    ['A > B > C', 'A > B > C'],
    [' b > c ', 'A > B > C'],
    ['B>C', 'A > B > C'],
    ['## d', 'D'],
    ['e > f', 'D > E > F'],
    ['#c-1', 'D > C'],
  ])('finds %j', (query, address) => {
    expect(findSection(sections, query)).toMatchObject({ kind: 'found', section: { address } });
  });

  it('lists candidates when several answer and everything when none does', () => {
    expect(findSection(sections, 'c')).toEqual({ kind: 'ambiguous', candidates: ['A > B > C', 'D > C'] });
    expect(findSection(sections, 'x')).toMatchObject({ kind: 'missing', available: { length: 6 } });
    expect(findSection(sections, '  ')).toMatchObject({ kind: 'missing' });
  });
});
