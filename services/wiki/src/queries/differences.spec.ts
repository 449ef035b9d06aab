import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { saveAttachment } from '@wikibot/contracts/requests/attachments';
import { describeCommit, diffPage } from '@wikibot/contracts/requests/differences';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { movePage } from '@wikibot/contracts/requests/moves';
import { deletePage, savePage } from '@wikibot/contracts/requests/pages';
import { ODD_PATHS, useAskedHouse } from './asked-house-fixture.ts';

const { house, save, ruled } = useAskedHouse();

const saved = async (wikiId: WikiId, path: string, [content, base]: readonly [string, string?]) =>
  (await house().told(savePage, { path, content, ...(base === undefined ? {} : { base }) }, house().person(wikiId))).revision;

/** One commit with what is given, as a move of a page is. */
const imported = async (wikiId: WikiId, files: Readonly<Record<string, string>>) =>
  (
    await house().told(
      importFiles,
      {
        files: Object.entries(files).map(([file, text]) => ({ file, content: Buffer.from(text).toString('base64') })),
        overwrite: true,
      },
      house().person(wikiId),
    )
  ).revision;

describe('a page compared with itself', () => {
  it('shows its latest change, a change against the state before it, or any two states', async () => {
    const wikiId = await house().found();
    const first = await saved(wikiId, 'Pond', ['cold\nwet\n']);
    const second = await saved(wikiId, 'Pond', ['cold\ndeep\n', first]);
    const third = await saved(wikiId, 'Pond', ['warm\ndeep\n', second]);
    const person = house().person(wikiId);
    const lines = async (about: object) => {
      const answer = await house().told(diffPage, { path: 'pond', ...about }, person);
      return answer.hunks.flatMap((hunk) => hunk.lines.map(({ kind, text }) => `${kind} ${text}`));
    };
    expect(await lines({})).toEqual(['removed cold', 'added warm', 'same deep']);
    expect(await lines({ to: second })).toEqual(['same cold', 'removed wet', 'added deep']);
    expect(await lines({ to: first.slice(0, 10) })).toEqual(['added cold', 'added wet']);
    expect(await lines({ from: first })).toEqual(['removed cold', 'removed wet', 'added warm', 'added deep']);
    expect(await lines({ from: third, to: first })).toEqual(['removed warm', 'removed deep', 'added cold', 'added wet']);
    await save(wikiId, 'Elsewhere', 'x');
    expect(await house().told(diffPage, { path: 'pond' }, person)).toMatchObject({
      path: 'Pond',
      from: { revision: second, path: 'Pond' },
      to: { revision: third, path: 'Pond' },
      lines: { added: 1, removed: 1 },
    });
  });

  it('is followed to the name it had before', async () => {
    const wikiId = await house().found();
    const text = 'one\ntwo\nthree\nfour\n';
    const first = await saved(wikiId, 'Old name', [text]);
    // Saved beside it, then gone from the old place: two commits are no move.
    await saved(wikiId, 'Copy', [text]);
    const ground = await house().ports.wikis.get(wikiId);
    const moved = await house().ports.heads.move(house().person(wikiId), wikiId, () =>
      Promise.resolve({
        ok: true,
        intent: 'move',
        message: 'Move Old name to New name',
        changes: [
          { path: 'Old_name.md', delete: true },
          { path: 'New_name.md', content: Buffer.from(text.replace('two', '2')) },
        ],
        answer: ({ head }) => head,
      }),
    );
    expect(ground?.head).toBeDefined();
    const revision = moved.ok ? moved.answer : '';
    const answer = await house().told(diffPage, { path: 'New name', from: first, to: revision }, house().person(wikiId));
    expect(answer).toMatchObject({ from: { path: 'Old_name' }, to: { path: 'New_name' }, lines: { added: 1, removed: 1 } });
    expect(await house().told(describeCommit, { revision, diffs: true }, house().person(wikiId))).toMatchObject({
      total: 1,
      files: [{ path: 'New_name', kind: 'moved', from: 'Old_name', page: true, lines: { added: 1, removed: 1 } }],
    });
    const copy = await house().told(diffPage, { path: 'Copy', from: first }, house().person(wikiId));
    expect(copy).toMatchObject({ from: { path: null }, lines: { added: 4, removed: 0 } });
    const hidden = await house().told(diffPage, { path: 'New name', from: first }, ruled(wikiId, [{ prefix: 'Old_name', access: 'none' }]));
    expect(hidden).toMatchObject({ from: { path: null }, lines: { added: 4, removed: 0 } });
  });

  it('is told by the name of today for a time when it had another', async () => {
    const wikiId = await house().found();
    const first = await saved(wikiId, 'Pond', ['one\n']);
    const second = await saved(wikiId, 'Pond', ['two\n', first]);
    await house().told(movePage, { path: 'Pond', newPath: 'Lake' }, house().person(wikiId));
    const answer = await house().told(diffPage, { path: 'Lake', to: second }, house().person(wikiId));
    expect(answer).toMatchObject({ from: { path: 'Pond' }, to: { path: 'Pond' }, lines: { added: 1, removed: 1 } });
  });

  it('tells of a deleted page, and nothing of one that never was or of commits that are not of this wiki', async () => {
    const wikiId = await house().found();
    const other = await house().found();
    const revision = await saved(wikiId, 'Gone', ['x\n']);
    await house().told(deletePage, { path: 'Gone' }, house().person(wikiId));
    expect(await house().told(diffPage, { path: 'Gone' }, house().person(wikiId))).toMatchObject({
      to: { path: null },
      lines: { added: 0, removed: 1 },
    });
    const codeOf = async (asked: typeof wikiId, data: { path: string; from?: string; to?: string }) => {
      const outcome = await house().ask(diffPage, data, house().person(asked));
      return outcome.ok ? 'ok' : outcome.refusal.code;
    };
    expect(await codeOf(wikiId, { path: 'Never' })).toBe('page.not-found');
    expect(await codeOf(other, { path: 'Home', from: revision })).toBe('revision.unknown');
    expect(await codeOf(wikiId, { path: 'Gone', to: '0'.repeat(40) })).toBe('revision.unknown');
    for (const path of ODD_PATHS) expect(await codeOf(wikiId, { path })).toBe('page.not-found');
  });

  it('has no lines where it was no text', async () => {
    const wikiId = await house().found();
    const first = await imported(wikiId, { 'Bytes.md': 'text\n' });
    await house().told(
      importFiles,
      { files: [{ file: 'Bytes.md', content: Buffer.from([0xff, 0xfe, 0]).toString('base64') }], overwrite: true },
      house().person(wikiId),
    );
    expect(await house().told(diffPage, { path: 'Bytes', from: String(first) }, house().person(wikiId))).toMatchObject({
      binary: true,
      hunks: [],
    });
  });
});

