import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { MAX_ATTACHMENT_BYTES } from '@wikibot/contracts/facts/wiki';
import { deleteAttachment, saveAttachment } from '@wikibot/contracts/requests/attachments';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { deletePage, savePage } from '@wikibot/contracts/requests/pages';
import { bob, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
let wikiId: WikiId;
beforeAll(async () => {
  wikiId = await house().found();
  await house().told(savePage, { path: 'My Page', content: '# Page\n' }, house().person(wikiId));
});

const base64 = (content: string | Buffer): string => Buffer.from(content).toString('base64');
const upload = (file: string, content: string | Buffer, more: { base?: string; path?: string; message?: string } = {}) =>
  house().ask(saveAttachment, { path: 'My Page', file, content: base64(content), ...more }, house().person(wikiId));
const uploaded = async (file: string, content: string | Buffer, more: { base?: string; path?: string } = {}) => {
  const outcome = await upload(file, content, more);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.answer;
};
const remove = (file: string, more: { base?: string; path?: string } = {}) =>
  house().ask(deleteAttachment, { path: 'My Page', file, ...more }, house().person(wikiId));
const lastFact = async () => (await house().facts(wikiId)).at(-1);
const refusedAs = (code: string, detail: object = {}) => ({ ok: false, refusal: { code, detail: expect.objectContaining(detail) } });
/** Carries something out and says how many facts came of it. */
const factsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = (await house().facts(wikiId)).length;
  await work();
  return (await house().facts(wikiId)).length - before;
};

describe('a file that is put beside a page', () => {
  it('is one commit and one fact, which says what became of which file', async () => {
    const answer = await uploaded('cat.gif', 'GIF89a');
    expect(answer).toMatchObject({ outcome: 'created', path: 'My_Page', file: 'cat.gif', size: 6, type: 'image/gif' });
    expect(await lastFact()).toMatchObject({
      name: 'wiki.HeadMoved',
      data: {
        head: answer.revision,
        intent: 'save',
        commits: [{ id: answer.revision, message: 'Add cat.gif to My Page' }],
        changes: [{ file: 'My_Page/cat.gif', blob: answer.blob, bytes: 6 }],
      },
    });
  });

  it('is no page, and counts as none', async () => {
    const before = (await house().ports.wikis.get(wikiId))?.pages;
    await uploaded('more.txt', 'x');
    expect((await house().ports.wikis.get(wikiId))?.pages).toBe(before);
  });

  it('may say why in words of its own', async () => {
    await upload('why.txt', 'x', { message: 'Because' });
    expect((await lastFact())?.data).toMatchObject({ commits: [{ message: 'Because' }] });
  });

  it('may be empty, and may be as large as the limit, but no larger', async () => {
    expect(await uploaded('empty.txt', '')).toMatchObject({ size: 0 });
    expect(await uploaded('full.bin', Buffer.alloc(MAX_ATTACHMENT_BYTES))).toMatchObject({ size: MAX_ATTACHMENT_BYTES });
    expect(await upload('over.bin', Buffer.alloc(MAX_ATTACHMENT_BYTES + 1))).toMatchObject(
      refusedAs('attachment.too-large', { limit: MAX_ATTACHMENT_BYTES }),
    );
  });

  it('needs a page', async () => {
    expect(await upload('cat.gif', 'GIF89a', { path: 'Nowhere' })).toMatchObject(refusedAs('attachment.page-missing', { path: 'Nowhere' }));
  });

  it('lies beside a page that was imported with spaces in its name', async () => {
    const files = [{ file: 'Imported page.md', content: base64('# Imported\n') }];
    await house().told(importFiles, { files }, house().person(wikiId));
    expect(await uploaded('a.txt', 'x', { path: 'imported_page' })).toMatchObject({ path: 'Imported page' });
  });

  it.each([
    ['../../evil.png', 'evil.png'],
    ['a/b.png', 'b.png'],
    ['Other.md', 'Other.md.txt'],
    ['.gitattributes', 'gitattributes'],
    ['a\u0000b', 'ab'],
    ['..', undefined],
  ])('cannot be called %j', async (file, suggestion) => {
    expect(await factsOf(async () => expect(await upload(file, 'x')).toMatchObject(refusedAs('attachment.name-refused', { file })))).toBe(
      0,
    );
    const outcome = await upload(file, 'x');
    expect(outcome.ok ? undefined : outcome.refusal.detail['suggestion']).toBe(suggestion);
  });

  it('cannot be called like a folder, in whatever letters', async () => {
    await house().told(savePage, { path: 'My Page/Below/Deep', content: 'x' }, house().person(wikiId));
    for (const file of ['Below', 'below', 'BELOW']) expect(await upload(file, 'x')).toMatchObject(refusedAs('page.place-taken'));
  });

  it('cannot have a path that is too long, though its name is not', async () => {
    const path = Array.from({ length: 17 }, () => 'n'.repeat(50)).join('/');
    await house().told(savePage, { path, content: 'x' }, house().person(wikiId));
    expect(await upload(`${'f'.repeat(150)}.png`, 'x', { path })).toMatchObject(
      refusedAs('attachment.name-refused', { problem: 'path-too-long' }),
    );
  });

  it('is brought by content that is base64 and nothing else', async () => {
    const data = { path: 'My Page', file: 'a.txt', content: '!!!!aGk=' };
    expect(await house().ask(saveAttachment, data, house().person(wikiId))).toMatchObject(refusedAs('request.invalid'));
  });
});

