import fc from 'fast-check';
import { anyMarkdown } from './markdown.arbitrary.ts';
import { outlineOf } from './outline.ts';
import { appendToSection, deleteSection, insertAfter, insertBefore, replaceSection } from './section-edit.ts';

const page = '---\nt: 1\n---\nintro\n\n# A\n\nold\n\n## B\n\nb\n\n# C\n\nc\n';

describe('editing by section', () => {
  it('replaces what is below the heading', () => {
    expect(replaceSection(page, 'a', 'new')).toEqual({ ok: true, text: '---\nt: 1\n---\nintro\n\n# A\n\nnew\n\n# C\n\nc\n' });
    expect(replaceSection(page, 'C', '\n\n## Sub\n\nx\n\n\n')).toEqual({ ok: true, text: page.replace('c\n', '## Sub\n\nx\n') });
  });

  it('replaces the heading too when the text brings one of its level', () => {
    expect(replaceSection(page, 'A > B', '## B2\nnew')).toEqual({ ok: true, text: page.replace('## B\n\nb', '## B2\nnew') });
    expect(replaceSection(page, 'C', 'C2\n===\n\nx')).toEqual({ ok: true, text: page.replace('# C\n\nc', 'C2\n===\n\nx') });
  });

  it('appends text before subsections and a subsection behind them', () => {
    expect(appendToSection(page, 'A', 'more')).toEqual({ ok: true, text: page.replace('old\n\n', 'old\n\nmore\n\n') });
    expect(appendToSection(page, 'A', '## B3\n\nx')).toEqual({ ok: true, text: page.replace('b\n\n', 'b\n\n## B3\n\nx\n\n') });
    expect(appendToSection('# A', 'A', 'x')).toEqual({ ok: true, text: '# A\n\nx\n' });
  });

  it('inserts before, after, and deletes', () => {
    expect(insertBefore(page, 'A', '# Z')).toEqual({ ok: true, text: page.replace('# A', '# Z\n\n# A') });
    expect(insertAfter(page, 'A', '# Z')).toEqual({ ok: true, text: page.replace('# C', '# Z\n\n# C') });
    expect(deleteSection(page, 'A')).toEqual({ ok: true, text: '---\nt: 1\n---\nintro\n\n# C\n\nc\n' });
    expect(deleteSection('x\n# A\na\nT\n===\n', 'A')).toEqual({ ok: true, text: 'x\n\na\nT\n===\n' });
  });

  it('keeps the line ending of the page', () => {
    expect(appendToSection('# A\r\na\r\n# B\r\n', 'A', 'x\ny')).toEqual({ ok: true, text: '# A\r\na\r\n\r\nx\r\ny\r\n\r\n# B\r\n' });
  });

  it('says what there is when a section is not found, ambiguous, or the text is empty', () => {
    expect(replaceSection(page, 'X', 'x')).toMatchObject({ code: 'section-not-found', candidates: ['A', 'A > B', 'C'] });
    expect(replaceSection('# A\n## X\n# B\n## X\n', 'x', 'x')).toMatchObject({ code: 'section-ambiguous', candidates: ['A > X', 'B > X'] });
    expect(replaceSection('no headings', 'x', 'x')).toMatchObject({ code: 'section-not-found', candidates: [] });
    expect(appendToSection(page, 'A', ' \n ')).toMatchObject({ code: 'text-empty' });
  });

  it.each(['```\ncode', '<!-- open', '~~~', '<pre>\n'])('refuses a text that would swallow the next section: %j', (text) => {
    expect(appendToSection(page, 'A', text)).toMatchObject({ ok: false, code: 'text-unclosed' });
  });

  it('leaves everything outside as it is and the following section a section, for any page and text', () => {
    const operations = [
      replaceSection,
      appendToSection,
      insertBefore,
      insertAfter,
      (markdown: string, address: string) => deleteSection(markdown, address),
    ];
    fc.assert(
      fc.property(fc.tuple(anyMarkdown, anyMarkdown, fc.nat()), fc.constantFrom(...operations), ([markdown, text, pick], operation) => {
        const sections = outlineOf(markdown);
        const section = sections[pick % Math.max(1, sections.length)];
        const answer = operation(markdown, section?.address ?? 'none', text);
        if (!answer.ok || section === undefined) return;
        const following = sections.find(({ start }) => start >= section.end);
        expect(answer.text.startsWith(markdown.slice(0, section.start))).toBe(true);
        expect(answer.text.endsWith(markdown.slice(section.end))).toBe(true);
        if (following)
          expect(outlineOf(answer.text).some(({ title, level }) => title === following.title && level === following.level)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
