import { describe, expect, it } from '@jest/globals';
import { disordered as anyOrder, pageStory, STORY_PAGES } from '@wikibot/platform/kernel/page-stories.arbitrary';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { ada, moved, renderHouse, wikiId } from '../test-house.ts';
import type { Pages } from '../test-house.ts';
import { allPages, existingPages, fragmentAt, folderEntries, movedFrom } from './fragments.ts';

type House = Awaited<ReturnType<typeof renderHouse>>;
const fragment = ({ ports }: House, path: string) => fragmentAt(ports, wikiId, path);
const inFolder = async ({ ports }: House, folder: string) =>
  (await folderEntries(ports, wikiId, { folder, limit: 100 })).map((entry) => `${entry.kind} ${entry.path}`);
const everything = async (house: House) => ({
  pages: await allPages(house.ports, wikiId),
  tree: await Promise.all(['', 'a', 'a/b'].map((folder) => inFolder(house, folder))),
  texts: await Promise.all(['a/b/x', 'a/y', 'z'].map(async (path) => (await fragment(house, path))?.html)),
});

describe('a page as a fragment', () => {
  it('is rendered from what the fact brings', async () => {
    const house = await renderHouse();
    await house.move({ 'Meta/My_Page': '# Hello\n\nSee [[Other]].\n' });
    const found = await fragment(house, 'meta/my page');
    expect(found).toMatchObject({
      path: 'Meta/My_Page',
      links: ['other'],
      revision: `${'0'.repeat(39)}1`,
      edited: { actor: { kind: 'person', accountId: ada } },
    });
    expect(found?.html).toContain('See');
    expect(found?.words).toBeGreaterThan(0);
  });

  it('is replaced by the next change and gone after its deletion', async () => {
    const house = await renderHouse();
    await house.move({ Page: 'one' });
    await house.move({ Page: 'two' });
    expect((await fragment(house, 'Page'))?.html).toContain('two');
    await house.move({ Page: null });
    expect(await fragment(house, 'Page')).toBeUndefined();
    expect(await allPages(house.ports, wikiId)).toEqual([]);
  });

  it('is read by its claim check when it travels so, and kept by one when its HTML is large', async () => {
    const house = await renderHouse();
    const text = 'word '.repeat(150_000);
    const payload = await house.payloads.put(Buffer.from(text), {});
    await house.move([{ file: 'Large.md', page: 'Large', blob: null, bytes: text.length, payload }]);
    const shown = await house.shown('/ada/notes/Large');
    expect(shown).toContain('word word word');
    expect(shown.length).toBeGreaterThan(700_000);
  });

  it('is not one for files that are no pages', async () => {
    const house = await renderHouse();
    await house.move([{ file: 'Page/cat.png', blob: null, bytes: 3 }]);
    expect(await allPages(house.ports, wikiId)).toEqual([]);
  });

  it.each([
    ['headings', '# heading\n'],
    ['long headings', `# ${'x'.repeat(1000)}\n`],
    ['links to pages with long names', `[[${'é'.repeat(300)}]] `],
    ['empty lines in code', '\n'],
    ['quotes', '"'],
    ['tables', '| a | b |\n|---|---|\n| 1 | 2 |\n\n'],
  ])('can be made of a megabyte of %s', async (what, piece) => {
    const house = await renderHouse();
    const text = (what.includes('code') ? '```\n' : '') + piece.repeat(Math.floor(1_000_000 / Buffer.byteLength(piece)));
    await house.move({ Large: text });
    expect(await fragment(house, 'Large')).toBeDefined();
    expect(await house.runtime.views.get('fragments')?.upTo(`wiki/${wikiId}`)).toBe(1);
  });

  it('can be one of very many that come in one fact', async () => {
    const house = await renderHouse();
    const text = `${'long text of a page '.repeat(100)}\n\n`.repeat(50);
    await house.move(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`Many/${index}`, text])));
    expect(await allPages(house.ports, wikiId)).toHaveLength(60);
  });
});

