import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { AccountId } from '@wikibot/contracts/define/ids';
import type { ObjectId, PayloadId, WikiId } from '@wikibot/contracts/define/ids';
import type { Limits } from '@wikibot/contracts/facts/billing';
import { headMoved } from '@wikibot/contracts/facts/wiki';
import { listPages, readPage } from '@wikibot/contracts/requests/pages';
import * as wikis from '@wikibot/contracts/requests/wikis';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { UNLIMITED, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
const URL = 'https://git.example.org/templates/handbook';
const BY = { name: 'Grace', email: 'grace@example.org', time: 1_700_000_000_000 };

let people = 0;
const newPerson = async (limits: Partial<Limits> = {}): Promise<AccountId> => {
  const person = AccountId.parse(`acc_${String((people += 1)).padStart(32, '0')}`);
  await house().grant(person, { ...UNLIMITED, ...limits });
  return person;
};
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }): string => (outcome.ok ? 'ok' : (outcome.refusal?.code ?? ''));
const as = (ownerId: AccountId) => testContext({ accountId: ownerId }, { deadline: Date.UTC(2030, 0, 1) });

const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

interface Source {
  readonly head: ObjectId;
  readonly packs: readonly PayloadId[];
}

/** A repository of two commits, as it lies fetched: one pack in pieces. */
const fetched = async (files: Readonly<Record<string, string>>): Promise<Source> => {
  const { repositories, payloads } = house().ports;
  const id = house().newWikiId();
  await repositories.create(id);
  const source = repositories.open(id);
  const about = { author: BY, committer: BY };
  const first = await source.commit({
    ...about,
    parent: null,
    message: 'first',
    changes: [{ path: 'Old.md', content: Buffer.from('secret\n') }],
  });
  const changes = Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }));
  const { commit: head } = await source.commit({
    ...about,
    parent: first.commit,
    message: 'second',
    changes: [...changes, { path: 'Old.md', delete: true }],
  });
  const pack = Buffer.concat(await all(source.pack({ wants: [head], haves: [] })));
  const half = Math.floor(pack.length / 2);
  return { head, packs: [await payloads.put(pack.subarray(0, half), {}), await payloads.put(pack.subarray(half), {})] };
};

/** A wiki whose repository is there and empty. */
const empty = async (ownerId: AccountId): Promise<WikiId> => {
  const data = house().founding({ ownerId });
  await house().told(wikis.reserveSlug, await house().asked(data), house().system());
  await house().told(wikis.createRepository, { wikiId: data.wikiId }, house().system());
  return data.wikiId;
};

const commit = (wikiId: WikiId, ownerId: AccountId, { head, packs }: Source) =>
  house().ask(wikis.commitStarterPages, { wikiId, ownerId, template: { url: URL, head, packs: [...packs] } }, house().system());

const movesOf = async (wikiId: WikiId) =>
  (await house().facts(wikiId)).filter(({ name }) => name === headMoved.name).map(({ data }) => headMoved.data.parse(data));

