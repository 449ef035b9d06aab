import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { deletePage, editPage, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { bob, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();

const save = (wikiId: WikiId, content: string) => house().told(savePage, { path: 'Page', content }, house().person(wikiId));
const edit = (wikiId: WikiId, base: string, [oldString, newString]: readonly [string, string]) =>
  house().ask(editPage, { path: 'Page', base, oldString, newString }, house().person(wikiId));

describe('an edit of a passage', () => {
  it('answers with the sections it touched', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, '# A\n\na\n\n# B\n\nb\n');
    expect(await edit(wikiId, revision, ['\nb\n', '\nb!\n'])).toMatchObject({
      answer: { sections: [{ address: 'B', change: 'changed', hash: expect.stringMatching(/^[0-9a-f]{16}$/) }] },
    });
  });

  it('that occurs more than once is told where', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'one\ntwo\none\n');
    expect(await edit(wikiId, revision, ['one', 'x'])).toMatchObject({
      refusal: {
        code: 'page.text-ambiguous',
        message: 'old_string is ambiguous: found 2 occurrences. Provide a longer unique string.',
        remedy: 'It stands in lines 1, 3. Add neighbouring text to old_string until it occurs once.',
        detail: { count: 2, lines: [1, 3] },
      },
    });
  });

  it('that does not occur is told where it almost does, and what differs', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'intro\nThe pond is very cold today.\n');
    expect(await edit(wikiId, revision, ['The pond is quite cold today.', 'x'])).toMatchObject({
      refusal: {
        code: 'page.text-not-found',
        message: expect.stringMatching(/^old_string not found in page content\. .*"very" where yours has "quite"/),
        detail: { nearest: { line: 2, found: 'very', wanted: 'quite' } },
      },
    });
  });

  it.each([
    ['', 'x'],
    ['a', 'a'],
  ] as const)('from %j to %j changes nothing and is refused', async (...passage) => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'a\n');
    expect(await edit(wikiId, revision, passage)).toMatchObject({ refusal: { code: 'page.text-unchanged' } });
  });

  it('names the lines of the base that a conflict is about', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'one\ntwo\n');
    await edit(wikiId, revision, ['two', 'theirs']);
    expect(await edit(wikiId, revision, ['two', 'mine'])).toMatchObject({
      refusal: {
        code: 'page.conflict',
        detail: {
          conflict: {
            hunks: [{ kind: 'both-changed', base: 'two\n', yours: 'mine\n', theirs: 'theirs\n', baseLines: [2, 2], startLine: 2 }],
          },
        },
      },
    });
  });
});

describe('a deletion', () => {
  it('says what went with the page', async () => {
    const wikiId = await house().found();
    await save(wikiId, '# A\n\na\n');
    expect(await house().told(deletePage, { path: 'page' }, house().person(wikiId))).toMatchObject({
      path: 'Page',
      lines: { added: 0, removed: 3 },
      sections: [{ address: 'A', change: 'removed', hash: null }],
    });
  });

  it('on a base that is no longer what stands is refused with what would be lost', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'one\n');
    const { revision: head } = await house().told(
      savePage,
      { path: 'Page', content: 'one\ntheirs\n', base: revision },
      house().person(wikiId, bob),
    );
    expect(await house().ask(deletePage, { path: 'Page', base: revision }, house().person(wikiId))).toMatchObject({
      refusal: {
        code: 'page.changed',
        kind: 'conflict',
        detail: {
          current_revision: head,
          conflict: { head, base: 'one\n', yours: '', theirs: 'one\ntheirs\n', hunks: [{ kind: 'you-removed' }] },
        },
      },
    });
    expect((await house().told(readPage, { path: 'Page' }, house().person(wikiId))).content).toBe('one\ntheirs\n');
    expect(await house().ask(deletePage, { path: 'Page', base: head }, house().person(wikiId))).toMatchObject({ ok: true });
  });

  it('goes on when only other pages changed since its base', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'one\n');
    await house().told(savePage, { path: 'Other', content: 'x' }, house().person(wikiId, bob));
    expect(await house().ask(deletePage, { path: 'Page', base: revision }, house().person(wikiId))).toMatchObject({ ok: true });
  });
});

describe('an answer to a write of a page with very many sections', () => {
  it('names the first two hundred and counts the rest', async () => {
    const wikiId = await house().found();
    const { sections, moreSections } = await save(wikiId, Array.from({ length: 500 }, (_, index) => `# H${index}\n`).join(''));
    expect([sections.length, moreSections]).toEqual([200, 300]);
  });
});