describe('a change of spelling', () => {
  it.each([
    ['page', 'Page'],
    ['Page', 'page'],
    ['My Page', 'My_Page'],
  ])('from %s to %s keeps the page', async (before, after) => {
    const house = await renderHouse();
    await house.move({ [before]: 'text' });
    await house.move({ [before]: null, [after]: 'text' });
    expect(await fragment(house, 'page'.length === before.length ? 'page' : 'my page')).toMatchObject({ path: after });
    const other = await renderHouse();
    await other.move({ [before]: 'text' });
    await other.move({ [after]: 'text', [before]: null });
    expect(await fragment(other, 'page'.length === before.length ? 'page' : 'my page')).toMatchObject({ path: after });
  });
});

describe('the tree', () => {
  it('has pages and folders where they stand', async () => {
    const house = await renderHouse();
    await house.move({ Home: 'x', 'Meta/Guide': 'x', 'Meta/Deep/Page': 'x', Meta: 'x' });
    expect(await inFolder(house, '')).toEqual(expect.arrayContaining(['page Meta', 'folder Meta']));
    expect(await inFolder(house, 'meta')).toEqual(expect.arrayContaining(['page Meta/Guide', 'folder Meta/Deep']));
  });

  it('follows a page from folder to folder', async () => {
    const house = await renderHouse();
    await house.move({ 'Meta/Guide': 'x', 'Meta/Other': 'x' });
    await house.move({ 'Meta/Guide': null, 'Help/Guide': 'x' });
    expect(await inFolder(house, 'meta')).toEqual(['page Meta/Other']);
    expect(await inFolder(house, 'help')).toEqual(['page Help/Guide']);
  });

  it('shows no folder any more from which everything is gone', async () => {
    const house = await renderHouse();
    await house.move({ Home: 'x', 'Meta/Guide': 'x' });
    await house.move({ 'Meta/Guide': null });
    expect(await house.shown('/ada/notes/Home')).not.toContain('/ada/notes/Meta');
  });
});

describe('moves in any order, with duplicates', () => {
  const pages = fc.dictionary(fc.constantFrom('a/b/x', 'a/y', 'z'), fc.option(fc.constantFrom('one', 'two [[z]]'), { nil: null }), {
    minKeys: 1,
  });
  const disordered = fc.array(pages, { minLength: 1, maxLength: 5 }).chain((all: Pages[]) => {
    const facts = all.map((one, index) => moved(index + 1, one));
    return fc.record({ facts: fc.constant(facts), order: fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }) });
  });

  it('leave the same pages and the same tree', async () => {
    await fc.assert(
      fc.asyncProperty(disordered, async ({ facts, order }) => {
        const [ordered, other] = [await renderHouse(), await renderHouse()];
        for (const fact of facts) await ordered.deliver(fact);
        for (const fact of order) await other.deliver(fact);
        expect(await everything(other)).toEqual(await everything(ordered));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a story of pages', () => {
  const shuffled = pageStory.chain((one) =>
    fc.record({ one: fc.constant(one), facts: anyOrder(one.story.map((changes, index) => moved(index + 1, changes))) }),
  );

  it('ends with the same pages, and the same ways on from old addresses, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ one, facts }) => {
        const { deliver, ports } = await renderHouse();
        for (const fact of facts) await deliver(fact);
        expect(new Set((await allPages(ports, wikiId)).map(({ path }) => path))).toEqual(new Set(one.pages.keys()));
        for (const path of STORY_PAGES) expect([path, await movedFrom(ports, wikiId, path)]).toEqual([path, one.leads.get(path)]);
        const keys = STORY_PAGES.map((path) => pageKey(path));
        const reachable = [...one.pages.keys(), ...one.leads.keys()].map((path) => pageKey(path));
        expect(new Set((await existingPages(ports, wikiId, keys)).keys())).toEqual(new Set(reachable));
      }),
      { numRuns: 40 },
    );
  });
});

describe('links', () => {
  it('are told apart by whether their page exists', async () => {
    const house = await renderHouse();
    await house.move(Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`P${index}`, 'x'])));
    const keys = Array.from({ length: 300 }, (_, index) => `p${index}`);
    expect(new Set((await existingPages(house.ports, wikiId, keys)).keys())).toEqual(new Set(keys.slice(0, 150)));
  });
});
