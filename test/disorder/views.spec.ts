import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { memoryPayloads } from '@wikibot/platform/kernel/payloads';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { services } from '../../services/all.ts';
import { viewsHouse, viewsOf } from './views-house.ts';
import type { ViewsHouse } from './views-house.ts';
import { respelling, storyOf, wikiId, wishes } from './wiki-story.ts';
import type { Story, Wish } from './wiki-story.ts';

const RUNS = Number(process.env['RUNS'] ?? 25);

const payloads = memoryPayloads();

const inHouse = async <T>(work: (house: ViewsHouse) => Promise<T>): Promise<T> => {
  const house = viewsHouse(payloads);
  try {
    return await work(house);
  } finally {
    await house.close();
  }
};

const toldInOrder = (facts: readonly FactEnvelope[]) =>
  inHouse(async (house) => {
    for (const fact of facts) await house.tell(fact);
    return house.contents();
  });

/** Every fact at least once, some again, sorted by made-up keys; `hands` of them are told at the same time. */
interface Delivery {
  readonly again: readonly number[];
  readonly keys: readonly number[];
  readonly hands: number;
}

/** A story has at most eight facts, and eight more are told again. */
const delivery: fc.Arbitrary<Delivery> = fc.record({
  again: fc.array(fc.nat(7), { maxLength: 8 }),
  keys: fc.array(fc.nat(100), { minLength: 16, maxLength: 16 }),
  hands: fc.integer({ min: 1, max: 4 }),
});

const orderOf = (count: number, { again, keys }: Delivery): number[] => {
  const told = [...Array.from({ length: count }, (_, index) => index), ...again.map((index) => index % count)];
  return told
    .map((index, place) => ({ index, key: keys[place] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ index }) => index);
};

const toldAs = (facts: readonly FactEnvelope[], how: Delivery) =>
  inHouse(async (house) => {
    const queue = orderOf(facts.length, how);
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const fact = facts[next];
        if (fact) await house.tell(fact);
      }
    };
    await Promise.all(Array.from({ length: how.hands }, work));
    return house.contents();
  });

const placeOf = (view: string): string => {
  const [service, name = ''] = view.split('.');
  const unit = services.find((one) => one.name === service)?.units[name];
  if (unit?.kind !== 'view') throw new Error(`no view is called ${view}`);
  return `${name}#${unit.version}`;
};

type Rows = readonly { readonly pk: string; readonly sk: string; readonly [field: string]: unknown }[];

const rowsAt = (contents: Readonly<Record<string, unknown>>, service: string, pk: string): Rows =>
  (contents[service] as Rows).filter((row) => row.pk === pk); // by views-house

/** What every view must say in the end, whatever way the facts came. */
const isTrue = (contents: Readonly<Record<string, unknown>>, { facts, pages }: Story): void => {
  const keys = [...pages.keys()].map(pageKey).sort();
  expect(rowsAt(contents, 'wiki', `view#${placeOf('wiki.pages')}#pages#${wikiId}`).map((row) => row.sk)).toEqual(keys);
  expect(rowsAt(contents, 'render', `view#${placeOf('render.fragments')}#page#${wikiId}`).map((row) => row.sk)).toEqual(keys);
  expect(rowsAt(contents, 'mcp', `view#${placeOf('mcp.notes')}#notes#${wikiId}`).map((row) => row.sk)).toEqual(keys);
  expect((contents['index'] as { pageKey: string }[]).map((page) => page.pageKey)).toEqual(keys); // by views-house
  for (const service of services) {
    for (const view of viewsOf(service)) {
      const [mark] = rowsAt(contents, service.name, `mark#${placeOf(view)}`);
      expect({ view, upTo: mark?.['upTo'] }).toEqual({ view, upTo: facts.length });
    }
  }
};

const story = (moves: readonly (readonly Wish[])[]): Promise<Story> => storyOf(moves, payloads);

describe('the views of all services', () => {
  it('are those that the manifests declare', () => {
    const views = services.flatMap(viewsOf);
    expect(views).toEqual(
      expect.arrayContaining([
        'auth.directory',
        'wiki.pages',
        'render.fragments',
        'search.chunks',
        'billing.usage',
        'mcp.notes',
        'mcp.changes',
      ]),
    );
  });

  it('say the truth when the facts come once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, async (moves) => {
        const told = await story(moves);
        isTrue(await toldInOrder(told.facts), told);
      }),
      { numRuns: RUNS },
    );
  });

  it('say the same in whatever order, however often, and however many facts at once they are told', async () => {
    const property = fc.asyncProperty(wishes, delivery, async (moves, how) => {
      const told = await story(moves);
      const expected = await toldInOrder(told.facts);
      expect(await toldAs(told.facts, how)).toEqual(expected);
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  it('say the same after everything is told a second time', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, async (moves) => {
        const told = await story(moves);
        const expected = await toldInOrder(told.facts);
        expect(await toldInOrder([...told.facts, ...told.facts])).toEqual(expected);
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  });

  it.each([
    ['deleted and created', true],
    ['created and deleted', false],
  ])('keep a page that one move has %s under another spelling', async (_how, deletesFirst) => {
    const told = await story(respelling(deletesFirst));
    await inHouse(async (house) => {
      const failures: string[] = [];
      for (const fact of told.facts) await house.tell(fact).catch((error: Error) => failures.push(error.message));
      const contents = await house.contents();
      expect({ failures, index: contents['index'] }).toEqual({ failures: [], index: [{ pageKey: 'pond', sequence: 3 }] });
      isTrue(contents, told);
    });
  });
});
