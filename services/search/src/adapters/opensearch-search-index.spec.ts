import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openSearchWire } from '@wikibot/platform/aws/doubles/opensearch-wire';
import type { OpenSearchWire } from '@wikibot/platform/aws/doubles/opensearch-wire';
import { describeSearchIndex } from '../ports/search-index.suite.ts';
import { ask, best, pageOf, paths, WIKI } from '../ports/search-index-suite/wiki-of.ts';
import type { SearchIndex } from '../ports/search-index.ts';
import { parseQuery } from '../domain/query.ts';
import { clientOf } from './opensearch/client.ts';
import { openOpenSearchIndex } from './opensearch-search-index.ts';

let now = 0;
const patience = { sleep: async (milliseconds: number) => void (now += milliseconds), random: () => 0.5 };

let wire: OpenSearchWire;
beforeAll(async () => {
  wire = await openSearchWire({ now: () => now });
});
afterAll(() => wire.close());

const opened: SearchIndex[] = [];
const opening = (alias: string): SearchIndex => {
  const index = openOpenSearchIndex({ client: clientOf(wire.endpoint), patience, alias, dimension: 2 });
  opened.push(index);
  return index;
};
let aliases = 0;
const newAlias = (): string => `pages-${(aliases += 1)}`;
const open = async (): Promise<SearchIndex> => opening(newAlias());
afterEach(async () => {
  for (const index of opened.splice(0)) await index.close();
});

describeSearchIndex('OpenSearch, on our double,', open);

const callsDuring = async (run: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = wire.calls.length;
  await run();
  return wire.calls.slice(before);
};

describe('the index behind its alias', () => {
  it('is made at the first use, and looked for only once in a process', async () => {
    const index = await open();
    const [alias] = [`pages-${aliases}`];
    const calls = await callsDuring(async () => {
      await index.put(pageOf('One', 'word'));
      await index.put(pageOf('Two', 'word'));
    });
    expect(calls.filter((call) => !call.includes('_bulk'))).toEqual([`HEAD /_alias/${alias}`, `PUT /${alias}-v2`]);
  });

  it('is made by one of several that come at the same time', async () => {
    const alias = newAlias();
    const all = Array.from({ length: 4 }, () => opening(alias));
    await Promise.all(all.map((index, at) => index.put(pageOf(`Page_${at}`, 'word'))));
    expect((await paths(all[0] as SearchIndex, 'word ')).length).toBe(4); // there are four
  });

  it('is made anew when somebody deleted it, and never by a write alone', async () => {
    const index = await open();
    await index.put(pageOf('One', 'word'));
    wire.drop(`pages-${aliases}-v2`);
    await expect(index.put(pageOf('Two', 'word'))).rejects.toThrow('index_not_found_exception');
    expect(await index.put(pageOf('Two', 'word'))).toBe('stored');
    expect(await paths(index, 'word ')).toEqual(['Two']);
  });
});

describe('OpenSearch when it is busy or breaks off', () => {
  it.each([429, 502, 503, 'drop'] as const)('stores a page after %s', async (how) => {
    const index = await open();
    wire.order({ call: '_bulk', times: 2, how });
    expect(await index.put(pageOf('Page', 'word'))).toBe('stored');
    expect(await paths(index, 'word ')).toEqual(['Page']);
  });

  it('says stored of its own page when the answer was lost, and older of another that is as new', async () => {
    const index = await open();
    wire.order({ call: '_bulk', times: 1, how: 'drop-after' });
    expect(await index.put(pageOf('Page', 'word', { sequence: 5 }))).toBe('stored');
    expect(await index.put(pageOf('Page', 'other', { sequence: 5 }))).toBe('older');
    expect(await paths(index, 'word ')).toEqual(['Page']);
  });

  it('sends again only the pages of a bulk that were refused for now', async () => {
    const index = await open();
    await index.count(WIKI);
    wire.failItems(2);
    const calls = await callsDuring(async () => {
      const outcomes = await index.putMany(['A', 'B', 'C'].map((path) => pageOf(path, 'word')));
      expect(outcomes).toEqual(['stored', 'stored', 'stored']);
    });
    expect(calls.filter((call) => call.includes('_bulk')).length).toBe(2);
    expect(await paths(index, 'word ')).toEqual(['A', 'B', 'C']);
  });

  it('keeps what is older out while it tries again', async () => {
    const index = await open();
    await index.put(pageOf('Page', 'fresh', { sequence: 5 }));
    wire.failItems(1);
    expect(await index.put(pageOf('Page', 'stale', { sequence: 4 }))).toBe('older');
    expect(await paths(index, 'fresh ')).toEqual(['Page']);
  });

  it('throws without the words of the page when the cluster does not take it', async () => {
    const index = await open();
    await index.count(WIKI);
    wire.failItems(1, { status: 400, type: 'mapper_parsing_exception' });
    await expect(index.put(pageOf('Page', 'secretword'))).rejects.toThrow(
      /^OpenSearch could not index a page: mapper_parsing_exception \(400\)$/,
    );
  });

  it('throws when it stays busy, so that the change comes again', async () => {
    const index = await open();
    await index.count(WIKI);
    wire.order({ call: '_bulk', times: 7, how: 503 });
    await expect(index.put(pageOf('Page', 'word'))).rejects.toThrow('503');
    expect(await index.put(pageOf('Page', 'word'))).toBe('stored');
  });

  it('answers a question after a pause, and says busy when it lasts', async () => {
    const index = await open();
    await index.put(pageOf('Page', 'word'));
    wire.order({ call: '_search', times: 1, how: 'drop' });
    expect(await paths(index, 'word ')).toEqual(['Page']);
    wire.order({ call: '_msearch', times: 3, how: 503 });
    const query = parseQuery('word ');
    if (!query.ok) throw new Error(query.message);
    expect(await index.search({ wikiId: WIKI, query, limit: 5 })).toMatchObject({ ok: false, problem: 'busy' });
    expect(await paths(index, 'word ')).toEqual(['Page']);
  });

  it('removes a wiki also when its pages change meanwhile', async () => {
    const index = await open();
    await index.putMany(['A', 'B', 'C'].map((path) => pageOf(path, 'word', { sequence: 9 })));
    wire.disturbDeletions(2);
    await index.removeWiki(WIKI);
    expect(await index.count(WIKI)).toEqual({ pages: 0, chunks: 0 });
    expect(await index.put(pageOf('A', 'word', { sequence: 1 }))).toBe('stored');
  });
});

