import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { ObjectId, WikiId } from '@wikibot/contracts/define/ids';
import { disordered, pageStory, STORY_PAGES } from '@wikibot/platform/kernel/page-stories.arbitrary';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import { pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { wiki } from '../manifest.ts';
import type { Ports } from '../ports.ts';
import { filesAt, incomingAfter, outgoingAfter, pagesAfter, reachableAt } from './links.ts';

const wikiId = WikiId.parse(`wik_${'7'.repeat(32)}`);
const stream = `wiki/${wikiId}`;

/** Pages of one move by path: the paths that each links to, or null when it is deleted. */
type Move = Readonly<Record<string, readonly string[] | null>>;

const head = (sequence: number): ObjectId => ObjectId.parse(String(sequence).padStart(40, '0'));

const moved = (sequence: number, changes: readonly object[]): FactEnvelope => ({
  ...testContext({ wikiId }),
  kind: 'fact',
  id: `01900000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
  name: 'wiki.HeadMoved',
  version: 1,
  time: new Date(Date.UTC(2026, 0, 1, 0, sequence)).toISOString(),
  stream,
  sequence,
  data: {
    wikiId,
    head: head(sequence),
    previous: null,
    intent: 'save',
    commits: [{ id: head(sequence), message: 'x' }],
    changes,
    pages: 1,
  },
});

const factOf = (move: Move, index: number): FactEnvelope =>
  moved(
    index + 1,
    Object.entries(move).map(([page, links]) => ({
      file: `${page}.md`,
      page,
      blob: links && head(index + 1),
      bytes: 1,
      ...(links ? { text: links.map((link) => `About [[${link}]].`).join('\n') } : {}),
    })),
  );

const told = async (facts: readonly FactEnvelope[]) => {
  const kernel = await testKernel<Ports>(wiki, { resources: { wiki: { repositories: { folder: tmpdir() } } } });
  for (const fact of facts) await kernel.runtime.deliver('wiki.links', fact);
  return kernel;
};
type Kernel = Awaited<ReturnType<typeof told>>;

const names = ['Pond', 'Heron', 'Animals/Frog', 'Reed'] as const;
const name = fc.constantFrom(...names);
const move: fc.Arbitrary<Move> = fc.dictionary(name, fc.option(fc.uniqueArray(name, { maxLength: 3 }), { freq: 4 }), {
  minKeys: 1,
  maxKeys: 2,
});
const moves = fc.array(move, { minLength: 1, maxLength: 7 });

/** All that readers can learn from the view. */
const said = async ({ ports }: Kernel) => {
  const incoming = await Promise.all(
    names.map(async (target) => {
      const { found } = await incomingAfter(ports, wikiId, { target: pageKey(target), limit: 100 });
      return found.map(({ path, context }) => `${target} <- ${path}: ${context}`);
    }),
  );
  return {
    pages: (await pagesAfter(ports, wikiId, { limit: 100 })).found.map(({ path }) => path),
    outgoing: (await outgoingAfter(ports, wikiId, { limit: 100 })).found.map(({ path, targets }) => [
      path,
      ...targets.map((one) => one.path),
    ]),
    incoming: incoming.flat(),
  };
};

const byKey = (one: string, other: string): number => (pageKey(one) < pageKey(other) ? -1 : 1);

/** The same, from the pages as they stand in the end. */
const expected = (all: readonly Move[]) => {
  const standing = Object.entries(Object.assign({}, ...all) as Move).flatMap(([page, links]) => (links ? [{ page, links }] : []));
  const sorted = standing.toSorted((one, other) => byKey(one.page, other.page));
  const others = ({ page, links }: (typeof sorted)[number]) => links.filter((link) => link !== page);
  return {
    pages: sorted.map(({ page }) => page),
    outgoing: sorted.map((one) => [one.page, ...others(one)]),
    incoming: names.flatMap((target) =>
      sorted.filter((one) => others(one).includes(target)).map(({ page }) => `${target} <- ${page}: About [[${target}]].`),
    ),
  };
};

describe('the view of links', () => {
  it('says what the pages say, in whatever order and however often facts come', async () => {
    const order = fc.array(fc.nat(), { minLength: 7, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(moves, order, async (all, keys) => {
        const facts = all.map(factOf);
        const again = keys.slice(facts.length).map((key) => facts[key % facts.length] as FactEnvelope); // there is at least one
        const shuffled = [...facts, ...again]
          .map((fact, index) => ({ fact, key: keys[index] ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ fact }) => fact);
        const kernel = await told(shuffled);
        expect(await said(kernel)).toEqual(expected(all));
        expect(await kernel.ports.view('links').upTo(stream)).toBe(facts.length);
      }),
      { numRuns: 60 },
    );
  });

  it('forgets a link that a page no longer has, and one from a page that is gone', async () => {
    const kernel = await told([{ Heron: ['Pond'], Reed: ['Pond'] }, { Heron: ['Reed'] }, { Reed: null }].map(factOf));
    expect((await said(kernel)).incoming).toEqual(['Reed <- Heron: About [[Reed]].']);
  });

  it('knows which files there are, under any spelling', async () => {
    const put = { file: 'Heron/Call.png', blob: head(1), bytes: 3 };
    const kernel = await told([
      moved(1, [put]),
      moved(2, [
        { ...put, file: 'Heron/call.png' },
        { ...put, blob: null },
      ]),
    ]);
    expect([...(await filesAt(kernel.ports, wikiId, ['heron/call.png', 'heron/other.png']))]).toEqual(['heron/call.png']);
    await kernel.runtime.deliver('wiki.links', moved(3, [{ ...put, file: 'Heron/call.png', blob: null }]));
    expect([...(await filesAt(kernel.ports, wikiId, ['heron/call.png']))]).toEqual([]);
  });

  it('knows who uses a file of another page', async () => {
    const text = (page: string, at: string) => ({ file: `${page}.md`, page, blob: head(1), bytes: 1, text: at });
    const kernel = await told([moved(1, [text('Reed', '![](/Heron/Call.png) ![](./own.png)'), text('Heron', '![](./Call.png)')])]);
    const to = async (target: string) =>
      (await incomingAfter(kernel.ports, wikiId, { target, kind: 'file', limit: 9 })).found.map(({ path }) => path);
    expect([await to('heron/call.png'), await to('reed/own.png')]).toEqual([['Reed'], []]);
  });

  it('finds pages that were moved from their old addresses, in any order of the facts', async () => {
    const shuffled = pageStory.chain((one) =>
      fc.record({ one: fc.constant(one), facts: disordered(one.story.map((changes, index) => moved(index + 1, changes))) }),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ one, facts }) => {
        const { ports } = await told(facts);
        const { found } = await pagesAfter(ports, wikiId, { limit: 100 });
        expect(new Set(found.map(({ path }) => path))).toEqual(new Set(one.pages.keys()));
        const reachable = await reachableAt(
          ports,
          wikiId,
          STORY_PAGES.map((path) => pageKey(path)),
        );
        const leads = new Map([...one.leads, ...[...one.pages.keys()].map((path): [string, string] => [path, path])]);
        expect(new Map([...reachable].map(([key, { path }]) => [key, path]))).toEqual(
          new Map([...leads].map(([from, to]) => [pageKey(from), to])),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('takes a page of ten thousand links', async () => {
    const links = Array.from({ length: 10_000 }, (_, number) => `Target ${number}`);
    const { ports } = await told([factOf({ Pond: links }, 0)]);
    expect((await outgoingAfter(ports, wikiId, { limit: 1 })).found[0]?.targets.length).toBe(1_000);
    expect((await incomingAfter(ports, wikiId, { target: 'target_7', limit: 1 })).found).toMatchObject([{ path: 'Pond' }]);
  });
});
