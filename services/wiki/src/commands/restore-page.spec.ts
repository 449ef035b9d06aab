import { describe, expect, it } from '@jest/globals';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { deleteAttachment } from '@wikibot/contracts/requests/attachments';
import { restorePage } from '@wikibot/contracts/requests/moves';
import { deletePage, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { refusedAs, useMovingHouse } from './moving-house-fixture.ts';

const { house, save, person, ruled, moved, textOf, upload, filesOf } = useMovingHouse();

interface How {
  readonly revision?: string;
  readonly recursive?: boolean;
  readonly base?: string;
  readonly dryRun?: boolean;
}
const restore = (wikiId: WikiId, path: string, how: How = {}) => house().ask(restorePage, { path, ...how }, person(wikiId));
const remove = (wikiId: WikiId, path: string, recursive = false) => house().told(deletePage, { path, recursive }, person(wikiId));
const pond = async (): Promise<WikiId> => {
  const wikiId = await house().found();
  await save(wikiId, 'Pond', '# Pond\n\nwater\n');
  await upload(wikiId, 'Pond', 'Frog.gif');
  await save(wikiId, 'Pond/Deep', 'cold\n');
  await upload(wikiId, 'Pond/Deep', 'Fish.gif');
  return wikiId;
};
const below = async (wikiId: WikiId) => (await filesOf(wikiId)).filter((file) => file.startsWith('Pond'));
const ALL = ['Pond.md', 'Pond/Deep.md', 'Pond/Deep/Fish.gif', 'Pond/Frog.gif'];

describe('deleting a page', () => {
  it('leaves its files and the pages below it, unless they are to go as well', async () => {
    const wikiId = await pond();
    expect(await remove(wikiId, 'pond')).not.toHaveProperty('below');
    expect(await below(wikiId)).toEqual(ALL.slice(1));
    await restore(wikiId, 'Pond');
    const before = (await house().facts(wikiId)).length;
    expect(await remove(wikiId, 'pond', true)).toMatchObject({ path: 'Pond', below: { pages: 1, files: 2 } });
    expect(await below(wikiId)).toEqual([]);
    expect((await house().facts(wikiId)).length).toBe(before + 1);
  });
});

describe('a deleted page', () => {
  it('comes back as it was, with its files, as a new change', async () => {
    const wikiId = await pond();
    const deleted = await remove(wikiId, 'Pond', true);
    const outcome = await restore(wikiId, 'pond');
    expect(outcome).toMatchObject({
      ok: true,
      answer: { outcome: 'restored', path: 'Pond', name: 'Pond', pages: 1, files: 1, lines: { added: 3, removed: 0 } },
    });
    expect(outcome).not.toMatchObject({ answer: { restoredFrom: deleted.revision } });
    expect(await below(wikiId)).toEqual(['Pond.md', 'Pond/Frog.gif']);
    expect(await textOf(wikiId, 'Pond')).toBe('# Pond\n\nwater\n');
    expect((await house().facts(wikiId)).at(-1)).toMatchObject({ data: { intent: 'restore', commits: [{ message: 'Restore Pond' }] } });
  });

  it('brings the pages below it back when that is asked for, and nothing that stands again', async () => {
    const wikiId = await pond();
    await remove(wikiId, 'Pond', true);
    await save(wikiId, 'Pond/deep', 'new\n');
    expect(await restore(wikiId, 'Pond', { recursive: true })).toMatchObject({ ok: true, answer: { pages: 1, files: 2 } });
    expect(await textOf(wikiId, 'Pond/Deep')).toBe('new\n');
    expect(await below(wikiId)).toEqual(['Pond.md', 'Pond/Deep/Fish.gif', 'Pond/Frog.gif', 'Pond/deep.md']);
  });

  it('can be tried out first, and come back as it was at any revision', async () => {
    const wikiId = await pond();
    const { revision } = await house().told(readPage, { path: 'Pond' }, person(wikiId));
    await house().told(savePage, { path: 'Pond', content: 'dry\n', base: revision }, person(wikiId));
    await remove(wikiId, 'Pond');
    expect(await restore(wikiId, 'Pond', { revision, dryRun: true })).toMatchObject({
      ok: true,
      answer: { outcome: 'restored', dryRun: true },
    });
    expect(await house().ask(readPage, { path: 'Pond' }, person(wikiId))).toMatchObject(refusedAs('page.not-found'));
    await restore(wikiId, 'Pond', { revision: revision.slice(0, 8) });
    expect(await textOf(wikiId, 'Pond')).toBe('# Pond\n\nwater\n');
  });

  it('does not replace a page that was written there meanwhile, and is not there where none ever was', async () => {
    const wikiId = await pond();
    await remove(wikiId, 'Pond');
    await save(wikiId, 'pond', 'another\n');
    expect(await restore(wikiId, 'Pond')).toMatchObject(refusedAs('page.exists', { path: 'pond' }));
    expect(await restore(wikiId, 'Never')).toMatchObject(refusedAs('page.not-found'));
    expect(await restore(wikiId, 'Never', { revision: '0123456' })).toMatchObject(refusedAs('restore.nothing-there'));
    await moved(wikiId, ['pond', 'Lake']);
    expect(await restore(wikiId, 'Pond')).toMatchObject(refusedAs('page.moved-away', { moved_to: 'Lake' }));
  });

  it('stays away where something below it is closed to whoever restores', async () => {
    const wikiId = await pond();
    await remove(wikiId, 'Pond', true);
    const closed = ruled(wikiId, [{ prefix: 'Pond/Deep', access: 'read' }]);
    const ask = (recursive: boolean) => house().ask(restorePage, { path: 'Pond', recursive }, closed);
    expect(await ask(true)).toMatchObject(refusedAs('page.below-closed', { path: 'Pond' }));
    expect(await ask(false)).toMatchObject({ ok: true });
  });
});

describe('a page that stands', () => {
  it('goes back to an earlier revision, unless it is no longer what its changer saw', async () => {
    const wikiId = await pond();
    const { revision: first } = await house().told(readPage, { path: 'Pond' }, person(wikiId));
    const { revision: second } = await house().told(savePage, { path: 'Pond', content: 'dry\n', base: first }, person(wikiId));
    await house().told(deleteAttachment, { path: 'Pond', file: 'Frog.gif' }, person(wikiId));
    expect(await restore(wikiId, 'Pond', { revision: first, base: first })).toMatchObject(refusedAs('page.changed'));
    expect(await restore(wikiId, 'Pond', { revision: first, base: second })).toMatchObject({
      ok: true,
      answer: { outcome: 'updated', restoredFrom: first, lines: { added: 3, removed: 1 }, pages: 1, files: 0 },
    });
    expect(await textOf(wikiId, 'Pond')).toBe('# Pond\n\nwater\n');
    const before = await house().facts(wikiId);
    expect(await restore(wikiId, 'Pond', { revision: first })).toMatchObject({ ok: true, answer: { outcome: 'unchanged', pages: 0 } });
    expect(await house().facts(wikiId)).toEqual(before);
  });

  it('goes back to what it was at an earlier address, with links leading where they led', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Waters/Pond', '[reed](Reed) ![](./Frog.gif)\n');
    const { revision: base } = await moved(wikiId, ['Waters/Pond', 'Lake']);
    await house().told(savePage, { path: 'Lake', content: 'dry\n', base }, person(wikiId));
    expect(await restore(wikiId, 'Lake', { revision })).toMatchObject({ ok: true, answer: { path: 'Lake', outcome: 'updated' } });
    expect(await textOf(wikiId, 'Lake')).toBe('[reed](Waters/Reed) ![](./Frog.gif)\n');
    const closed = ruled(wikiId, [{ prefix: 'Waters', access: 'none' }]);
    expect(await house().ask(restorePage, { path: 'Lake', revision }, closed)).toMatchObject(refusedAs('restore.nothing-there'));
  });
});
