import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { followEvents } from '../house/event-stream.ts';
import type { EventStream } from '../house/event-stream.ts';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

interface Entry {
  readonly sequence: number;
  readonly date: string;
  readonly pages_affected: readonly string[];
}

interface ChangeList {
  readonly entries: readonly Entry[];
  readonly head: number;
  readonly truncated: boolean;
  readonly next?: number;
}

let house: House;
const open: EventStream[] = [];
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  for (const stream of open) stream.close();
  await house?.close();
});

let count = 0;
const newWiki = async (): Promise<WikiAt> => (await createWikiAt(house.owner, { name: 'Ponds', slug: `ponds-${(count += 1)}` })).wiki;

const changes = async ({ client, api }: WikiAt, query: string): Promise<ChangeList> =>
  insist(await client.get(`${api}/changelog${query}`), 200).json<ChangeList>();

const pagesOf = ({ entries }: ChangeList): readonly string[] => entries.flatMap((entry) => entry.pages_affected);

const follow = async (wiki: WikiAt, query = '', headers: Readonly<Record<string, string>> = {}): Promise<EventStream> => {
  const authorization = `Bearer ${house.ready.token}`;
  const stream = await followEvents(house.ready.url, `${wiki.api}/changelog${query}`, { authorization, ...headers });
  open.push(stream);
  return stream;
};

const pageOf = async (stream: EventStream): Promise<string> => {
  const event = await stream.next();
  return event ? ((JSON.parse(event.data) as Entry).pages_affected[0] ?? '') : 'nothing';
};

describe('whoever comes back', () => {
  it('finds what changed since a sequence or a time, below a folder, page by page', async () => {
    const wiki = await newWiki();
    const before = await changes(wiki, '');
    for (const path of ['Birds/Heron', 'Reed', 'Birds/Bittern']) await wiki.write(path, 'x');
    expect(pagesOf(await changes(wiki, `?since=${before.head}`))).toEqual(['Birds/Heron', 'Reed', 'Birds/Bittern']);
    const first = await changes(wiki, `?since=${before.head}&prefix=Birds/&limit=1`);
    expect([pagesOf(first), first.truncated]).toEqual([['Birds/Heron'], true]);
    const rest = await changes(wiki, `?since=${first.head}&prefix=Birds/`);
    expect([pagesOf(rest), rest.truncated]).toEqual([['Birds/Bittern'], false]);
    const time = (await changes(wiki, '?limit=1')).entries[0]?.date ?? '';
    expect(pagesOf(await changes(wiki, `?since=${time}`))).toContain('Birds/Bittern');
    expect((await changes(wiki, '?since=2999-01-01T00:00:00Z')).entries).toEqual([]);
  });

  it('finds all from the latest to the first', async () => {
    const wiki = await newWiki();
    for (const path of ['A', 'B', 'C']) await wiki.write(path, 'x');
    const found: string[] = [];
    for (let before = ''; ;) {
      const list = await changes(wiki, `?limit=1${before}`);
      found.push(...pagesOf(list));
      if (!list.truncated) break;
      before = `&before=${list.next}`;
    }
    expect(found.slice(0, 4)).toEqual(['C', 'B', 'A', 'Home']);
  });

  it('finds what one account did', async () => {
    const wiki = await newWiki();
    await wiki.write('Heron', 'x');
    expect(pagesOf(await changes(wiki, '?by=ada&limit=1'))).toEqual(['Heron']);
    expect(pagesOf(await changes(wiki, '?by=bob'))).toEqual([]);
  });

  it.each(['since=yesterday', 'since=-1', 'wait=21', 'limit=0', 'before=0', 'colour=red'])(
    'is told by name what is wrong with ?%s',
    async (query) => {
      const wiki = house.notes;
      const answer = await wiki.client.get(`${wiki.api}/changelog?${query}`);
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(query.split('=')[0] ?? '')]);
    },
  );
});

describe('whoever waits', () => {
  it('is answered when something changes', async () => {
    const wiki = await newWiki();
    const { head } = await changes(wiki, '');
    const waiting = changes(wiki, `?since=${head}&wait=20&prefix=Birds/`);
    await wiki.write('Reed', 'x');
    await wiki.write('Birds/Heron', 'x');
    expect(pagesOf(await waiting)).toEqual(['Birds/Heron']);
  });

  it('is told at once what changed already, and after a while that nothing did', async () => {
    const wiki = await newWiki();
    const { head } = await changes(wiki, '');
    expect((await changes(wiki, '?since=0&wait=20')).entries.length).toBeGreaterThan(0);
    expect(await changes(wiki, `?since=${head}&wait=1`)).toMatchObject({ entries: [], head, truncated: false });
  });
});

describe('whoever follows', () => {
  it('gets each change as an event, and after a break those that came meanwhile', async () => {
    const wiki = await newWiki();
    const { head } = await changes(wiki, '');
    const stream = await follow(wiki);
    expect([stream.status, stream.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await wiki.write('Grebe', 'x');
    await wiki.write('Heron', 'x');
    expect([await pageOf(stream), stream.lastId()]).toEqual(['Grebe', String(head + 1)]);
    stream.close();
    await wiki.write('Bittern', 'x');
    const again = await follow(wiki, `?since=${head}`, { 'last-event-id': String(head + 1) });
    expect([await pageOf(again), await pageOf(again)]).toEqual(['Heron', 'Bittern']);
    expect(Number(again.lastId())).toBe(head + 3);
    const live = pageOf(again);
    await wiki.write('Reed', 'x');
    expect(await live).toBe('Reed');
  });

  it('is refused as everybody else: without a token, with one of another wiki, with a place that is none', async () => {
    const wiki = await newWiki();
    const other = insist(await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'bound', wiki: house.ready.wiki } }), 201);
    const statuses = await Promise.all(
      [{ authorization: '' }, { authorization: `Bearer ${other.json<{ secret: string }>().secret}` }, { 'last-event-id': 'somewhere' }].map(
        async (headers) => (await follow(wiki, '', headers)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 422]);
  });
});
