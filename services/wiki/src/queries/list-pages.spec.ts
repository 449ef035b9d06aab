import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { listPages } from '@wikibot/contracts/requests/pages';
import { useAskedHouse } from './asked-house-fixture.ts';

const { house, save, ruled } = useAskedHouse();
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

  it('answers no fault to any prefix and cursor', async () => {
    for (const text of ['', '€'.repeat(900), 'a\ud800', '\u0000'])
      expect(await house().ask(listPages, { prefix: text, cursor: text }, house().person(wikiId))).toHaveProperty('ok');
  });
});
