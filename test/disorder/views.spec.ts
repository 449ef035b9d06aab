import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { memoryPayloads } from '@wikibot/platform/kernel/payloads';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { services } from '../../services/all.ts';
import { viewsHouse, viewsOf } from './views-house.ts';
import type { ViewsHouse } from './views-house.ts';
import type { LifeEvent, Standing } from './wiki-life.ts';
import { lifeEvents, people } from './wiki-life.ts';
import { endOf, respelling, storyOf, wikiId, wishes } from './wiki-story.ts';
import type { Story, Wish } from './wiki-story.ts';

const RUNS = Number(process.env['RUNS'] ?? 25);
/** A story takes a fraction of a second, told twice, on a machine that has time. */
const WITHIN_MS = Math.max(60_000, RUNS * 2_000);

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

/** A story has at most as many facts as this, and eight more are told again. */
const MOST_FACTS = 20;
const delivery: fc.Arbitrary<Delivery> = fc.record({
  again: fc.array(fc.nat(MOST_FACTS - 1), { maxLength: 8 }),
  keys: fc.array(fc.nat(100), { minLength: MOST_FACTS + 8, maxLength: MOST_FACTS + 8 }),
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

/** One account uses it, and one address is its own; whatever it was called before leads there. */
const isAt = (contents: Readonly<Record<string, unknown>>, { ownerId, slug, status, policy }: Standing, pages: number): void => {
  const uses = people.map((accountId) => rowsAt(contents, 'billing', `view#${placeOf('billing.usage')}#wikis#${accountId}`));
  expect(uses.map((rows) => rows.map((row) => row['pages']))).toEqual(people.map((accountId) => (accountId === ownerId ? [pages] : [])));
  const directory = `view#${placeOf('auth.directory')}`;
  const said = (what: string) => rowsAt(contents, 'auth', `${directory}#wiki#${wikiId}`).find(({ sk }) => sk === what);
  expect([said('address'), said('state')]).toMatchObject([{ ownerId, slug }, { state: status }]);
  const held = people.flatMap((accountId) =>
    rowsAt(contents, 'auth', `${directory}#owner#${accountId}`).flatMap((row) => (row['left'] === undefined ? [[accountId, row.sk]] : [])),
  );
  expect(held).toEqual([[ownerId, `${slug}#${wikiId}`]]);
  const [kept] = rowsAt(contents, 'mcp', `view#${placeOf('mcp.notes')}#wiki#${wikiId}`).filter(({ sk }) => sk === 'policy');
  expect(kept?.['policy']).toEqual(policy);
};

/** What every view must say in the end, whatever way the facts came. */
const isTrue = (contents: Readonly<Record<string, unknown>>, { facts, pages, standing }: Story): void => {
  const keys = [...pages.keys()].map(pageKey).sort();
  expect(rowsAt(contents, 'wiki', `view#${placeOf('wiki.pages')}#pages#${wikiId}`).map((row) => row.sk)).toEqual(keys);
  expect(rowsAt(contents, 'render', `view#${placeOf('render.fragments')}#page#${wikiId}`).map((row) => row.sk)).toEqual(keys);
  expect(rowsAt(contents, 'mcp', `view#${placeOf('mcp.notes')}#notes#${wikiId}`).map((row) => row.sk)).toEqual(keys);
  expect((contents['index'] as { pageKey: string }[]).map((page) => page.pageKey)).toEqual(keys); // by views-house
  isAt(contents, standing, pages.size);
  for (const service of services) {
    for (const view of viewsOf(service)) {
      const [mark] = rowsAt(contents, service.name, `mark#${placeOf(view)}`);
      expect({ view, upTo: mark?.['upTo'] }).toEqual({ view, upTo: facts.length });
    }
  }
};

/** That a stream has ended is all that is kept of it. */
const withoutMarks = (contents: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(contents).map(([name, rows]) => [
      name,
      services.some((service) => service.name === name) ? (rows as Rows).filter(({ pk }) => !pk.startsWith('mark#')) : rows, // by views-house
    ]),
  );

interface Life {
  readonly moves: readonly (readonly Wish[])[];
  readonly events: readonly LifeEvent[];
}

const lives: fc.Arbitrary<Life> = fc.record({ moves: wishes, events: lifeEvents });
const story = (life: Life): Promise<Story> => storyOf(life, payloads);

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

  it(
    'say the truth when the facts come once and in order',
    async () => {
      await fc.assert(
        fc.asyncProperty(lives, async (life) => {
          const told = await story(life);
          isTrue(await toldInOrder(told.facts), told);
        }),
        { numRuns: RUNS },
      );
    },
    WITHIN_MS,
  );

  it(
    'say the same in whatever order, however often, and however many facts at once they are told',
    async () => {
      const property = fc.asyncProperty(lives, delivery, async (life, how) => {
        const told = await story(life);
        const expected = await toldInOrder(told.facts);
        expect(await toldAs(told.facts, how)).toEqual(expected);
      });
      await fc.assert(property, { numRuns: RUNS });
    },
    WITHIN_MS,
  );

  it(
    'say the same after everything is told a second time',
    async () => {
      await fc.assert(
        fc.asyncProperty(lives, async (life) => {
          const told = await story(life);
          const expected = await toldInOrder(told.facts);
          expect(await toldInOrder([...told.facts, ...told.facts])).toEqual(expected);
        }),
        { numRuns: Math.ceil(RUNS / 2) },
      );
    },
    WITHIN_MS,
  );

  it(
    'keep nothing of a wiki that was deleted, whatever of it comes late or again',
    async () => {
      const empty = await toldInOrder([]);
      const property = fc.asyncProperty(lives, delivery, fc.nat(100), async (life, how, part) => {
        const { facts } = endOf(await story(life));
        const order = orderOf(facts.length, how).flatMap((place) => facts[place] ?? []);
        const early = Math.floor((order.length * part) / 100);
        const contents = await inHouse(async (house) => {
          for (const fact of order.slice(0, early)) await house.tell(fact);
          await house.forget();
          for (const fact of order.slice(early)) await house.tell(fact);
          return house.contents();
        });
        expect(withoutMarks(contents)).toEqual(withoutMarks(empty));
      });
      await fc.assert(property, { numRuns: Math.ceil(RUNS / 2) });
    },
    WITHIN_MS,
  );

  it.each([
    ['deleted and created', true],
    ['created and deleted', false],
  ])('keep a page that one move has %s under another spelling', async (_how, deletesFirst) => {
    const told = await story({ moves: respelling(deletesFirst), events: [] });
    await inHouse(async (house) => {
      const failures: string[] = [];
      for (const fact of told.facts) await house.tell(fact).catch((error: Error) => failures.push(error.message));
      const contents = await house.contents();
      expect({ failures, index: contents['index'] }).toEqual({ failures: [], index: [{ pageKey: 'pond', sequence: 4 }] });
      isTrue(contents, told);
    });
  });
});
