import { describe, expect, it } from '@jest/globals';
import { present } from '@wikibot/contracts/define/present';
import { deletePage, pageHistory, savePage } from '@wikibot/contracts/requests/pages';
import { ada, bob } from '../test-house.ts';
import { ODD_PATHS, useAskedHouse } from './asked-house-fixture.ts';

const { house, save } = useAskedHouse();

describe('the history of a page', () => {
  it('has every change, newest first and page by page, with the names of people', async () => {
    const wikiId = await house().found();
    await house().runtime.deliver('wiki.rememberAuthorWhenProfileChanged', {
      ...{
        id: '0190a6d2-0000-7000-8000-000000000001',
        kind: 'notice',
        name: 'auth.ProfileChanged',
        version: 1,
        time: '2026-01-01T00:00:00.000Z',
        actor: { kind: 'system', name: 'auth' },
        tenant: {},
        correlationId: 'x',
      },
      data: { accountId: ada, username: 'ada', displayName: 'Ada', revision: 1 },
    });
    let base = (await save(wikiId, 'Page', 'text 0')).revision;
    for (const number of [1, 2, 3, 4])
      base = (
        await house().told(
          savePage,
          { path: 'Page', content: `text ${number}`, base, message: `Change ${number}` },
          house().person(wikiId, number === 4 ? bob : ada),
        )
      ).revision;
    await house().told(deletePage, { path: 'page' }, house().person(wikiId));
    const found: { message: string; author?: string | undefined; intent: string }[] = [];
    for (let cursor: string | undefined; ;) {
      const { history, next, path } = await house().told(
        pageHistory,
        { path: 'PAGE', limit: 2, ...(cursor === undefined ? {} : { cursor }) },
        house().person(wikiId),
      );
      expect(path.toLowerCase()).toBe('page');
      found.push(...history);
      if (next === undefined) break;
      cursor = next;
    }
    expect(found.map((change) => [change.intent, change.message, change.author])).toEqual([
      ['delete', 'Delete Page', 'ada'],
      ['save', 'Change 4', undefined],
      ['save', 'Change 3', 'ada'],
      ['save', 'Change 2', 'ada'],
      ['save', 'Change 1', 'ada'],
      ['save', 'Create Page', 'ada'],
    ]);
  });

  it('tells on request only what one account, client or session did', async () => {
    const wikiId = await house().found();
    const agent = { kind: 'agent', accountId: bob, client: 'claude-code', session: 'one' } as const;
    let base: string | undefined;
    for (const [number, actor] of [undefined, agent, undefined, { ...agent, session: 'two' }, agent].entries()) {
      const as = { ...house().person(wikiId), ...(actor && { actor }) };
      base = (
        await house().told(savePage, { path: 'Page', content: `text ${number}`, message: `Change ${number}`, ...present({ base }) }, as)
      ).revision;
    }
    const told = async (asked: object) =>
      (await house().told(pageHistory, { path: 'Page', limit: 50, ...asked }, house().person(wikiId))).history.map(
        ({ message }) => message,
      );
    expect(await told({ by: ada })).toEqual(['Change 2', 'Change 0']);
    expect(await told({ client: 'claude-code' })).toEqual(['Change 4', 'Change 3', 'Change 1']);
    expect(await told({ client: 'claude-code', session: 'one' })).toEqual(['Change 4', 'Change 1']);
    expect(await told({ by: ada, session: 'one' })).toEqual([]);
    const { history, next } = await house().told(pageHistory, { path: 'Page', session: 'one', limit: 1 }, house().person(wikiId));
    expect(history.map(({ message }) => message)).toEqual(['Change 4']);
    expect(await told({ session: 'one', limit: 1, cursor: next })).toEqual(['Change 1']);
  });

  it('of a page that never was is not there', async () => {
    const wikiId = await house().found();
    expect(await house().ask(pageHistory, { path: 'Never' }, house().person(wikiId))).toMatchObject({
      ok: false,
      refusal: { code: 'page.not-found' },
    });
  });

  it('answers no fault to any path and cursor, however odd or long', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Page', 'x');
    for (const path of ODD_PATHS) expect((await house().ask(pageHistory, { path }, house().person(wikiId))).ok).toBe(false);
    for (const cursor of ['', '€'.repeat(100), 'a\ud800', '\u0000'])
      expect(await house().ask(pageHistory, { path: 'Page', cursor }, house().person(wikiId))).toHaveProperty('ok');
  });
});
