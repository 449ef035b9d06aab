import { describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import { headMoved } from '@wikibot/contracts/facts/wiki';
import { brokenLinks, linkGraph, orphanPages, wantedPages } from '@wikibot/contracts/requests/links';
import { deletePage } from '@wikibot/contracts/requests/pages';
import { ODD_PATHS, useAskedHouse } from './asked-house-fixture.ts';

const { house, save, ruled } = useAskedHouse();

type List = typeof brokenLinks | typeof linkGraph | typeof orphanPages | typeof wantedPages;

const hidden = (wikiId: WikiId): Context => ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]);

/** Every answer of a list, one after the other. */
const walk = async <R extends List>(list: R, limit: number, context: Context): Promise<readonly AnswerOf<R>[]> => {
  const answers: AnswerOf<R>[] = [];
  for (let cursor: string | undefined; ;) {
    const answer = (await house().told(list, { limit, ...(cursor === undefined ? {} : { cursor }) } as never, context)) as AnswerOf<R>; // every list takes these
    answers.push(answer);
    cursor = (answer as { readonly next?: string }).next;
    if (cursor === undefined) return answers;
  }
};

const headMovedTo = (wikiId: WikiId, sequence: number, changes: readonly object[]): FactEnvelope => {
  const head = '1'.repeat(40);
  const data = { wikiId, head, previous: null, intent: 'import', commits: [{ id: head, message: 'x' }], changes, pages: 1 };
  const place = { stream: `wiki/${wikiId}`, sequence, time: new Date(house().clock.now()).toISOString() };
  return { ...house().system(), ...place, kind: 'fact', id: house().ids.uuid(), name: headMoved.name, version: 1, data };
};

/** Without what a new wiki begins with. */
const own = (paths: readonly string[]): readonly string[] => paths.filter((path) => path !== 'Home' && !path.startsWith('Meta/'));

const pond = async (): Promise<WikiId> => {
  const wikiId = await house().found();
  await save(wikiId, 'Heron', 'In the [[Pond]], eats [[Newts]] and [[toads]].');
  await save(wikiId, 'Pond', 'Has [[newts]], [[Secret/Carp]] and a ![map](./map.png).');
  await save(wikiId, 'Lonely', 'Says [[Lonely]] to itself; [[Pond]].');
  await save(wikiId, 'Secret/Carp', 'Eats [[Newts]] and [[Secret bait]], fears the [[Heron]].');
  await save(wikiId, 'Secret/Pike', 'Eats [[Secret/Carp]] and [[Secret/Roach]].');
  return wikiId;
};

describe('broken links', () => {
  it('are listed page by page with what is missing', async () => {
    const wikiId = await pond();
    for (const limit of [1, 2, 200]) {
      const pages = (await walk(brokenLinks, limit, house().person(wikiId))).flatMap((answer) => answer.pages);
      expect(
        pages.filter(({ path }) => own([path]).length > 0).map(({ path, missing }) => [path, ...missing.map((one) => one.path)]),
      ).toEqual([
        ['Heron', 'Newts', 'toads'],
        ['Pond', 'newts', 'Pond/map.png'],
        ['Secret/Carp', 'Newts', 'Secret_bait'],
        ['Secret/Pike', 'Secret/Roach'],
      ]);
    }
  });

  it('are those that a deletion leaves behind, until the page is back', async () => {
    const wikiId = await pond();
    const broken = async () =>
      (await walk(brokenLinks, 200, house().person(wikiId)))
        .flatMap(({ pages }) => pages)
        .filter(({ missing }) => missing.some(({ path }) => path === 'Pond'));
    await house().told(deletePage, { path: 'Pond' }, house().person(wikiId));
    expect((await broken()).map(({ path }) => path)).toEqual(['Heron', 'Lonely']);
    await save(wikiId, 'pond', 'Again.');
    expect(await broken()).toEqual([]);
  });
});

describe('orphans', () => {
  it('are the pages that no other page links to', async () => {
    const wikiId = await pond();
    for (const limit of [1, 2, 200]) {
      const paths = (await walk(orphanPages, limit, house().person(wikiId))).flatMap(({ pages }) => pages.map(({ path }) => path));
      expect(paths).toEqual(['Lonely', 'Secret/Pike']);
    }
  });

  it('are to a reader those that nothing links to which they may read', async () => {
    const wikiId = await pond();
    const [answer] = await walk(orphanPages, 200, hidden(wikiId));
    expect(answer?.pages.map(({ path }) => path)).toEqual(['Heron', 'Lonely']);
  });
});

