import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { InputOf } from '@wikibot/contracts/define/request';
import { readPage, savePage } from '@wikibot/contracts/requests/pages';
import { editSection, readSection } from '@wikibot/contracts/requests/sections';
import { anyMarkdown } from '@wikibot/platform/page/markdown.arbitrary';
import { outlineOf } from '@wikibot/platform/page/outline';
import fc from 'fast-check';
import { bob, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();

type Edit = Omit<InputOf<typeof editSection>, 'path'>;

const save = (wikiId: WikiId, path: string, content: string) => house().told(savePage, { path, content }, house().person(wikiId));
const edit = (wikiId: WikiId, data: Edit) => house().ask(editSection, { path: 'Page', ...data }, house().person(wikiId));
const text = async (wikiId: WikiId) => (await house().told(readPage, { path: 'Page' }, house().person(wikiId))).content;
const hashOf = async (wikiId: WikiId, section: string) =>
  (await house().told(readSection, { path: 'Page', section }, house().person(wikiId))).section.hash;

/** What git itself has, byte for byte. */
const stored = (wikiId: WikiId, revision: string, path: string): Buffer =>
  execFileSync('git', ['-C', join(house().folder, `${wikiId}.git`), 'show', `${revision}:${path}.md`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const OPERATIONS = ['replace', 'append', 'insert_before', 'insert_after', 'delete'] as const;

describe('a change of a section', () => {
  it.each([
    ['CRLF', '---\r\ntitle: T\r\n---\r\nintro \t\r\n\r\n# A\r\n\r\na\r\n\r\n# B\r\n\r\nb  \r\n'],
    ['a byte order mark and no last newline', '\ufeff# A\n\na\n\n# B\n\nb'],
    ['Setext headings', 'intro\n\nA\n===\n\na\n\nB\n---\n\nb\n\n\n\nC\n===\n'],
    ['headings within fences', '# A\n\n```\n# no heading\n```\n\na\n\n# B\n\n~~~\n# none\n~~~\n'],
    ['the same heading twice', '# A\n\n## X\n\n1\n\n## X\n\n2\n\n# A\n\n## X\n\n3\n'],
    ['lone carriage returns', '# A\ra\r# B\rb\r'],
  ])('leaves every other byte of a page with %s as it is', async (_what, page) => {
    const wikiId = await house().found();
    for (const [place, section] of outlineOf(page).entries()) {
      for (const operation of OPERATIONS) {
        const path = `P${place}-${operation.replace('_', '-')}`;
        const { revision: base } = await save(wikiId, path, page);
        const content = operation === 'delete' ? {} : { content: 'new *text*\n' };
        const data = { path, base, section: section.address, operation, ...content };
        const { revision } = await house().told(editSection, data, house().person(wikiId));
        const bytes = stored(wikiId, revision, path).toString();
        expect(bytes.startsWith(page.slice(0, section.start))).toBe(true);
        expect(bytes.endsWith(page.slice(section.end))).toBe(true);
        expect(bytes.includes('new *text*')).toBe(operation !== 'delete');
      }
    }
  });

  it('leaves every other byte as it is, for any page and text that the wiki takes', async () => {
    const wikiId = await house().found();
    const markdown = anyMarkdown.filter((one) => one.isWellFormed() && !one.includes('\0'));
    const change = fc.record({ tail: markdown, content: markdown, pick: fc.nat(), operation: fc.constantFrom(...OPERATIONS) });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(change, async ({ tail, content, pick, operation }) => {
        const path = `Any-${(number += 1)}`;
        const page = `# First\n\n${tail}`;
        const sections = outlineOf(page);
        const section = sections[pick % sections.length];
        if (!section) throw new Error('a page with a heading has a section');
        const { revision: base } = await save(wikiId, path, page);
        const data = { path, base, section: section.address, operation, ...(operation === 'delete' ? {} : { content }) };
        const outcome = await house().ask(editSection, data, house().person(wikiId));
        const bytes = stored(wikiId, outcome.ok ? outcome.answer.revision : base, path).toString();
        if (!outcome.ok) return expect([outcome.refusal.code, bytes]).toEqual(['section.text-refused', page]);
        expect(bytes.startsWith(page.slice(0, section.start))).toBe(true);
        expect(bytes.endsWith(page.slice(section.end))).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('answers with the hashes to go on with, and not with the whole page', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Page', '# A\n\na\n\n## B\n\nb\n\n# C\n\nc\n');
    await house().told(
      editSection,
      { path: 'Page', base: revision, section: 'C', operation: 'append', content: 'of bob' },
      house().person(wikiId, bob),
    );
    const outcome = await edit(wikiId, { base: revision, section: 'A > B', operation: 'replace', content: 'b!' });
    expect(outcome).toMatchObject({ ok: true, answer: { outcome: 'merged', lines: { added: 1, removed: 1 } } });
    expect(outcome.ok && outcome.answer).not.toHaveProperty('content');
    expect(outcome.ok && outcome.answer.sections).toEqual([
      { address: 'A', change: 'changed', hash: await hashOf(wikiId, 'A') },
      { address: 'A > B', change: 'changed', hash: await hashOf(wikiId, 'A > B') },
    ]);
  });

  it('on a section that somebody else changed is refused with what that section says now, and solved in one more call', async () => {
    const wikiId = await house().found();
    const { revision: base } = await save(wikiId, 'Page', '# A\n\none\n\n# B\n\nb\n');
    const sectionHash = await hashOf(wikiId, 'A');
    await house().told(
      editSection,
      { path: 'Page', base, section: 'A', operation: 'append', content: 'theirs' },
      house().person(wikiId, bob),
    );
    const refused = await edit(wikiId, { base, section: 'A', operation: 'replace', content: 'mine', sectionHash });
    if (refused.ok) throw new Error('it was written');
    expect(refused.refusal).toMatchObject({
      code: 'section.changed',
      detail: { section_conflict: { theirs: '# A\n\none\n\ntheirs\n\n' } },
    });
    const detail = refused.refusal.detail as { current_revision: string; section_hash: string };
    const solved = {
      base: detail.current_revision,
      section: 'A',
      operation: 'replace',
      content: 'both',
      sectionHash: detail.section_hash,
    } as const;
    expect(await edit(wikiId, solved)).toMatchObject({ ok: true });
    expect(await text(wikiId)).toBe('# A\n\nboth\n\n# B\n\nb\n');
  });

  it('of a page that has only just been changed elsewhere goes on with the hash it knows', async () => {
    const wikiId = await house().found();
    const { revision: base } = await save(wikiId, 'Page', '# A\n\na\n\n# B\n\nb\n');
    const sectionHash = await hashOf(wikiId, 'A');
    await edit(wikiId, { base, section: 'B', operation: 'replace', content: 'b2' });
    expect(await edit(wikiId, { base, section: 'A', operation: 'delete', sectionHash })).toMatchObject({
      ok: true,
      answer: { outcome: 'merged', sections: [{ address: 'A', change: 'removed', hash: null }] },
    });
    expect(await text(wikiId)).toBe('# B\n\nb2\n');
  });

  it.each([
    [{ section: 'A', operation: 'replace' }, 'content'],
    [{ section: 'A', operation: 'delete', content: 'x' }, 'content'],
    [{ section: 'A', operation: 'prepend', content: 'x' }, 'operation'],
    [{ section: ' ', operation: 'delete' }, 'section'],
    [{ section: 'A', operation: 'delete', sectionHash: 'abc' }, 'sectionHash'],
  ] as const)('says what is wrong with %j', async (data, path) => {
    const wikiId = await house().found();
    expect(await edit(wikiId, data as unknown as Edit)).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid', detail: { issues: [{ path }] } },
    });
  });

  it('needs a base, a page and a section', async () => {
    const wikiId = await house().found();
    const append = { section: 'A', operation: 'append', content: 'x' } as const;
    expect(await edit(wikiId, append)).toMatchObject({ refusal: { code: 'page.not-found' } });
    const { revision } = await save(wikiId, 'Page', '# B\n');
    expect(await edit(wikiId, append)).toMatchObject({
      refusal: { code: 'page.revision-required', detail: { current_revision: revision } },
    });
    expect(await edit(wikiId, { ...append, base: '0123456' })).toMatchObject({ refusal: { code: 'page.revision-unknown' } });
    expect(await edit(wikiId, { ...append, base: revision })).toMatchObject({ refusal: { code: 'section.not-found' } });
  });

  it('that would make the page too large is refused', async () => {
    const wikiId = await house().found();
    const { revision: base } = await save(wikiId, 'Page', `# A\n\n${'x'.repeat(1024 * 1024 - 10)}`);
    expect(await edit(wikiId, { base, section: 'A', operation: 'append', content: 'too much' })).toMatchObject({
      refusal: { code: 'page.too-large' },
    });
  });
});
