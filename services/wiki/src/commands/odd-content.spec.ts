import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { editPage, listPages, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { ada, bob, UNLIMITED, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const refusedWith = (code: string) => ({ ok: false, refusal: { code } });
const base64 = (content: Uint8Array | string): string => Buffer.from(content as string).toString('base64');

describe('a page of the largest size', () => {
  it.each([
    ['letters', 'x'],
    ['lines', '\n'],
    ['control characters, which grow sixfold in JSON', '\u0001'],
    ['headings', '# h\n'],
    ['links', '[[A]] '],
  ])('of %s is saved, listed and read back', async (_what, piece) => {
    const wikiId = await house().found();
    const content = piece.repeat(MAX_PAGE_BYTES / Buffer.byteLength(piece));
    await house().told(savePage, { path: 'Large', content }, house().person(wikiId));
    expect((await house().told(readPage, { path: 'Large' }, house().person(wikiId))).content).toBe(content);
    expect((await house().told(listPages, { prefix: 'Large' }, house().person(wikiId))).total).toBe(1);
  });

  it('and no larger', async () => {
    const wikiId = await house().found();
    expect(await house().ask(savePage, { path: 'Large', content: 'x'.repeat(MAX_PAGE_BYTES + 1) }, house().person(wikiId))).toMatchObject(
      refusedWith('page.too-large'),
    );
  });

  it('with code points that no queue takes travels as a payload, and is read back as it was', async () => {
    const wikiId = await house().found();
    const content = 'a\ufffeb\uffffc\n';
    await house().told(savePage, { path: 'Odd', content }, house().person(wikiId));
    expect(JSON.stringify(await house().facts(wikiId))).not.toMatch(/[\ufffe\uffff]/);
    expect((await house().told(readPage, { path: 'Odd' }, house().person(wikiId))).content).toBe(content);
  });

  it('travels in facts that stay small', async () => {
    const wikiId = await house().found();
    await house().told(savePage, { path: 'Large', content: 'x'.repeat(MAX_PAGE_BYTES) }, house().person(wikiId));
    for (const fact of await house().facts(wikiId)) expect(JSON.stringify(fact).length).toBeLessThan(200_000);
  });
});

describe('odd content', () => {
  it.each(['a\u0000b', '\ud800', 'x\udfff'])('%j is refused, not mangled', async (content) => {
    const wikiId = await house().found();
    expect(await house().ask(savePage, { path: 'Odd', content }, house().person(wikiId))).toMatchObject(refusedWith('page.not-text'));
    expect(await house().ask(readPage, { path: 'Odd' }, house().person(wikiId))).toMatchObject(refusedWith('page.not-found'));
  });

  it.each(['\ufeffwith a mark', 'crlf\r\nline\r\n', '\r', '\u2028', '\u0085', ' \t ', 'é e\u0301'])(
    '%j is kept to the last byte, and saving it again changes nothing',
    async (content) => {
      const wikiId = await house().found();
      const { revision } = await house().told(savePage, { path: 'Odd', content }, house().person(wikiId));
      expect((await house().told(readPage, { path: 'Odd' }, house().person(wikiId))).content).toBe(content);
      expect(await house().told(savePage, { path: 'Odd', content, base: revision }, house().person(wikiId))).toMatchObject({
        outcome: 'unchanged',
        revision,
      });
    },
  );

  it('keeps its byte order mark through an edit', async () => {
    const wikiId = await house().found();
    const { revision } = await house().told(savePage, { path: 'Odd', content: '\ufeffone two' }, house().person(wikiId));
    await house().told(editPage, { path: 'Odd', base: revision, oldString: 'two', newString: 'three' }, house().person(wikiId));
    expect((await house().told(readPage, { path: 'Odd' }, house().person(wikiId))).content).toBe('\ufeffone three');
  });

  it('that is not UTF-8 is never overwritten with what a decoder made of it', async () => {
    const wikiId = await house().found();
    const latin1 = Buffer.from([0x48, 0xe4, 0x0a, 0x0a, 0x65, 0x6e, 0x64, 0x0a]);
    await house().told(importFiles, { files: [{ file: 'Odd.md', content: base64(latin1) }] }, house().person(wikiId));
    const head = (await house().ports.wikis.get(wikiId))?.head ?? '';
    const outcome = await house().ask(
      editPage,
      { path: 'Odd', base: head, oldString: 'end', newString: 'The end' },
      house().person(wikiId),
    );
    expect(outcome.ok).toBe(false);
  });

  it.each(['a\ud800', 'a\u0000b', '\u0001'])('of a commit message (%j) is no fault', async (message) => {
    const wikiId = await house().found();
    const outcome = await house().ask(savePage, { path: 'Odd', content: 'x', message }, house().person(wikiId));
    if (!outcome.ok) return expect(outcome.refusal.kind).toBe('invalid');
    const git = join(house().folder, `${wikiId}.git`);
    execFileSync('git', ['-C', git, 'fsck', '--strict', outcome.answer.revision], { stdio: 'pipe' });
  });
});

describe('odd paths', () => {
  it.each(['Ⱥ'.repeat(65), 'ß', 'İstanbul', '한국', 'ﬁ', '😀/👩‍👩‍👧'])('%.30j is a page like any other', async (path) => {
    const wikiId = await house().found();
    const { path: kept } = await house().told(savePage, { path, content: 'x' }, house().person(wikiId));
    expect((await house().told(readPage, { path: kept }, house().person(wikiId))).content).toBe('x');
  });

  it.each([`${`${'Ⱥ'.repeat(60)}/`.repeat(6)}x`, '../x', 'a/history', '-/x', '.git/config', 'a#b', 'CON', '\ud800'])(
    '%j is refused with a reason',
    async (path) => {
      const wikiId = await house().found();
      expect(await house().ask(savePage, { path, content: 'x' }, house().person(wikiId))).toMatchObject(refusedWith('page.path-refused'));
    },
  );

  it('cannot make a page of a folder’s name into a file of it', async () => {
    const wikiId = await house().found();
    await house().told(importFiles, { files: [{ file: 'Page.md/inside.png', content: base64('x') }] }, house().person(wikiId));
    expect((await house().ask(savePage, { path: 'Page', content: 'x' }, house().person(wikiId))).ok).toBe(false);
  });
});

describe('an import', () => {
  it('is one commit and one fact, whose views have every file however many', async () => {
    const wikiId = await house().found();
    const before = (await house().facts(wikiId)).length;
    const files = Array.from({ length: 300 }, (_, index) => ({ file: `Many/${index}.md`, content: base64(`page ${index}`) }));
    const answer = await house().told(importFiles, { files }, house().person(wikiId));
    expect([answer.written, answer.refused, (await house().facts(wikiId)).length]).toEqual([300, [], before + 1]);
    expect((await house().told(listPages, { prefix: 'Many', limit: 1000 }, house().person(wikiId))).total).toBe(300);
  });

  it('of what is there already commits nothing', async () => {
    const wikiId = await house().found();
    const files = [
      { file: 'A.md', content: base64('a') },
      { file: 'A/b.png', content: base64('b') },
    ];
    const first = await house().told(importFiles, { files }, house().person(wikiId));
    expect(await house().told(importFiles, { files }, house().person(wikiId))).toMatchObject({
      written: 0,
      unchanged: 2,
      revision: first.revision,
      sequence: first.sequence,
    });
  });

  it('keeps to the pages that the plan allows, and takes nothing at all beyond them', async () => {
    await house().grant(bob, { ...UNLIMITED, pagesPerWiki: 20 });
    const wikiId = await house().found({ ownerId: bob });
    const held = (await house().ports.wikis.get(wikiId))?.pages ?? 0;
    const files = (count: number) => Array.from({ length: count }, (_, index) => ({ file: `P${index}.md`, content: base64(`${index}`) }));
    expect(await house().ask(importFiles, { files: files(21 - held) }, house().person(wikiId))).toMatchObject(
      refusedWith('wiki.pages-limit'),
    );
    expect(await house().told(importFiles, { files: files(20 - held) }, house().person(wikiId, ada))).toMatchObject({ written: 20 - held });
    expect(await house().ask(savePage, { path: 'One_more', content: 'x' }, house().person(wikiId))).toMatchObject(
      refusedWith('wiki.pages-limit'),
    );
    expect(
      await house().ask(
        savePage,
        { path: 'P0', content: 'changed', base: (await house().ports.wikis.get(wikiId))?.head ?? '' },
        house().person(wikiId),
      ),
    ).toMatchObject({ ok: true });
  });
});
