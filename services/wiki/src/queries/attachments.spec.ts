import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { AuthContext, PathRule } from '@wikibot/contracts/http/auth-context';
import {
  attachmentHistory,
  deleteAttachment,
  listAttachments,
  readAttachment,
  saveAttachment,
} from '@wikibot/contracts/requests/attachments';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { deletePage, savePage } from '@wikibot/contracts/requests/pages';
import { ada, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
let wikiId: WikiId;

const person = () => house().person(wikiId);
const upload = (path: string, file: string, content: string) =>
  house().told(saveAttachment, { path, file, content: Buffer.from(content).toString('base64') }, person());
const names = (attachments: readonly { readonly path: string; readonly file: string }[]) =>
  attachments.map(({ path, file }) => `${path}/${file}`);

const FILES = ['Page/b.txt', 'Page/a.png', 'Page/Below/c.txt', 'Page_two/d.txt', 'Secret/plan.txt', 'root.txt'];

beforeAll(async () => {
  wikiId = await house().found();
  for (const path of ['Page', 'Page/Below', 'Page_two', 'Secret', 'Empty']) await house().told(savePage, { path, content: path }, person());
  const files = FILES.map((file) => ({ file, content: Buffer.from(file).toString('base64') }));
  await house().told(importFiles, { files }, person());
});

describe('the files of a page', () => {
  it('are listed by name, without those of pages below it', async () => {
    const { path, attachments, total } = await house().told(listAttachments, { path: 'page' }, person());
    expect([path, names(attachments), total]).toEqual(['Page', ['Page/a.png', 'Page/b.txt'], 2]);
    expect(attachments[0]).toMatchObject({ size: 10, type: 'image/png', href: expect.stringMatching(/^Page\/a\/a\.png\?v=[0-9a-f]{40}$/) });
  });

  it('come in portions', async () => {
    const first = await house().told(listAttachments, { path: 'Page', limit: 1 }, person());
    expect([names(first.attachments), first.total]).toEqual([['Page/a.png'], 2]);
    const second = await house().told(listAttachments, { path: 'Page', limit: 1, cursor: first.next ?? '' }, person());
    expect(names(second.attachments)).toEqual(['Page/b.txt']);
  });

  it('may be none, but of no page there are not even none', async () => {
    expect(await house().told(listAttachments, { path: 'Empty' }, person())).toMatchObject({ attachments: [], total: 0 });
    expect(await house().ask(listAttachments, { path: 'Nowhere' }, person())).toMatchObject({ refusal: { code: 'page.not-found' } });
  });

  it('are still told of when the page is gone', async () => {
    await house().told(savePage, { path: 'Short', content: 'x' }, person());
    await upload('Short', 'a.txt', 'x');
    await house().told(deletePage, { path: 'Short' }, person());
    expect(names((await house().told(listAttachments, { path: 'Short' }, person())).attachments)).toEqual(['Short/a.txt']);
    await house().told(deleteAttachment, { path: 'Short', file: 'a.txt' }, person());
  });
});

describe('the files of a wiki', () => {
  const ruled = (...pathRules: readonly PathRule[]) => ({
    ...person(),
    auth: {
      actor: { kind: 'person', accountId: ada },
      via: 'token',
      scopes: ['read'],
      role: 'viewer',
      pathRules,
      csrfSafe: true,
    } as AuthContext,
  });
  const all = async (context = person(), limit = 2): Promise<string[]> => {
    const found: string[] = [];
    for (let cursor: string | undefined; ;) {
      const answer = await house().told(listAttachments, { limit, ...(cursor === undefined ? {} : { cursor }) }, context);
      found.push(...names(answer.attachments));
      if (answer.next === undefined) return found;
      cursor = answer.next;
    }
  };

  it('are all listed, portion by portion', async () => {
    expect((await all()).sort()).toEqual(['/root.txt', ...FILES.filter((file) => file.includes('/'))].sort());
    expect(await all(person(), 1)).toEqual(await all(person(), 1000));
  });

  it('are listed to nobody who may not see their page', async () => {
    const hidden: PathRule = { prefix: 'Secret', access: 'none' };
    expect((await all(ruled(hidden))).sort()).toEqual((await all()).filter((file) => !file.startsWith('Secret/')).sort());
    expect(await all(ruled({ prefix: '', access: 'none' }, { prefix: 'Page_two', access: 'read' }), 1)).toEqual(['Page_two/d.txt']);
  });
});

describe('a file', () => {
  it('is read with its content, now and as it was', async () => {
    const first = await upload('Page', 'read.txt', 'one');
    const second = await upload('Page', 'read.txt', 'two');
    const read = async (revision?: string) => {
      const answer = await house().told(readAttachment, { path: 'page', file: 'READ.txt', ...(revision ? { revision } : {}) }, person());
      return { ...answer, content: Buffer.from(answer.content, 'base64').toString() };
    };
    expect(await read()).toMatchObject({ path: 'Page', file: 'read.txt', content: 'two', revision: second.revision, size: 3 });
    expect(await read(first.revision)).toMatchObject({ content: 'one', blob: first.blob, revision: first.revision });
    expect(await read(first.revision.slice(0, 7))).toMatchObject({ content: 'one' });
  });

  it.each(['nothing.txt', '../Page.md', 'Below.md', '..', 'a\u0000', '\ud800', 'Below/c.txt'])('called %j is not there', async (file) => {
    for (const request of [readAttachment, attachmentHistory])
      expect(await house().ask(request, { path: 'Page', file }, person())).toMatchObject({ refusal: { code: 'attachment.not-found' } });
  });

  it('may have the longest path that there is', async () => {
    const path = Array.from({ length: 16 }, () => 'n'.repeat(50)).join('/');
    const file = `${'f'.repeat(950 - path.length - 5)}.txt`;
    await house().told(savePage, { path, content: 'x' }, person());
    const { blob } = await upload(path, file, 'far');
    expect(await house().told(listAttachments, { path }, person())).toMatchObject({ total: 1, attachments: [{ file, blob }] });
    const { history } = await house().told(attachmentHistory, { path, file }, person());
    expect(history).toHaveLength(1);
  });

  it('remembers its changes, also when it is gone', async () => {
    await upload('Page', 'past.txt', 'one');
    await upload('Page', 'past.txt', 'twoo');
    await house().told(deleteAttachment, { path: 'Page', file: 'past.txt' }, person());
    const { history } = await house().told(attachmentHistory, { path: 'Page', file: 'past.txt' }, person());
    expect(history.map(({ message, size, blob }) => [message, size, blob !== null])).toEqual([
      ['Delete past.txt of Page', 0, false],
      ['Replace past.txt of Page', 4, true],
      ['Add past.txt to Page', 3, true],
    ]);
    const first = await house().told(attachmentHistory, { path: 'Page', file: 'past.txt', limit: 2 }, person());
    const rest = await house().told(attachmentHistory, { path: 'Page', file: 'past.txt', cursor: first.next ?? '' }, person());
    expect([...first.history, ...rest.history]).toEqual(history);
  });
});
