import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AccountId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { savePage } from '@wikibot/contracts/requests/pages';
import * as wikis from '@wikibot/contracts/requests/wikis';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { ada, UNLIMITED, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
let people = 0;
const newPerson = (): AccountId => AccountId.parse(`acc_${String((people += 1)).padStart(32, '0')}`);
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }): string => (outcome.ok ? 'ok' : (outcome.refusal?.code ?? ''));
const repositoryOf = (wikiId: WikiId): string => join(house().folder, `${wikiId}.git`);
const as = (ownerId: AccountId) => testContext({ accountId: ownerId }, { deadline: Date.UTC(2030, 0, 1) });

const reserve = (over: Parameters<ReturnType<typeof house>['founding']>[0] = {}) => {
  const data = house().founding(over);
  return house()
    .asked(data)
    .then((asked) => house().ask(wikis.reserveSlug, asked, house().system()));
};

describe('an address', () => {
  it('is taken once for each owner', async () => {
    const [one, other] = [newPerson(), newPerson()];
    for (const person of [one, other]) await house().grant(person);
    expect(codeOf(await reserve({ ownerId: one, slug: 'notes' }))).toBe('ok');
    expect(codeOf(await reserve({ ownerId: one, slug: 'notes' }))).toBe('wiki.slug-taken');
    expect(codeOf(await reserve({ ownerId: other, slug: 'notes' }))).toBe('ok');
  });

  it('that two want at once goes to one of them', async () => {
    const person = newPerson();
    await house().grant(person);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => reserve({ ownerId: person, slug: 'notes' })));
    expect(outcomes.map(codeOf).sort()).toEqual(['ok', 'wiki.slug-taken', 'wiki.slug-taken', 'wiki.slug-taken']);
    expect(await house().ports.wikis.ownedBy(person)).toHaveLength(1);
  });

  it('counts against the plan, also when many are taken at once', async () => {
    const person = newPerson();
    await house().grant(person, { ...UNLIMITED, wikis: 2 });
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map((number) => reserve({ ownerId: person, slug: `wiki-${number}` })));
    expect(outcomes.map(codeOf).sort()).toEqual(['ok', 'ok', 'wiki.limit-reached', 'wiki.limit-reached', 'wiki.limit-reached']);
  });

  it('waits for the plan where that is not known yet', async () => {
    expect(await reserve({ ownerId: newPerson() })).toMatchObject({
      ok: false,
      refusal: { code: 'wiki.plan-unknown', kind: 'unavailable' },
    });
  });
});

describe('every step of setting a wiki up', () => {
  it('may come twice and answers the same', async () => {
    const data = house().founding();
    const { wikiId, ownerId } = data;
    const twice = async <T>(step: () => Promise<T>): Promise<T> => {
      const first = await step();
      expect(await step()).toEqual(first);
      return first;
    };
    expect(
      await twice(() =>
        house()
          .asked(data)
          .then((asked) => house().told(wikis.reserveSlug, asked, house().system())),
      ),
    ).toEqual({ sequence: 1 });
    await twice(() => house().told(wikis.createRepository, { wikiId }, house().system()));
    expect(await twice(() => house().told(wikis.commitStarterPages, { wikiId, ownerId }, house().system()))).toMatchObject({ sequence: 2 });
    expect(await twice(() => house().told(wikis.activateWiki, { wikiId }, house().system()))).toEqual({ sequence: 3 });
    expect((await house().facts(wikiId)).map((fact) => fact.name)).toEqual(['wiki.WikiFounded', 'wiki.HeadMoved', 'wiki.WikiActivated']);
    expect(await house().ports.wikis.get(wikiId)).toMatchObject({ status: 'active', pages: expect.any(Number) });
  });

  it('commits the first pages in the name of the owner', async () => {
    const wikiId = await house().found();
    const move = (await house().facts(wikiId)).find((fact) => fact.name === 'wiki.HeadMoved');
    expect(move).toMatchObject({
      actor: { kind: 'person', accountId: ada },
      tenant: { accountId: ada, wikiId },
      data: { intent: 'bootstrap', previous: null },
    });
  });
});