describe('a file that is there already', () => {
  it('is replaced under the name that it has, in whatever spelling it comes', async () => {
    await uploaded('Big Cat.gif', 'GIF89a1');
    expect(await uploaded('big_cat.GIF', 'GIF89a2')).toMatchObject({ outcome: 'updated', file: 'Big Cat.gif' });
    expect((await lastFact())?.data).toMatchObject({
      commits: [{ message: 'Replace Big Cat.gif of My Page' }],
      changes: [{ file: 'My_Page/Big Cat.gif' }],
    });
  });

  it('with the same content is left as it is', async () => {
    const { revision } = await uploaded('same.txt', 'same');
    await uploaded('other.txt', 'other');
    expect(await factsOf(async () => expect(await uploaded('same.txt', 'same')).toMatchObject({ outcome: 'unchanged', revision }))).toBe(0);
  });

  it('is replaced on the revision that its maker has seen, shortened or not', async () => {
    const first = await uploaded('based.txt', 'one');
    await uploaded('elsewhere.txt', 'x');
    const second = await uploaded('based.txt', 'two', { base: first.revision });
    expect(second.outcome).toBe('updated');
    expect(await uploaded('based.txt', 'three', { base: second.revision.slice(0, 7) })).toMatchObject({ outcome: 'updated' });
  });

  it('is not replaced on a revision at which it was another, or that nobody knows', async () => {
    const first = await uploaded('raced.txt', 'one');
    const second = await uploaded('raced.txt', 'two');
    for (const base of [first.revision, first.revision.slice(0, 7), '0'.repeat(40), 'f'.repeat(7)])
      expect(await upload('raced.txt', 'three', { base })).toMatchObject(
        refusedAs('attachment.changed', { file: 'raced.txt', current_revision: second.revision }),
      );
  });

  it('is not replaced by whoever has seen that it was not there', async () => {
    const { revision } = await uploaded('before.txt', 'x');
    await uploaded('after.txt', 'theirs');
    expect(await upload('after.txt', 'yours', { base: revision })).toMatchObject(refusedAs('attachment.changed'));
  });
});

describe('deleting a file', () => {
  it('is one commit, which leaves its page as it is', async () => {
    await uploaded('gone.txt', 'x');
    expect(await remove('GONE.txt')).toMatchObject({ ok: true, answer: { path: 'My_Page', file: 'gone.txt' } });
    expect((await lastFact())?.data).toMatchObject({
      intent: 'delete',
      commits: [{ message: 'Delete gone.txt of My Page' }],
      changes: [{ file: 'My_Page/gone.txt', blob: null, bytes: 0 }],
    });
    expect(await remove('gone.txt')).toMatchObject(refusedAs('attachment.not-found'));
  });

  it('is refused on a revision at which it was another', async () => {
    const { revision } = await uploaded('stale.txt', 'one');
    await uploaded('stale.txt', 'two');
    expect(await remove('stale.txt', { base: revision })).toMatchObject(refusedAs('attachment.changed'));
    expect((await remove('stale.txt')).ok).toBe(true);
  });

  it.each(['My_Page.md', 'Below/Deep.md', 'Deep.md', '../Home.md', '..', 'a\u0000', '\ud800', 'nothing.txt'])(
    'never reaches a page or another folder: %j',
    async (file) => {
      expect(await factsOf(() => remove(file))).toBe(0);
      expect(await factsOf(() => remove(file, { path: 'My Page/Below' }))).toBe(0);
    },
  );

  it('is possible when the page is gone, and so is replacing it', async () => {
    await house().told(savePage, { path: 'Short', content: 'x' }, house().person(wikiId));
    await uploaded('a.txt', 'one', { path: 'Short' });
    await house().told(deletePage, { path: 'Short' }, house().person(wikiId));
    expect(await uploaded('a.txt', 'two', { path: 'Short' })).toMatchObject({ outcome: 'updated' });
    expect((await remove('a.txt', { path: 'Short' })).ok).toBe(true);
    expect(await upload('a.txt', 'three', { path: 'Short' })).toMatchObject(refusedAs('attachment.page-missing'));
  });
});

describe('a trial', () => {
  it('says what would become of a file, and changes nothing', async () => {
    await uploaded('tried.txt', 'one');
    const trial = (file: string, content: string) =>
      house().told(saveAttachment, { path: 'My Page', file, content: base64(content), dryRun: true }, house().person(wikiId));
    const facts = await factsOf(async () => {
      expect(await trial('untried.txt', 'x')).toMatchObject({ outcome: 'created', dryRun: true, size: 1 });
      expect(await trial('tried.txt', 'two')).toMatchObject({ outcome: 'updated', dryRun: true });
      expect(await trial('tried.txt', 'one')).toMatchObject({ outcome: 'unchanged', dryRun: true });
      const gone = await house().told(deleteAttachment, { path: 'My Page', file: 'tried.txt', dryRun: true }, house().person(wikiId));
      expect(gone).toMatchObject({ file: 'tried.txt', dryRun: true });
    });
    expect(facts).toBe(0);
    expect(await uploaded('tried.txt', 'one')).toMatchObject({ outcome: 'unchanged' });
  });

  it('is refused as the real thing would be', async () => {
    const data = { path: 'Nowhere', file: 'a.txt', content: '', dryRun: true };
    expect(await house().ask(saveAttachment, data, house().person(wikiId))).toMatchObject(refusedAs('attachment.page-missing'));
  });
});

it('many files that are put beside one page at once are all there', async () => {
  const names = Array.from({ length: 8 }, (_, number) => `at-once-${number}.txt`);
  const outcomes = await Promise.all(
    names.map((file, number) =>
      house().ask(saveAttachment, { path: 'My Page', file, content: base64(file) }, house().person(wikiId, number % 2 ? bob : undefined)),
    ),
  );
  expect(outcomes.map((outcome) => outcome.ok && outcome.answer.outcome)).toEqual(names.map(() => 'created'));
});
