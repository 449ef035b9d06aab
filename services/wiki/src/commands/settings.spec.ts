import { describe, expect, it } from '@jest/globals';
import { AccountId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { deletePage, savePage } from '@wikibot/contracts/requests/pages';
import { archiveWiki, changeSettings, describeSettings, describeWiki } from '@wikibot/contracts/requests/life';
import { ada, bob, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }): string => (outcome.ok ? 'ok' : (outcome.refusal?.code ?? ''));
const factsSince = async (wikiId: WikiId) => (await house().facts(wikiId)).slice(3).map(({ name, data }) => ({ name, data }));
let people = 0;
const newPerson = async (): Promise<AccountId> => {
  const person = AccountId.parse(`acc_${String((people += 1)).padStart(32, 'd')}`);
  await house().grant(person);
  return person;
};

describe('the settings of a wiki', () => {
  it('change together, and each that changed is a fact that says what', async () => {
    const ownerId = await newPerson();
    const wikiId = await house().found({ ownerId, slug: 'notes' });
    const wanted = {
      name: 'Ponds',
      purpose: 'Of frogs.',
      visibility: 'public',
      home: 'Start here',
      messages: 'required',
      slug: 'ponds',
    } as const;
    const answer = await house().told(changeSettings, wanted, house().person(wikiId, ownerId));
    expect(answer).toMatchObject({ ...wanted, home: 'Start_here', status: 'active' });
    expect(await factsSince(wikiId)).toEqual([
      { name: 'wiki.WikiRenamed', data: { wikiId, name: 'Ponds' } },
      { name: 'wiki.PurposeRestated', data: { wikiId, purpose: 'Of frogs.' } },
      { name: 'wiki.VisibilityDecided', data: { wikiId, visibility: 'public' } },
      { name: 'wiki.HomePageAppointed', data: { wikiId, home: 'Start_here' } },
      { name: 'wiki.MessageRuleDecided', data: { wikiId, messages: 'required' } },
      { name: 'wiki.WikiReaddressed', data: { wikiId, ownerId, slug: 'ponds', previous: 'notes' } },
    ]);
    expect(await house().told(describeSettings, {}, house().person(wikiId, ownerId))).toEqual(answer);
  });

  it('that are wanted as they are change nothing', async () => {
    const ownerId = await newPerson();
    const wikiId = await house().found({ ownerId, slug: 'notes' });
    await house().told(
      changeSettings,
      { name: 'Notes', home: 'Home', slug: 'notes', messages: 'optional' },
      house().person(wikiId, ownerId),
    );
    expect(await factsSince(wikiId)).toEqual([]);
  });

  it('change all or not at all', async () => {
    const ownerId = await newPerson();
    const wikiId = await house().found({ ownerId, slug: 'notes' });
    await house().found({ ownerId, slug: 'taken' });
    const outcome = await house().ask(changeSettings, { name: 'Other', slug: 'taken' }, house().person(wikiId, ownerId));
    expect(codeOf(outcome)).toBe('wiki.slug-taken');
    expect(codeOf(await house().ask(changeSettings, { home: '../x' }, house().person(wikiId, ownerId)))).toBe('wiki.home-refused');
    expect(await factsSince(wikiId)).toEqual([]);
  });

  it('give an address that two want at once to one of them, and the one before to whoever comes next', async () => {
    const ownerId = await newPerson();
    const wikis = await Promise.all(['one', 'two', 'three'].map((slug) => house().found({ ownerId, slug: `${slug}-wiki` })));
    const outcomes = await Promise.all(
      wikis.map((wikiId) => house().ask(changeSettings, { slug: 'wanted' }, house().person(wikiId, ownerId))),
    );
    expect(outcomes.map(codeOf).sort()).toEqual(['ok', 'wiki.slug-taken', 'wiki.slug-taken']);
    const winner = wikis[outcomes.findIndex(({ ok }) => ok)];
    expect(await house().ports.wikis.at(ownerId, 'wanted')).toBe(winner);
    const left = ['one-wiki', 'two-wiki', 'three-wiki'][outcomes.findIndex(({ ok }) => ok)] ?? '';
    expect(await house().ports.wikis.at(ownerId, left)).toBeUndefined();
    await house().found({ ownerId, slug: left });
    expect(await house().ports.wikis.ownedBy(ownerId)).toHaveLength(4);
  });
});

describe('a wiki in which every change says why', () => {
  it('refuses changes that do not', async () => {
    const wikiId = await house().found();
    await house().told(changeSettings, { messages: 'required' }, house().person(wikiId));
    const save = (message?: string) =>
      house().ask(savePage, { path: 'Page', content: 'x', ...(message === undefined ? {} : { message }) }, house().person(wikiId));
    expect([codeOf(await save()), codeOf(await save(' '))]).toEqual(['wiki.message-required', 'wiki.message-required']);
    expect(codeOf(await save('Because.'))).toBe('ok');
    expect(codeOf(await house().ask(deletePage, { path: 'Page' }, house().person(wikiId)))).toBe('wiki.message-required');
  });
});

describe('an archived wiki', () => {
  it('is not changed, and stays what it is until it is unarchived', async () => {
    const wikiId = await house().found();
    const owner = () => house().person(wikiId);
    expect(await house().told(archiveWiki, { wikiId, archived: true }, owner())).toMatchObject({ status: 'archived' });
    await house().told(archiveWiki, { wikiId, archived: true }, owner());
    expect(codeOf(await house().ask(savePage, { path: 'Page', content: 'x' }, owner()))).toBe('wiki.archived');
    expect(await house().told(describeWiki, { wikiId }, owner())).toMatchObject({ status: 'archived' });
    expect(await house().told(archiveWiki, { wikiId, archived: false }, owner())).toMatchObject({ status: 'active' });
    expect(codeOf(await house().ask(savePage, { path: 'Page', content: 'x' }, owner()))).toBe('ok');
    expect((await factsSince(wikiId)).map(({ name }) => name)).toEqual(['wiki.WikiArchived', 'wiki.WikiUnarchived', 'wiki.HeadMoved']);
  });

  it('is put away by its owner only; to others it does not exist', async () => {
    const wikiId = await house().found({ ownerId: ada });
    expect(codeOf(await house().ask(describeWiki, { wikiId }, house().person(wikiId, bob)))).toBe('wiki.not-found');
    for (const archived of [true, false])
      expect(codeOf(await house().ask(archiveWiki, { wikiId, archived }, house().person(wikiId, bob)))).toBe('wiki.not-found');
  });
});