describe('the files of a template', () => {
  it('are the first pages, as one commit of the owner without the history, however often the step comes', async () => {
    const ownerId = await newPerson();
    const wikiId = await empty(ownerId);
    const source = await fetched({ 'Home.md': '# Handbook\r\n', 'Guides/First_Steps.md': 'one\n', 'Guides/First_Steps/map.png': 'PNG' });
    const first = await commit(wikiId, ownerId, source);
    expect(first).toMatchObject({ ok: true, answer: { sequence: 2 } });
    expect(await commit(wikiId, ownerId, source)).toMatchObject({ ok: true, answer: first.ok && first.answer });
    const moves = await movesOf(wikiId);
    expect(moves).toMatchObject([{ intent: 'bootstrap', previous: null, pages: 2, commits: [{ message: `Create Notes from ${URL}` }] }]);
    await house().told(wikis.activateWiki, { wikiId }, house().system());
    const person = house().person(wikiId, ownerId);
    const { pages } = await house().told(listPages, {}, person);
    expect(pages.map(({ path }) => path).toSorted()).toEqual(['Guides/First_Steps', 'Home']);
    expect((await house().told(readPage, { path: 'Home' }, person)).content).toBe('# Handbook\r\n');
    const log = await all(
      house()
        .ports.repositories.open(wikiId)
        .log(moves[0]?.head as ObjectId, 10),
    ); // there is one move
    expect(log.map(({ parents }) => parents)).toEqual([[]]);
    expect(log[0]?.author.name).not.toBe('Grace');
  });

  it('get other names or stay out where a wiki cannot keep them, and the commit tells which', async () => {
    const ownerId = await newPerson();
    const wikiId = await empty(ownerId);
    const source = await fetched({ 'Home.md': 'x\n', 'docs/history.md': 'y\n', 'Big.md': 'z'.repeat(1024 * 1024 + 1) });
    expect(codeOf(await commit(wikiId, ownerId, source))).toBe('ok');
    const [move] = await movesOf(wikiId);
    expect(move?.pages).toBe(2);
    expect(move?.commits[0]?.message).toMatch(/Renamed: docs\/history\.md to docs\/history_page\.md\nLeft out: Big\.md \(.*limit/);
  });

  it.each<[string, () => Promise<Source>, string, Partial<Limits>]>([
    ['are more pages than the plan has room for', () => fetched({ 'A.md': 'a', 'B.md': 'b' }), 'wiki.pages-limit', { pagesPerWiki: 1 }],
    ['are larger than the plan has room for', () => fetched({ 'A.md': 'abcdef' }), 'wiki.storage-limit', { storagePerWiki: 5 }],
    ['cannot be kept, none of them', () => fetched({ 'Big.md': 'z'.repeat(1024 * 1024 + 1) }), 'import.nothing-usable', {}],
    ['are not there', () => fetched({}), 'import.nothing-usable', {}],
    ['are no pack', async () => ({ ...(await fetched({ 'A.md': 'a' })), packs: [await put('nonsense')] }), 'import.not-fetched', {}],
    ['are not all there', async () => ({ ...(await fetched({ 'A.md': 'a' })), head: 'f'.repeat(40) as ObjectId }), 'git.incomplete', {}],
  ])('that %s are refused, and nothing stays of the wiki', async (...[, source, code, limits]) => {
    const ownerId = await newPerson(limits);
    const wikiId = await empty(ownerId);
    expect(codeOf(await commit(wikiId, ownerId, await source()))).toBe(code);
    expect(await movesOf(wikiId)).toEqual([]);
    await house().told(wikis.abandonWiki, { wikiId, ownerId, reason: 'No.' }, house().system());
    expect(codeOf(await commit(wikiId, ownerId, await source()))).toBe('wiki.abandoned');
    expect(existsSync(join(house().folder, `${wikiId}.git`))).toBe(false);
  });
});

const put = (text: string): Promise<PayloadId> => house().ports.payloads.put(Buffer.from(text), {});

describe('creating a wiki from a template', () => {
  const wanted = { name: 'Notes', slug: 'notes', template: { url: URL, branch: 'main' } };

  it('hands the address to the saga, and shows the steps that this wiki takes', async () => {
    const ownerId = await newPerson();
    const { wikiId } = await house().told(wikis.createWiki, wanted, as(ownerId));
    await house().settle();
    const start = house().sent.find((one) => one.kind === 'start' && one.id === wikiId);
    expect(start).toMatchObject({ input: { template: { url: URL, branch: 'main' } } });
    const { steps } = await house().told(wikis.describeCreation, { wikiId }, as(ownerId));
    expect(steps.map(({ name }) => name).slice(0, 5)).toEqual([
      'ReserveSlug',
      'CreateRepository',
      'FetchTemplate',
      'CommitTemplate',
      'GrantOwner',
    ]);
    const plain = await house().told(wikis.createWiki, { name: 'Plain', slug: 'plain' }, as(ownerId));
    const shown = await house().told(wikis.describeCreation, { wikiId: plain.wikiId }, as(ownerId));
    expect(shown.steps.map(({ name }) => name).slice(1, 4)).toEqual(['CreateRepository', 'CommitStarterPages', 'GrantOwner']);
  });

  it('needs a plan that has templates; plans that say nothing of them have them with git push', async () => {
    const code = async (limits: Partial<Limits>) => codeOf(await house().ask(wikis.createWiki, wanted, as(await newPerson(limits))));
    expect(await code({ templates: false })).toBe('wiki.template-not-in-plan');
    expect(await code({ templates: true, gitPush: false })).toBe('ok');
    expect(await code({ gitPush: false })).toBe('wiki.template-not-in-plan');
    expect(await code({})).toBe('ok');
  });
});