describe('giving up', () => {
  it('leaves nothing of the wiki, frees its address and its place in the plan', async () => {
    const ownerId = newPerson();
    await house().grant(ownerId, { ...UNLIMITED, wikis: 1 });
    const wikiId = await house().found({ ownerId, slug: 'notes' });
    expect(existsSync(repositoryOf(wikiId))).toBe(true);
    const giveUp = () => house().told(wikis.abandonWiki, { wikiId, ownerId, reason: 'The disk was full.' }, house().system());
    await giveUp();
    await giveUp();
    expect(existsSync(repositoryOf(wikiId))).toBe(false);
    expect((await house().facts(wikiId)).filter((fact) => fact.name === 'wiki.WikiAbandoned')).toHaveLength(1);
    expect(codeOf(await reserve({ ownerId, slug: 'notes' }))).toBe('ok');
    expect(codeOf(await reserve({ ownerId, slug: 'more' }))).toBe('wiki.limit-reached');
  });

  it.each([0, 1, 2, 3, 4])('after %i steps makes every step that comes late refuse, and brings nothing back', async (steps) => {
    const data = house().founding();
    const { wikiId, ownerId } = data;
    const all = [
      () =>
        house()
          .asked(data)
          .then((asked) => house().ask(wikis.reserveSlug, asked, house().system())),
      () => house().ask(wikis.createRepository, { wikiId }, house().system()),
      () => house().ask(wikis.commitStarterPages, { wikiId, ownerId }, house().system()),
      () => house().ask(wikis.activateWiki, { wikiId }, house().system()),
    ];
    for (const step of all.slice(0, steps)) expect(codeOf(await step())).toBe('ok');
    await house().told(wikis.abandonWiki, { wikiId, ownerId, reason: 'No.' }, house().system());
    for (const step of all) expect((await step()).ok).toBe(false);
    expect((await house().facts(wikiId)).at(-1)?.name).toBe('wiki.WikiAbandoned');
    expect(existsSync(repositoryOf(wikiId))).toBe(false);
    expect((await house().ask(savePage, { path: 'Page', content: 'x' }, house().person(wikiId))).ok).toBe(false);
  });
});

describe('creating a wiki', () => {
  it('starts the saga, and shows how far it has come to whoever asked, and to nobody else', async () => {
    const ownerId = newPerson();
    await house().grant(ownerId);
    const { wikiId, status, slug } = await house().told(wikis.createWiki, { name: 'Notes', slug: 'notes' }, as(ownerId));
    expect([status, slug]).toEqual(['creating', 'notes']);
    const shown = await house().told(wikis.describeCreation, { wikiId }, as(ownerId));
    expect(shown).toMatchObject({ status: 'creating', slug: 'notes' });
    expect(shown.steps.map((step) => step.status)).toEqual(['running', ...Array.from({ length: shown.steps.length - 1 }, () => 'waiting')]);
    expect(codeOf(await house().ask(wikis.describeCreation, { wikiId }, as(newPerson())))).toBe('wiki.not-found');
    expect(codeOf(await house().ask(wikis.describeCreation, { wikiId: house().newWikiId() }, as(ownerId)))).toBe('wiki.not-found');
  });

  it('says no at once where it can', async () => {
    const ownerId = newPerson();
    expect(codeOf(await house().ask(wikis.createWiki, { name: 'Notes', slug: 'notes' }, as(ownerId)))).toBe('wiki.plan-unknown');
    await house().grant(ownerId, { ...UNLIMITED, wikis: 1 });
    await reserve({ ownerId, slug: 'notes' });
    expect(codeOf(await house().ask(wikis.createWiki, { name: 'Notes', slug: 'notes' }, as(ownerId)))).toBe('wiki.slug-taken');
    expect(codeOf(await house().ask(wikis.createWiki, { name: 'More', slug: 'more' }, as(ownerId)))).toBe('wiki.limit-reached');
  });

  it('tells why it failed', async () => {
    const ownerId = newPerson();
    await house().grant(ownerId);
    const { wikiId } = await house().told(wikis.createWiki, { name: 'Notes', slug: 'notes' }, as(ownerId));
    await house().told(wikis.abandonWiki, { wikiId, ownerId, reason: 'The disk was full.' }, house().system());
    expect(await house().told(wikis.describeCreation, { wikiId }, as(ownerId))).toMatchObject({
      status: 'failed',
      reason: 'The disk was full.',
    });
  });
});

describe('the list of wikis', () => {
  it('has those that one owns, by what they are now', async () => {
    const ownerId = newPerson();
    await house().grant(ownerId);
    const wikiId = await house().found({ ownerId, slug: 'notes' });
    const { wikis: all } = await house().told(wikis.listWikis, {}, as(ownerId));
    expect(all).toMatchObject([{ id: wikiId, slug: 'notes', status: 'active', owner: ownerId }]);
    expect((await house().told(wikis.listWikis, {}, as(newPerson()))).wikis).toEqual([]);
  });

  it('has all of them, however many', async () => {
    const ownerId = newPerson();
    await house().grant(ownerId);
    for (let number = 0; number < 105; number += 1) await reserve({ ownerId, slug: `wiki-${number}` });
    expect((await house().told(wikis.listWikis, {}, as(ownerId))).wikis).toHaveLength(105);
  });
});
