import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import {
  changesSince,
  deletePage,
  editPage,
  importFiles,
  listPages,
  pageHistory,
  readPage,
  savePage,
} from '@wikibot/contracts/requests/pages';
import fc from 'fast-check';
import { ada, bob, useWikiHouse } from '../test-house.ts';
import changesSinceSlice from './changes-since.ts';

const house = useWikiHouse();
const save = (wikiId: WikiId, path: string, content: string) => house().told(savePage, { path, content }, house().person(wikiId));
const ruled = (wikiId: WikiId, pathRules: readonly PathRule[]): Context =>
  house().person(wikiId, ada, {
    auth: {
      actor: { kind: 'person', accountId: ada },
      accountId: ada,
      via: 'token',
      scopes: ['read'],
      pathRules: [...pathRules],
      csrfSafe: true,
    },
  });
const bytes = (text: string): string => Buffer.from(text).toString('base64');

describe('the list of pages', () => {
  let wikiId: WikiId;
  beforeAll(async () => {
    wikiId = await house().found();
    await save(wikiId, 'Actors/Ada', '---\ntitle: Ada Lovelace\ncategory: Actor\ntags: [Math, engines]\n---\nOne two three.\n');
    await save(wikiId, 'Actors/Bob', '---\ncategory: actor\ntags: engines\n---\nText.\n');
    await save(wikiId, 'Actorsx', 'Text.');
  });
  const list = async (question: object = {}, context = house().person(wikiId)) =>
    house().told(listPages, { prefix: 'Actors', ...question }, context);
  const paths = async (question: object = {}, context?: Context): Promise<string[]> =>
    (await list(question, context)).pages.map((page) => page.path);

  it('says of each page what it says of itself', async () => {
    const [first] = (await list()).pages;
    expect(first).toEqual({
      path: 'Actors/Ada',
      name: 'Ada Lovelace',
      category: 'Actor',
      tags: ['Math', 'engines'],
      words: 3,
      updated: expect.stringMatching(/^2026-/),
      revision: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  it('is filtered by prefix, category, tag and time, whatever the case', async () => {
    expect(await paths({ prefix: 'actors/' })).toEqual(expect.arrayContaining(['Actors/Ada', 'Actors/Bob']));
    expect(await paths({ category: 'ACTOR' })).toEqual(['Actors/Ada', 'Actors/Bob']);
    expect(await paths({ tag: 'math' })).toEqual(['Actors/Ada']);
    expect(await paths({ tag: 'Engines', category: 'actor' })).toEqual(['Actors/Ada', 'Actors/Bob']);
    expect(await paths({ updatedSince: '2999-01-01T00:00:00Z' })).toEqual([]);
    const [, bobs] = (await list()).pages;
    expect(await paths({ updatedSince: bobs?.updated })).toEqual(['Actors/Bob', 'Actorsx']);
  });

  it('ends a prefix that names a folder at the folder', async () => {
    expect(await paths({ prefix: 'Actors/' })).toEqual(['Actors/Ada', 'Actors/Bob']);
  });

  it('shows and counts only what the reader may read', async () => {
    const answer = await list({}, ruled(wikiId, [{ prefix: 'Actors/Ada', access: 'none' }]));
    expect([answer.pages.map((page) => page.path), answer.total]).toEqual([['Actors/Bob', 'Actorsx'], 2]);
  });

  it('gives every page once over its pages, whatever they are called', async () => {
    const names = ['a', 'Ä', 'z', 'ﬀ', '￼', '𝒜', '😀', 'ｆ', '한', 'Ω'];
    const many = await house().found();
    await house().told(
      importFiles,
      { files: names.map((name) => ({ file: `Names/${name}.md`, content: bytes(name) })) },
      house().person(many),
    );
    const walk = async (limit: number): Promise<string[]> => {
      const found: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await house().told(
          listPages,
          { prefix: 'Names', limit, ...(cursor === undefined ? {} : { cursor }) },
          house().person(many),
        );
        expect(page.total).toBe(names.length);
        found.push(...page.pages.map((one) => one.name));
        if (page.next === undefined) return found;
        cursor = page.next;
      }
    };
    const all = await walk(100);
    for (let limit = 1; limit <= names.length; limit += 1) expect([limit, await walk(limit)]).toEqual([limit, all]);
  });
});

describe('reading a page', () => {
  it('gives its text, fields, links and last change, now and at each of its revisions, whole or shortened', async () => {
    const wikiId = await house().found();
    const one = await save(wikiId, 'Page', '---\ntitle: First\n---\nSee [[Other]] and [[Other]].\n');
    const two = await house().told(
      editPage,
      { path: 'Page', base: one.revision, oldString: 'First', newString: 'Second', message: 'Rename it' },
      house().person(wikiId),
    );
    await save(wikiId, 'Other', 'x');
    const read = (revision?: string) =>
      house().told(readPage, { path: 'page', ...(revision === undefined ? {} : { revision }) }, house().person(wikiId));
    expect(await read()).toMatchObject({
      name: 'Second',
      path: 'Page',
      frontmatter: { title: 'Second' },
      linksTo: ['other'],
      revision: two.revision,
      lastChange: { intent: 'edit', message: 'Rename it' },
    });
    for (const revision of [one.revision, one.revision.slice(0, 7), one.revision.slice(0, 20)])
      expect(await read(revision)).toMatchObject({ name: 'First', revision: one.revision });
  });

  it('knows no page at a revision that it was not in, nor at one that is not there', async () => {
    const wikiId = await house().found();
    const before = (await house().ports.wikis.get(wikiId))?.head ?? '';
    await save(wikiId, 'Page', 'x');
    for (const revision of [before, '0'.repeat(40), '0123456']) {
      expect(await house().ask(readPage, { path: 'Page', revision }, house().person(wikiId))).toMatchObject({
        ok: false,
        refusal: { kind: 'not-found' },
      });
    }
  });

  it('reads a deleted page at the revisions that had it', async () => {
    const wikiId = await house().found();
    const { revision } = await save(wikiId, 'Page', 'x');
    await house().told(deletePage, { path: 'Page' }, house().person(wikiId));
    expect(await house().ask(readPage, { path: 'Page' }, house().person(wikiId))).toMatchObject({
      ok: false,
      refusal: { code: 'page.not-found' },
    });
    expect((await house().told(readPage, { path: 'Page', revision }, house().person(wikiId))).content).toBe('x');
  });

  it('answers no fault to any path, however odd or long', async () => {
    const wikiId = await house().found();
    const odd = ['a\ud800', '€'.repeat(1000), '\u0000', '../..', '/', '.md', 'Ⱥ'.repeat(500), '#'];
    for (const path of odd) {
      expect((await house().ask(readPage, { path }, house().person(wikiId))).ok).toBe(false);
      expect((await house().ask(pageHistory, { path }, house().person(wikiId))).ok).toBe(false);
    }
  });

  it('and asking for lists answers no fault to any prefix and cursor', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Page', 'x');
    for (const text of ['', '€'.repeat(900), 'a\ud800', '\u0000']) {
      await house().ask(listPages, { prefix: text, cursor: text }, house().person(wikiId));
      await house().ask(pageHistory, { path: 'Page', cursor: text.slice(0, 100) }, house().person(wikiId));
    }
  });
});

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

  it('of a page that never was is not there', async () => {
    const wikiId = await house().found();
    expect(await house().ask(pageHistory, { path: 'Never' }, house().person(wikiId))).toMatchObject({
      ok: false,
      refusal: { code: 'page.not-found' },
    });
  });
});

