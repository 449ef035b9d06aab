import fc from 'fast-check';
import { anyMarkdown } from './markdown.arbitrary.ts';
import { outlineOf } from './outline.ts';
import { sectionChanges } from './section-changes.ts';
import { insertAfter } from './section-edit.ts';
import { sectionHash } from './section-hash.ts';

const told = (before: string, after: string): readonly string[] =>
  sectionChanges(before, after).map(({ address, change }) => `${change} ${address}`);

/** What somebody knows who has read the outline. */
const hashesOf = (markdown: string): Map<string, string> =>
  new Map(outlineOf(markdown).map(({ address, start, end }) => [address, sectionHash(markdown.slice(start, end))]));

describe('the sections that a change touches', () => {
  const page = 'intro\n\n# A\n\na\n\n## B\n\nb\n\n# C\n\nc\n';

  it('are those whose text is another, and those around them', () => {
    expect(told(page, page.replace('b\n', 'b!\n'))).toEqual(['changed A', 'changed A > B']);
    expect(told(page, page.replace('\na\n', '\na!\n'))).toEqual(['changed A']);
  });

  it('are named when they come, go, or get another heading', () => {
    expect(told(page, page.replace('# C', '## D\n\nd\n\n# C'))).toEqual(['changed A', 'added A > D']);
    expect(told(page, page.replace('## B\n\nb\n\n', ''))).toEqual(['changed A', 'removed A > B']);
    expect(told(page, page.replace('# A', '# Z'))).toEqual(['added Z', 'added Z > B', 'removed A', 'removed A > B']);
    expect(told('', page)).toEqual(['added A', 'added A > B', 'added C']);
  });

  it('are none when only the text before the first heading changed, or white space behind a section', () => {
    expect(told(page, page.replace('intro', 'other'))).toEqual([]);
    expect(told(page, `${page}\n\n`)).toEqual([]);
  });

  it('do not include the neighbour of a section that is put behind it', () => {
    const answer = insertAfter('# A\na', 'A', '# B');
    expect(told('# A\na', answer.ok ? answer.text : '')).toEqual(['added B']);
  });

  it('bring whoever knew the hashes before to the hashes now, for any two texts', () => {
    fc.assert(
      fc.property(anyMarkdown, anyMarkdown, (before, after) => {
        const known = hashesOf(before);
        for (const { address, hash } of sectionChanges(before, after)) {
          if (hash === null) known.delete(address);
          else known.set(address, hash);
        }
        expect(known).toEqual(hashesOf(after));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the hash of a section', () => {
  it('is short, and tells texts apart except by white space at the end', () => {
    expect(sectionHash('# A\n\na')).toMatch(/^[0-9a-f]{16}$/);
    expect(sectionHash('# A\n\na\n\n')).toBe(sectionHash('# A\n\na'));
    expect(sectionHash('# A\r\n\r\na')).not.toBe(sectionHash('# A\n\na'));
  });
});
