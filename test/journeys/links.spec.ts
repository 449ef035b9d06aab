import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { House, HouseOptions } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { seededRandom } from '../house/seeded-random.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

const deliveries: readonly (readonly [string, HouseOptions])[] = [
  ['once and in order', {}],
  ['twice and shuffled', { disorder: { copies: 2, spreadMs: 30, random: seededRandom(11) } }],
];

describe.each(deliveries)('links over REST, with every event delivered %s,', (_how, options) => {
  let house: House;
  let wiki: WikiAt;
  beforeAll(async () => {
    house = await openHouse(options);
    wiki = (await createWikiAt(house.owner, { name: 'Ponds', slug: 'ponds' })).wiki;
    await wiki.write('Pond', '# Pond\n\nHome of the [[Birds/Heron]] and of [[Newts]]; see `[[Code]]`.\n');
    await wiki.write('Birds/Heron', 'Stands in the [pond](../Pond.md#shore).\n\n![call](./call.png)\n');
    await wiki.write('Lonely', 'Knows of [[newts]].\n');
  });
  afterAll(() => house?.close());

  const asked = async <T>(path: string): Promise<T> => insist(await wiki.client.get(`${wiki.api}${path}`), 200).json<T>();

  interface PageLinks {
    readonly links_to: readonly string[];
    readonly linked_from: readonly string[];
    readonly outgoing: readonly { readonly path: string; readonly kind: string; readonly exists: boolean }[];
    readonly incoming: readonly { readonly path: string; readonly context: string }[];
  }

  it('are told of a page in both directions, right after it was written', async () => {
    const pond = await asked<PageLinks>('/links/pond');
    expect(pond).toMatchObject({ path: 'Pond', exists: true, links_to: ['Birds/Heron', 'Newts'], linked_from: ['Birds/Heron'] });
    expect(pond.outgoing.map(({ exists }) => exists)).toEqual([true, false]);
    expect(pond.incoming.map(({ context }) => context)).toEqual(['Stands in the [pond](../Pond.md#shore).']);
    await wiki.write('Newts', 'Now there is a page.\n');
    expect((await asked<PageLinks>('/links/Pond')).outgoing.map(({ exists }) => exists)).toEqual([true, true]);
    insist(await wiki.remove('Newts'), 200);
    expect((await asked<PageLinks>('/links/Pond')).outgoing.map(({ exists }) => exists)).toEqual([true, false]);
  });

  it('are listed where they lead nowhere, and so is what is wanted most', async () => {
    expect(await asked('/broken-links')).toEqual({
      pages: [
        { path: 'Birds/Heron', missing: [{ kind: 'file', path: 'Birds/Heron/call.png', anchors: [] }] },
        { path: 'Lonely', missing: [{ kind: 'page', path: 'newts', anchors: [] }] },
        { path: 'Pond', missing: [{ kind: 'page', path: 'Newts', anchors: [] }] },
      ],
    });
    expect(await asked('/wanted')).toEqual({ pages: [{ path: 'newts', sources: 2 }] });
  });

  it('are missed by orphans, which neither Home nor what is in Meta is', async () => {
    expect(await asked('/orphans')).toEqual({ pages: [{ path: 'Lonely', name: 'Lonely' }] });
  });

  it('are a graph, part by part', async () => {
    const edges: { source: string; target: string }[] = [];
    for (let cursor = ''; ;) {
      const part = await asked<{ edges: typeof edges; next?: string }>(`/links?limit=1${cursor}`);
      edges.push(...part.edges);
      if (part.next === undefined) break;
      cursor = `&cursor=${encodeURIComponent(part.next)}`;
    }
    expect(edges.filter(({ source }) => source === 'Pond')).toEqual([
      { source: 'Pond', target: 'Birds/Heron' },
      { source: 'Pond', target: 'newts' },
    ]);
  });

  it.each(['/links/Pond', '/links', '/broken-links', '/orphans', '/wanted'])('at %s are for readers of this wiki alone', async (path) => {
    const bob = await house.openPerson('bob');
    const { secret } = insist(
      await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'bound', wiki: house.ready.wiki } }),
      201,
    ).json<{
      secret: string;
    }>();
    const strangers = [house.asBearer(bob.token), house.asBearer(secret), house.asStranger()];
    const answers = await Promise.all(strangers.map((stranger) => stranger.get(`${wiki.api}${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 401, 401]);
    expect(answers.map(({ text }) => text).join()).not.toMatch(/heron|pond/i);
  });
});
