import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { deletePage, editPage, savePage } from '@wikibot/contracts/requests/pages';
import { editSection } from '@wikibot/contracts/requests/sections';
import { bob, UNLIMITED, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();

const TEXT = '# A\n\na\n\n# B\n\nb\n';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Every write, tried out or in earnest, on a page that was saved as `base` and perhaps changed since. */
const WRITES = {
  'a save': (wikiId: WikiId, base: string, dryRun: boolean) =>
    house().ask(savePage, { path: 'Page', content: TEXT.replace('\na\n', '\nmine\n'), base, dryRun }, house().person(wikiId)),
  'a save of a new page': (wikiId: WikiId, _base: string, dryRun: boolean) =>
    house().ask(savePage, { path: 'New', content: '# N\n', dryRun }, house().person(wikiId)),
  'a save that changes nothing': (wikiId: WikiId, base: string, dryRun: boolean) =>
    house().ask(savePage, { path: 'Page', content: TEXT, base, dryRun }, house().person(wikiId)),
  'an edit': (wikiId: WikiId, base: string, dryRun: boolean) =>
    house().ask(editPage, { path: 'Page', base, oldString: '\na\n', newString: '\nmine\n', dryRun }, house().person(wikiId)),
  'an edit of a text that is not there': (wikiId: WikiId, base: string, dryRun: boolean) =>
    house().ask(editPage, { path: 'Page', base, oldString: 'no such text', newString: 'x', dryRun }, house().person(wikiId)),
  'a section edit': (wikiId: WikiId, base: string, dryRun: boolean) =>
    house().ask(editSection, { path: 'Page', base, section: 'A', operation: 'replace', content: 'mine', dryRun }, house().person(wikiId)),
  'a deletion': (wikiId: WikiId, base: string, dryRun: boolean) =>
    house().ask(deletePage, { path: 'Page', base, dryRun }, house().person(wikiId)),
  'a deletion of nothing': (wikiId: WikiId, _base: string, dryRun: boolean) =>
    house().ask(deletePage, { path: 'Nothing', dryRun }, house().person(wikiId)),
  'an import': (wikiId: WikiId, _base: string, dryRun: boolean) =>
    house().ask(importFiles, { files: [{ file: 'In.md', content: base64('x') }], dryRun }, house().person(wikiId)),
  'a save where a folder is': (wikiId: WikiId, _base: string, dryRun: boolean) =>
    house().ask(savePage, { path: 'Folder', content: 'x', dryRun }, house().person(wikiId)),
  'a save below a page': (wikiId: WikiId, _base: string, dryRun: boolean) =>
    house().ask(importFiles, { files: [{ file: 'Page.md/In.md', content: base64('x') }], dryRun }, house().person(wikiId)),
} satisfies Record<string, (wikiId: WikiId, base: string, dryRun: boolean) => Promise<Outcome>>;

const MEANWHILE = {
  alone: undefined,
  'after somebody changed another section': TEXT.replace('\nb\n', '\ntheirs\n'),
  'after somebody changed the same section': TEXT.replace('\na\n', '\ntheirs\n'),
} as const;

const cases = Object.entries(WRITES).flatMap(([what, write]) =>
  Object.entries(MEANWHILE).map(([when, theirs]) => ({ what, when, write, theirs })),
);

const stateOf = async (wikiId: WikiId) => [await house().ports.wikis.get(wikiId), (await house().facts(wikiId)).length];

/** All but what only a change that is made can know. */
const comparable = (outcome: Outcome): unknown => {
  if (!outcome.ok) return outcome.refusal;
  const { revision, sequence, dryRun, ...answer } = outcome.answer as Record<string, unknown>;
  return { ...answer, isTold: [typeof revision, typeof sequence, typeof dryRun === 'undefined' || dryRun] };
};

describe.each(cases)('$what, tried out $when', ({ write, theirs }) => {
  it('stores nothing, and answers as it then does in earnest', async () => {
    const wikiId = await house().found();
    await house().told(importFiles, { files: [{ file: 'Folder.md/inside.png', content: base64('x') }] }, house().person(wikiId));
    const { revision: base } = await house().told(savePage, { path: 'Page', content: TEXT }, house().person(wikiId));
    if (theirs !== undefined) await house().told(savePage, { path: 'Page', content: theirs, base }, house().person(wikiId, bob));
    const before = await stateOf(wikiId);
    const tried = await write(wikiId, base, true);
    expect(await stateOf(wikiId)).toEqual(before);
    expect(tried.ok && (tried.answer as { dryRun?: boolean }).dryRun).toBe(tried.ok);
    expect(comparable(tried)).toEqual(comparable(await write(wikiId, base, false)));
  });
});

describe('a trial', () => {
  it('names the head that the change would be made on, which serves as base of the real one', async () => {
    const wikiId = await house().found();
    const { revision: base } = await house().told(savePage, { path: 'Page', content: TEXT }, house().person(wikiId));
    const tried = await house().told(
      editSection,
      { path: 'Page', base, section: 'A', operation: 'delete', dryRun: true },
      house().person(wikiId),
    );
    expect(tried).toMatchObject({ outcome: 'updated', revision: base, dryRun: true, sections: [{ address: 'A', change: 'removed' }] });
    expect(
      await house().ask(editSection, { path: 'Page', base: tried.revision, section: 'A', operation: 'delete' }, house().person(wikiId)),
    ).toMatchObject({
      ok: true,
    });
  });

  it('is told of the limits of the plan', async () => {
    await house().grant(bob);
    const wikiId = await house().found({ ownerId: bob });
    await house().grant(bob, { ...UNLIMITED, pagesPerWiki: (await house().ports.wikis.get(wikiId))?.pages ?? 0 });
    const outcome = await house().ask(savePage, { path: 'One_more', content: 'x', dryRun: true }, house().person(wikiId, bob));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'wiki.pages-limit' } });
  });
});