describe('a change of a wiki', () => {
  it('has all files with their counts, page by page, and their lines when asked for', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'B', 'one\n');
    const revision = String(await imported(wikiId, { 'A.md': 'new\n', 'B.md': 'one\ntwo\n', 'B/c.bin': '\0\0' }));
    const person = house().person(wikiId);
    const first = await house().told(describeCommit, { revision, limit: 2 }, person);
    expect(first).toMatchObject({
      change: { revision, intent: 'import' },
      commits: 1,
      total: 3,
      files: [
        { path: 'A', kind: 'added', lines: { added: 1, removed: 0 } },
        { path: 'B', kind: 'changed', lines: { added: 1, removed: 0 } },
      ],
    });
    expect(first.files[0]).not.toHaveProperty('hunks');
    const rest = await house().told(describeCommit, { revision, limit: 2, diffs: true, cursor: String(first.next) }, person);
    expect(rest).toMatchObject({ files: [{ path: 'B/c.bin', page: false, kind: 'added' }] });
    expect(rest.next).toBeUndefined();
    const lines = (await house().told(describeCommit, { revision, diffs: true }, person)).files[1]?.hunks?.[0]?.lines;
    expect(lines?.map(({ kind }) => kind)).toEqual(['same', 'added']);
  });

  it('hides what a reader may not see: some files with the words about them, or the change itself', async () => {
    const wikiId = await house().found();
    const both = String(await imported(wikiId, { 'Open.md': 'x\n', 'Secret/Plan.md': 'y\n', 'Secret/Plan/a.txt': 'z' }));
    const secret = await saved(wikiId, 'Secret/Other', ['x\n']);
    const reader = ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]);
    const seen = await house().told(describeCommit, { revision: both, diffs: true }, reader);
    expect(seen).toMatchObject({ total: 1, files: [{ path: 'Open' }], change: { message: '' } });
    expect(await house().ask(describeCommit, { revision: secret }, reader)).toMatchObject({ refusal: { code: 'revision.unknown' } });
  });

  it('takes a file beside a page for what it is', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Page', 'x\n');
    const { revision } = await house().told(
      saveAttachment,
      { path: 'Page', file: 'a.png', content: Buffer.from([1, 2, 0]).toString('base64') },
      house().person(wikiId),
    );
    expect((await house().told(describeCommit, { revision }, house().person(wikiId))).files).toMatchObject([
      { path: 'Page/a.png', page: false, kind: 'added' },
    ]);
  });

  it('is not found by too few digits, nor by those of an object that is no commit', async () => {
    const wikiId = await house().found();
    const page = await saved(wikiId, 'Page', ['x\n']);
    const blob = (await house().ports.archive.fileAt(wikiId, page as never, 'Page.md'))?.oid;
    expect(await house().ask(describeCommit, { revision: String(blob) }, house().person(wikiId))).toMatchObject({
      refusal: { code: 'revision.unknown' },
    });
    expect(await house().told(describeCommit, { revision: page.slice(0, 12) }, house().person(wikiId))).toMatchObject({
      change: { revision: page },
    });
  });
});