describe('the changes of a wiki', () => {
  it('come oldest first after a cursor, without a gap and without repeats', async () => {
    const wikiId = await house().found();
    for (let number = 0; number < 7; number += 1) await save(wikiId, `Page ${number}`, 'x');
    const all = (await house().told(changesSince, { since: 0, limit: 200 }, house().person(wikiId))).changes.map(
      (change) => change.sequence,
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (limit) => {
        const found: number[] = [];
        for (let since = 0; ;) {
          const { changes, head } = await house().told(changesSince, { since, limit }, house().person(wikiId));
          if (head === since) break;
          found.push(...changes.map((change) => change.sequence));
          since = head;
        }
        expect(found).toEqual(all);
      }),
      { numRuns: 10 },
    );
  });

  it('come newest first without a cursor, and name the pages', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Meta/Page', 'x');
    const { changes, head } = await house().told(changesSince, { limit: 1 }, house().person(wikiId));
    expect(changes).toMatchObject([{ sequence: head, pages: ['Meta/Page'], intent: 'save' }]);
  });

  it('that come in while one asks are not lost behind the cursor', async () => {
    const wikiId = await house().found();
    const { ports } = house();
    const latest: typeof ports.events.latest = async (...asked) => {
      const facts = await ports.events.latest(...asked);
      await save(wikiId, 'Meanwhile', 'x');
      return facts;
    };
    const shown = await changesSinceSlice({ limit: 50 }, house().person(wikiId), { ...ports, events: { ...ports.events, latest } });
    if (!shown.ok) throw new Error('it was refused');
    const later = await house().told(changesSince, { since: shown.answer.head }, house().person(wikiId));
    expect([...shown.answer.changes, ...later.changes].flatMap((change) => change.pages)).toContain('Meanwhile');
  });

  it('say nothing of pages that the reader may not read', async () => {
    const wikiId = await house().found();
    await save(wikiId, 'Secret/Merger', 'x');
    const answer = await house().told(changesSince, { limit: 1 }, ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]));
    expect(JSON.stringify(answer)).not.toContain('Merger');
  });
});
