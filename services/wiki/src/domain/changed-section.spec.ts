import { describe, expect, it } from '@jest/globals';
import type { Conflict } from '@wikibot/contracts/requests/conflict';
import { outlineOf } from '@wikibot/platform/page/outline';
import { sectionHash } from '@wikibot/platform/page/section-hash';
import type { SectionEdit } from './changed-section.ts';
import { editedSection } from './changed-section.ts';

const PAGE = '# A\na\n# B\nb\n';
const HEAD = 'f'.repeat(40);

const hashOf = (text: string, address: string): string => {
  const section = outlineOf(text).find((one) => one.address === address);
  return sectionHash(text.slice(section?.start, section?.end));
};

/** Somebody has read the page; meanwhile it became `current`. */
const change = (edit: SectionEdit, current: string | null, base: string | null | undefined = PAGE) => {
  const changed = editedSection(edit)({ path: 'Page', head: HEAD, base, current });
  return changed.ok ? changed.revised : changed.refusal;
};

const append = (section: string, content: string, over: Partial<SectionEdit> = {}): SectionEdit => ({
  section,
  operation: 'append',
  content,
  ...over,
});
const replace = (section: string, content: string, over: Partial<SectionEdit> = {}): SectionEdit => ({
  ...append(section, content, over),
  operation: 'replace',
});

describe('a change of a section', () => {
  it('is made where nothing else changed', () => {
    expect(change(append('A', 'more'), PAGE)).toEqual({ outcome: 'updated', text: '# A\na\n\nmore\n\n# B\nb\n' });
  });

  it('is merged with what others changed in other sections, also in lines that touch', () => {
    expect(change(replace('A', '# A\nmine'), PAGE.replace('# B\nb', '# B2\ntheirs'))).toEqual({
      outcome: 'merged',
      text: '# A\nmine\n\n# B2\ntheirs\n',
    });
  });

  it('appends behind what others have appended meanwhile', () => {
    const theirs = '# A\na\n\ntheirs\n\n# B\nb\n';
    expect(change(append('A', 'mine'), theirs)).toEqual({ outcome: 'merged', text: '# A\na\n\ntheirs\n\nmine\n\n# B\nb\n' });
  });

  it('replaces no text that was not read', () => {
    expect(change(replace('A', 'mine'), PAGE.replace('a', 'theirs'))).toMatchObject({
      outcome: 'conflict',
      theirs: '# A\ntheirs\n# B\nb\n',
    });
  });

  it('is a conflict when a section of the same title came before it, so that it is not sure which is meant', () => {
    const theirs = '# A\nnew\n# A\na\ntheirs\n# B\nb\n';
    expect(change(append('A', 'mine'), theirs)).toMatchObject({ outcome: 'conflict' });
  });

  it('knows a page that was deleted and one that was not there yet', () => {
    expect(change(append('A', 'x'), null)).toEqual({ outcome: 'gone' });
    expect(change(append('A', 'x', { sectionHash: hashOf(PAGE, 'A') }), null)).toEqual({ outcome: 'gone' });
    expect(change(append('A', 'x'), PAGE, null)).toMatchObject({ code: 'page.not-found' });
  });

  it('without a base needs one, unless there is no page', () => {
    const edit = editedSection(append('A', 'x'));
    expect(edit({ path: 'Page', head: HEAD, base: undefined, current: PAGE })).toMatchObject({ revised: { outcome: 'base-missing' } });
    expect(edit({ path: 'Page', head: HEAD, base: undefined, current: null })).toMatchObject({ refusal: { code: 'page.not-found' } });
  });

  it('says which sections there are when none or several answer', () => {
    expect(change(append('X', 'x'), PAGE)).toMatchObject({ code: 'section.not-found', detail: { candidates: ['A', 'B'], total: 2 } });
    const twice = '# A\n## X\n# B\n## X\n';
    expect(change(append('X', 'x'), twice, twice)).toMatchObject({ code: 'section.ambiguous', detail: { candidates: ['A > X', 'B > X'] } });
    const many = Array.from({ length: 500 }, (_, index) => `# H${index}\n`).join('');
    const refused = change(append('X', 'x'), many, many);
    expect('detail' in refused && [(refused.detail['candidates'] as string[]).length, refused.detail['total']]).toEqual([100, 500]);
  });

  it.each(['', ' \n', '```\nopen'])('refuses the text %j', (content) => {
    expect(change(append('A', content), PAGE)).toMatchObject({ code: 'section.text-refused' });
  });
});

describe('a change of a section that is named with its hash', () => {
  const pinned = { sectionHash: hashOf(PAGE, 'A') };

  it('is made on the section as it stands, however much else changed', () => {
    expect(change(replace('A', 'mine', pinned), 'intro\n\n# Z\n\n# A\na\n')).toEqual({
      outcome: 'merged',
      text: 'intro\n\n# Z\n\n# A\n\nmine\n',
    });
    expect(change(replace('A', 'a', pinned), PAGE.replace('# A\n', '# A\n\n'))).toMatchObject({ code: 'section.changed' });
  });

  it.each(['append', 'insert_before', 'insert_after', 'replace', 'delete'] as const)(
    'refuses to %s when the section changed',
    (operation) => {
      const refused = change({ section: 'A', operation, content: 'mine', ...pinned }, PAGE.replace('a\n', 'theirs\n'));
      expect(refused).toMatchObject({
        code: 'section.changed',
        detail: { section: 'A', section_hash: hashOf(PAGE.replace('a\n', 'theirs\n'), 'A'), current_revision: HEAD },
      });
      const { section_conflict: conflict } = 'detail' in refused ? (refused.detail as { section_conflict: Conflict }) : {};
      expect(conflict).toMatchObject({ head: HEAD, base: '# A\na\n', theirs: '# A\ntheirs\n' });
      expect(conflict?.yours).toBe(
        {
          append: '# A\na\n\nmine\n',
          insert_before: 'mine\n\n# A\na\n',
          insert_after: '# A\na\n\nmine\n',
          replace: '# A\n\nmine\n',
          delete: '',
        }[operation],
      );
    },
  );

  it('says so when the section is gone, and lists what there is when it never was', () => {
    expect(change(replace('A', 'mine', pinned), '# B\nb\n')).toMatchObject({
      code: 'section.changed',
      detail: { section_hash: null, section_conflict: { base: '# A\na\n', theirs: '' } },
    });
    expect(change(replace('X', 'mine', pinned), PAGE)).toMatchObject({ code: 'section.not-found' });
  });

  it('is made once more with the hash that the refusal names', () => {
    const current = PAGE.replace('a\n', 'theirs\n');
    const refused = change(replace('A', 'mine', pinned), current);
    const hash = 'detail' in refused ? String(refused.detail['section_hash']) : '';
    expect(change(replace('A', 'both', { sectionHash: hash }), current)).toMatchObject({
      outcome: 'merged',
      text: '# A\n\nboth\n\n# B\nb\n',
    });
  });
});
