import { describe, expect, it } from '@jest/globals';
import type { InputOf } from '@wikibot/contracts/define/request';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { readPage } from '@wikibot/contracts/requests/pages';
import { base64, zipOf, type ZipEntry } from '../adapters/zip/zip.fixture.ts';
import { useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const fresh = (): Promise<WikiId> => house().found();
const asked = (wikiId: WikiId, entries: readonly ZipEntry[], over: Partial<InputOf<typeof importFiles>> = {}) =>
  house().ask(importFiles, { archive: base64(zipOf(entries)), ...over }, house().person(wikiId));
const told = async (...args: Parameters<typeof asked>) => {
  const outcome = await asked(...args);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.answer;
};
const contentOf = async (wikiId: WikiId, path: string): Promise<string> =>
  (await house().told(readPage, { path }, house().person(wikiId))).content;

describe('an archive', () => {
  it('becomes one commit, with its names, its leavings and its links told', async () => {
    const wikiId = await fresh();
    const before = (await house().facts(wikiId)).length;
    const answer = await told(wikiId, [
      { name: 'notes/', content: '', method: 0 },
      { name: 'notes/Index.md', content: 'See [x](docs/history.md).\r\n' },
      { name: 'notes/docs/history.md', content: 'old times\n' },
      { name: 'notes/docs/history/cat.png', content: Uint8Array.of(1, 2, 3) },
      { name: 'notes/.DS_Store', content: 'x' },
      { name: 'notes/link.md', content: 'Index.md', mode: 0o120777 },
      { name: 'notes/../../etc/passwd', content: 'root' },
    ]);
    expect(answer).toMatchObject({
      written: 3,
      unchanged: 0,
      root: 'notes',
      relinked: 1,
      renamed: [{ file: 'docs/history.md', as: 'docs/history_page.md', reason: expect.stringContaining('action') }],
      refused: [
        { file: 'link.md', reason: expect.stringContaining('symbolic link') },
        { file: '../../etc/passwd', reason: expect.stringContaining('dots') },
      ],
      leftOut: [{ file: 'notes/.DS_Store', files: 1 }],
    });
    expect(await contentOf(wikiId, 'Index')).toBe('See [x](docs/history_page.md).\r\n');
    expect((await house().facts(wikiId)).length).toBe(before + 1);
  });

  it('that comes again changes nothing', async () => {
    const wikiId = await fresh();
    const entries = [
      { name: 'Page.md', content: '[x](edit.md)' },
      { name: 'page.md', content: 'other' },
      { name: 'edit.md', content: 'y' },
    ];
    expect(await told(wikiId, entries)).toMatchObject({ written: 3 });
    expect(await told(wikiId, entries)).toMatchObject({ written: 0, unchanged: 3, refused: [] });
  });

  it('of archives, as Notion makes them, is one import', async () => {
    const wikiId = await fresh();
    const part = (name: string, content: string) => ({ name: `${name}.zip`, content: zipOf([{ name: `Export/${name}.md`, content }]) });
    expect(await told(wikiId, [part('One', '1'), part('Two', '2')])).toMatchObject({ written: 2, root: 'Export' });
    expect(await contentOf(wikiId, 'Two')).toBe('2');
  });

  it('that is damaged anywhere changes nothing', async () => {
    const wikiId = await fresh();
    const before = await house().facts(wikiId);
    const outcome = await asked(wikiId, [
      { name: 'good.md', content: 'good' },
      { name: 'bad.md', content: 'bad', claims: { crc: 7 } },
    ]);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'import.archive-refused', message: expect.stringContaining('bad.md') } });
    expect(await house().facts(wikiId)).toEqual(before);
  });

  it('is tried out without a trace', async () => {
    const wikiId = await fresh();
    const before = await house().facts(wikiId);
    expect(await told(wikiId, [{ name: 'a.md', content: 'a' }], { dryRun: true })).toMatchObject({ written: 1, dryRun: true });
    expect(await house().facts(wikiId)).toEqual(before);
  });
});

describe('a file whose place another one has', () => {
  const standing = async (): Promise<WikiId> => {
    const wikiId = await fresh();
    await told(wikiId, [{ name: 'a.md', content: 'mine' }]);
    return wikiId;
  };
  const arriving = [
    { name: 'a.md', content: 'theirs' },
    { name: 'b.md', content: 'new' },
  ];

  it('is refused unless told otherwise, and the rest is kept', async () => {
    const wikiId = await standing();
    expect(await told(wikiId, arriving)).toMatchObject({ written: 1, refused: [{ file: 'a.md' }] });
    expect(await contentOf(wikiId, 'a')).toBe('mine');
  });

  it('is skipped, replaced or kept beside it as told', async () => {
    expect(await told(await standing(), arriving, { onConflict: 'skip' })).toMatchObject({
      written: 1,
      refused: [],
      skipped: [{ file: 'a.md' }],
    });
    const replaced = await standing();
    expect(await told(replaced, arriving, { onConflict: 'replace' })).toMatchObject({ written: 2, renamed: [] });
    expect(await contentOf(replaced, 'a')).toBe('theirs');
    const beside = await standing();
    expect(await told(beside, arriving, { onConflict: 'rename' })).toMatchObject({ written: 2, renamed: [{ file: 'a.md', as: 'a-2.md' }] });
    expect([await contentOf(beside, 'a'), await contentOf(beside, 'a-2')]).toEqual(['mine', 'theirs']);
    expect(await told(beside, arriving, { onConflict: 'rename' })).toMatchObject({ written: 0, unchanged: 2 });
  });
});

it('whoever may not write somewhere brings nothing there', async () => {
  const wikiId = await fresh();
  const context = house().person(wikiId, undefined, { pathRules: [{ prefix: 'closed', access: 'read' }] });
  const archive = base64(zipOf(['closed/a.md', 'open/b.md', 'Closed.md'].map((name) => ({ name, content: 'x' }))));
  expect(await house().told(importFiles, { archive }, context)).toMatchObject({
    written: 1,
    refused: [
      { file: 'Closed.md', reason: 'You may not write here.' },
      { file: 'closed/a.md', reason: 'You may not write here.' },
    ],
  });
});

it('takes files or an archive, not both and not neither', async () => {
  const wikiId = await fresh();
  for (const data of [{}, { archive: 'eA==', files: [{ file: 'a.md', content: 'eA==' }] }])
    expect(await house().ask(importFiles, data, house().person(wikiId))).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
});