describe('many wikis in one index', () => {
  const two = async () => {
    const index = await open();
    await index.putMany([
      pageOf('Mine', 'common harvest', { sequence: 3 }),
      pageOf('Theirs', 'common secretword harvests peat-freedom 全文検索', { wikiId: 'wik_two' }),
    ]);
    return index;
  };

  it.each(['secretword ', 'secretw', 'cretwor ', 'secretwird ', '"secretword harvests"', 'peat-free', '文検', 'theirs '])(
    'has nothing for %s in a wiki without it',
    async (query) => {
      expect(await ask(await two(), query)).toMatchObject({ hits: [], total: 0 });
    },
  );

  it('scores the pages of a wiki as if it were alone', async () => {
    const alone = await open();
    await alone.put(pageOf('Mine', 'common harvest'));
    const crowded = await two();
    await crowded.putMany(Array.from({ length: 30 }, (_, at) => pageOf(`P${at}`, 'harvest '.repeat(at), { wikiId: 'wik_three' })));
    expect((await best(crowded, 'common harvest ')).score).toBe((await best(alone, 'common harvest ')).score);
  });

  it('completes a phrase by the words of its own wiki, however many another has', async () => {
    const index = await two();
    const many = Array.from({ length: 400 }, (_, at) => `peat-fra${at}`).join(' ');
    await index.putMany([pageOf('Many', many, { wikiId: 'wik_two' }), pageOf('Few', 'peat-free soil')]);
    expect(await best(index, 'peat-fr')).toMatchObject({ path: 'Few', why: expect.arrayContaining(['prefix']) });
  });

  it('keeps sequences, removals and whole wikis apart', async () => {
    const index = await two();
    expect(await index.put(pageOf('Mine', 'late', { wikiId: 'wik_two', sequence: 1 }))).toBe('stored');
    await index.remove({ wikiId: 'wik_two', pageKey: 'mine', sequence: 9 });
    expect(await paths(index, 'common ')).toEqual(['Mine']);
    await index.removeWiki('wik_two');
    expect(await index.pages(WIKI)).toEqual([{ pageKey: 'mine', sequence: 3 }]);
    expect(await index.pages('wik_two')).toEqual([]);
  });

  it('finds no vector of another wiki', async () => {
    const index = await open();
    const chunk = { id: 'x', index: 0, section: '', sectionPath: '', anchor: '', text: 'near', vector: Float32Array.of(1, 0) };
    await index.put(pageOf('Theirs', '', { wikiId: 'wik_two', chunks: [chunk] }));
    expect(await index.nearest({ wikiId: WIKI, vector: Float32Array.of(1, 0), limit: 3 })).toEqual([]);
    expect(await index.nearest({ wikiId: 'wik_two', vector: Float32Array.of(1, 0), limit: 3 })).toHaveLength(1);
  });
});

describe('what an asker may not read', () => {
  const rules = [{ prefix: 'Secret', access: 'none' as const }];

  it('does not show by a word that is only there, not even in how the others are ranked', async () => {
    const index = await open();
    await index.putMany([pageOf('Open', 'apple'), pageOf('Secret/Page', 'pear')]);
    expect(await ask(index, 'pear ', { allowed: rules })).toMatchObject({ hits: [], total: 0 });
    expect(await ask(index, 'pera ', { allowed: rules })).toMatchObject({ hits: [], total: 0 });
    const asked = await ask(index, 'apple pear ', { allowed: rules });
    const unknown = await ask(index, 'apple nowhere ', { allowed: rules });
    expect(asked.hits.map(({ score }) => score)).toEqual(unknown.hits.map(({ score }) => score));
  });

  it('stays hidden when rules for the same folder contradict each other', async () => {
    const index = await open();
    await index.put(pageOf('Secret/Page', 'pear'));
    for (const allowed of [
      [...rules, { prefix: 'secret/', access: 'read' as const }],
      [{ prefix: 'secret/', access: 'read' as const }, ...rules],
    ]) {
      expect(await paths(index, 'pear ', { allowed })).toEqual([]);
    }
  });
});

describe('the longest query', () => {
  it.each([
    ['unknown words that are inside many', Array.from({ length: 32 }, (_, at) => `xyz${at}`).join(' ')],
    ['hyphens', Array.from({ length: 32 }, (_, at) => `p${at}`).join('-')],
    ['one script without spaces', '検索'.repeat(16)],
    ['beginnings', `${Array.from({ length: 31 }, (_, at) => `ab${at}*`).join(' ')} ab`],
  ])('of %s stays within what the cluster takes', async (_, text) => {
    const index = await open();
    const words = Array.from({ length: 32 }, (__, at) => Array.from({ length: 9 }, (___, more) => `a${more}xyz${at}b`).join(' ')).join(' ');
    await index.put(pageOf('Page', `${words} ${Array.from({ length: 32 }, (__, at) => `p${at} ab${at}x`).join(' ')} 検索検`));
    expect((await ask(index, text)).total).toBe(1);
  });
});