describe('wanted pages', () => {
  it('come by the number of pages that link to them', async () => {
    const wikiId = await pond();
    for (const limit of [1, 2, 200]) {
      const pages = (await walk(wantedPages, limit, house().person(wikiId))).flatMap((answer) => answer.pages);
      expect(pages.filter(({ path }) => own([path]).length > 0)).toEqual([
        { path: 'Newts', sources: 3 },
        { path: 'Secret/Roach', sources: 1 },
        { path: 'Secret_bait', sources: 1 },
        { path: 'toads', sources: 1 },
      ]);
    }
  });

  it('are wanted by nobody whom the reader may not know, and are none where they may not read', async () => {
    const wikiId = await pond();
    const pages = (await walk(wantedPages, 1, hidden(wikiId))).flatMap((answer) => answer.pages);
    expect(pages).toEqual([
      { path: 'Newts', sources: 2 },
      { path: 'toads', sources: 1 },
    ]);
  });

  it('are counted stretch by stretch in a very large wiki, and add up', async () => {
    const wikiId = house().newWikiId();
    const pages = Array.from({ length: 10_001 }, (_, number) => `Page_${String(number).padStart(5, '0')}`);
    const head = ObjectId.parse('1'.repeat(40));
    for (let sequence = 1; pages.length > 0; sequence += 1) {
      const changes = pages.splice(0, 2_000).map((page) => ({ file: `${page}.md`, page, blob: head, bytes: 8, text: '[[Want]]' }));
      await house().runtime.deliver('wiki.links', headMovedTo(wikiId, sequence, changes));
    }
    const answers = await walk(wantedPages, 200, house().person(wikiId));
    expect(answers.map((answer) => answer.pages)).toEqual([[{ path: 'Want', sources: 10_000 }], [{ path: 'Want', sources: 1 }]]);
  });
});

describe('the graph of links', () => {
  const graphOf = async (limit: number, context: Context) => {
    const answers = await walk(linkGraph, limit, context);
    return {
      nodes: new Set(answers.flatMap(({ nodes }) => own(nodes))),
      missing: new Set(answers.flatMap(({ missing }) => missing)),
      edges: answers
        .flatMap(({ edges }) => edges.map(({ source, target }) => `${source} > ${target}`))
        .filter((edge) => !/^(Home|Meta)/.test(edge)),
    };
  };

  it('is the same in parts of any size', async () => {
    const wikiId = await pond();
    const whole = await graphOf(500, house().person(wikiId));
    expect(whole.edges).toContain('Secret/Carp > Heron');
    expect([...whole.missing]).toEqual(['newts', 'toads', 'secret_bait', 'secret/roach']);
    expect([...whole.nodes].sort()).toEqual([
      'Heron',
      'Lonely',
      'Pond',
      'Secret/Carp',
      'Secret/Pike',
      'newts',
      'secret/roach',
      'secret_bait',
      'toads',
    ]);
    for (const limit of [1, 2, 3]) expect(await graphOf(limit, house().person(wikiId))).toEqual(whole);
  });

  it('has neither pages nor links that the reader may not see', async () => {
    const wikiId = await pond();
    const seen = await graphOf(1, hidden(wikiId));
    expect([...seen.nodes].sort()).toEqual(['Heron', 'Lonely', 'Pond', 'newts', 'toads']);
    expect(seen.edges).toEqual(['Heron > Pond', 'Heron > newts', 'Heron > toads', 'Lonely > Pond', 'Pond > newts']);
  });
});

describe('every list of links', () => {
  it.each([brokenLinks, linkGraph, orphanPages, wantedPages].map((list) => [list.name, list] as const))(
    '%s shows a bound reader the same, whether anything is hidden or not',
    async (_name, list) => {
      const wikiId = await house().found();
      await save(wikiId, 'Heron', 'Eats [[Newts]].');
      const before = await walk<List>(list, 1, hidden(wikiId));
      await save(wikiId, 'Secret/Carp', 'Eats [[Newts]] and [[Bait]], fears the [[Heron]].');
      await save(wikiId, 'Secret/Pike', 'Eats [[Aal]] and [[Zander]].');
      expect(await walk<List>(list, 1, hidden(wikiId))).toEqual(before);
    },
  );

  it.each([brokenLinks, linkGraph, orphanPages, wantedPages].map((list) => [list.name, list] as const))(
    '%s answers no fault to any cursor',
    async (_name, list) => {
      const wikiId = await house().found();
      for (const cursor of [...ODD_PATHS, ':1:x', '%:9:%'])
        expect(await house().ask(list, { cursor } as never, house().person(wikiId))).toHaveProperty('ok', true);
    },
  );
});
