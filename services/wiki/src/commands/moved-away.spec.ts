import { describe, expect, it } from '@jest/globals';
import { deletePage, editPage, pageHistory, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { refusedAs, useMovingHouse } from './moving-house-fixture.ts';

const { house, save, person, move, moved, textOf } = useMovingHouse();

describe('the old address of a page', () => {
  it('leads reading, history and changes to the new one, over any number of moves', async () => {
    const wikiId = await house().found();
    const { revision: base } = await save(wikiId, 'Pond', 'one\n');
    for (const [from, to] of [
      ['Pond', 'Lake'],
      ['Lake', 'Sea'],
    ] as const)
      await moved(wikiId, [from, to]);
    for (const old of ['pond', 'Lake']) {
      const to = { path: old, moved_to: 'Sea' };
      expect(await house().ask(readPage, { path: old }, person(wikiId))).toMatchObject(refusedAs('page.moved', to));
      expect(await house().ask(pageHistory, { path: old }, person(wikiId))).toMatchObject(refusedAs('page.moved', to));
      expect(await house().ask(deletePage, { path: old }, person(wikiId))).toMatchObject({
        ok: false,
        refusal: { code: 'page.moved-away' },
      });
      expect(await move(wikiId, [old, 'Ocean'])).toMatchObject(refusedAs('page.moved-away', to));
      const edit = { path: old, oldString: 'one', newString: 'two', base };
      expect(await house().ask(editPage, edit, person(wikiId))).toMatchObject({ ok: false, refusal: { code: 'page.moved-away' } });
    }
    expect((await house().told(readPage, { path: 'Pond', revision: base }, person(wikiId))).content).toBe('one\n');
  });

  it('is not taken by whoever meant the page that was there, and the change can be made at the new one', async () => {
    const wikiId = await house().found();
    const { revision: base } = await save(wikiId, 'Pond', 'one\n\ntwo\n');
    await moved(wikiId, ['Pond', 'Lake']);
    const current = (await house().told(readPage, { path: 'Lake' }, person(wikiId))).revision;
    const change = { path: 'Pond', content: 'one!\n\ntwo\n' };
    for (const known of [base, current])
      expect(await house().ask(savePage, { ...change, base: known }, person(wikiId))).toMatchObject(
        refusedAs('page.moved-away', { moved_to: 'Lake' }),
      );
    await house().told(savePage, { path: 'Lake', content: 'one\n\ntwo?\n', base: current }, person(wikiId));
    expect(await house().told(savePage, { ...change, path: 'Lake', base }, person(wikiId))).toMatchObject({ outcome: 'merged' });
    expect(await textOf(wikiId, 'Lake')).toBe('one!\n\ntwo?\n');
  });

  it('belongs to a new page that is written there, also after that is deleted again; and to the page that comes back', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Pond', 'one\n');
    await moved(wikiId, ['Pond', 'Lake']);
    await save(wikiId, 'Pond', 'new\n');
    expect(await textOf(wikiId, 'Pond')).toBe('new\n');
    await house().told(deletePage, { path: 'Pond' }, person(wikiId));
    expect(await house().ask(readPage, { path: 'Pond' }, person(wikiId))).toMatchObject(refusedAs('page.not-found'));
    await moved(wikiId, ['Lake', 'Pond']);
    expect(await textOf(wikiId, 'Pond')).toBe('one\n');
    expect(await house().ask(readPage, { path: 'Lake' }, person(wikiId))).toMatchObject(refusedAs('page.moved', { moved_to: 'Pond' }));
  });
});

describe('the history of a page that was moved', () => {
  it('goes on at its earlier addresses, page by page, and each revision can be read', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Sea', 'another page, gone long ago');
    await house().told(deletePage, { path: 'Sea' }, person(wikiId));
    const { revision: first } = await save(wikiId, 'Pond', 'one [x](./y)\n');
    await moved(wikiId, ['Pond', 'Waters/Lake']);
    await save(wikiId, 'Pond', 'new\n');
    const { revision } = await house().told(readPage, { path: 'Waters/Lake' }, person(wikiId));
    await house().told(savePage, { path: 'Waters/Lake', content: 'two\n', base: revision }, person(wikiId));
    await moved(wikiId, ['Waters/Lake', 'Sea']);
    const messages: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await house().told(pageHistory, { path: 'Sea', limit: 1, ...(cursor === undefined ? {} : { cursor }) }, person(wikiId));
      messages.push(...page.history.map(({ message }) => message));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    expect(messages).toEqual(['Move Waters/Lake to Sea', 'Update Lake', 'Move Pond to Waters/Lake', 'Create Pond']);
    expect(await house().told(readPage, { path: 'Sea', revision: first }, person(wikiId))).toMatchObject({
      path: 'Pond',
      content: 'one [x](./y)\n',
      linksTo: ['pond/y'],
    });
    expect((await house().told(pageHistory, { path: 'Pond' }, person(wikiId))).history.map(({ message }) => message)).toEqual([
      'Create Pond',
      'Move Pond to Waters/Lake',
      'Create Pond',
    ]);
  });

  it('is read as of any moment', async () => {
    const wikiId = await house().found();
    const at = (): string => new Date(house().clock.now()).toISOString();
    const before = at();
    await save(wikiId, 'Pond', 'one\n');
    const whenOne = at();
    await moved(wikiId, ['Pond', 'Lake']);
    const { revision } = await house().told(readPage, { path: 'Lake' }, person(wikiId));
    await house().told(savePage, { path: 'Lake', content: 'two\n', base: revision }, person(wikiId));
    const whenTwo = at();
    await house().told(deletePage, { path: 'Lake' }, person(wikiId));
    const read = async (path: string, moment: string) => {
      const outcome = await house().ask(readPage, { path, at: moment }, person(wikiId));
      return outcome.ok ? outcome.answer.content : outcome.refusal.code;
    };
    expect([await read('Lake', before), await read('Lake', whenOne), await read('Lake', whenTwo), await read('Lake', at())]).toEqual([
      'page.not-found',
      'one\n',
      'two\n',
      'page.not-found',
    ]);
    expect([await read('Pond', whenOne), await read('Pond', whenTwo)]).toEqual(['one\n', 'page.not-found']);
    expect(await house().ask(readPage, { path: 'Lake', at: before, revision }, person(wikiId))).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid' },
    });
  });
});
