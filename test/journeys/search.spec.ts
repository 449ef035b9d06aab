import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { House } from '../house/house.ts';
import { openHouse } from '../house/open-house.ts';
import { createWikiAt, insist } from '../house/wiki.ts';
import type { WikiAt } from '../house/wiki.ts';

interface Hits {
  readonly results: readonly {
    readonly path: string;
    readonly attachment?: string;
    readonly why: readonly string[];
    readonly parts?: Readonly<Record<string, unknown>>;
  }[];
  readonly mode: string;
  readonly next?: string;
}

let house: House;
let wiki: WikiAt;
beforeAll(async () => {
  house = await openHouse();
  wiki = (await createWikiAt(house.owner, { name: 'Garden', slug: 'garden' })).wiki;
  await wiki.write('Beds/Roses', '# Roses\n\nPrune the roses in spring, before the buds open.\n');
  await wiki.write('Beds/Kitchen', '# Kitchen garden\n\nBeans climb; lettuce bolts in the heat of summer.\n');
  await wiki.write('Shed', '# Shed\n\nThe mower and the chainsaw want oil.\n');
});
afterAll(() => house?.close());

const asked = async <T = Hits>(path: string): Promise<T> => insist(await wiki.client.get(`${wiki.api}${path}`), 200).json<T>();
const found = async (path: string) => (await asked(path)).results.map((hit) => hit.path);

describe('searching over REST', () => {
  it('finds by words and meaning at once, right after a page was written, and says why', async () => {
    const { results, mode } = await asked('/search?q=pruning%20a%20rose%20in%20spring');
    expect(mode).toBe('hybrid');
    expect(results[0]).toMatchObject({ path: 'Beds/Roses', why: expect.arrayContaining(['text', 'meaning']) });
    expect(results[0]?.parts).toMatchObject({ words: { rank: 1 }, meaning: { rank: 1 } });
  });

  it('finds passages by meaning in the form of before', async () => {
    const { results, total } = await asked<{ results: readonly object[]; total: number }>('/semantic-search?q=pruned%20roses&n=1');
    expect(total).toBe(1);
    expect(results[0]).toMatchObject({
      ...{ name: 'Roses', path: 'Beds/Roses', section: 'Roses', section_path: 'Roses > Roses', chunk_index: 0, total_chunks: 1 },
      ...{ snippet: 'Prune the roses in spring, before the buds open.', page_word_count: expect.any(Number) },
    });
    const refused = await wiki.client.get(`${wiki.api}/semantic-search`);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Missing required parameter: q')]);
  });

  it('takes numbers that are none for none', async () => {
    expect((await asked<{ total: number }>('/semantic-search?q=oil%20mower&n=many&max_chunks_per_page=99')).total).toBeGreaterThan(0);
  });

  it('completes what is typed, and knows pages like this one', async () => {
    expect(await asked('/suggest?q=kit')).toEqual({ suggestions: [{ path: 'Beds/Kitchen', title: 'Kitchen' }] });
    await wiki.write('Beds/Climbers', '# Climbing roses\n\nPrune climbing roses after the spring.\n');
    expect((await found('/similar/Beds/Roses'))[0]).toBe('Beds/Climbers');
    expect((await wiki.client.get(`${wiki.api}/similar/Nowhere`)).status).toBe(404);
  });

  it('finds by who changed a page last, and when', async () => {
    expect(await found('/search?q=oil&author=ada')).toEqual(['Shed']);
    expect(await found('/search?q=oil&author=nobody-here')).toEqual([]);
    expect(await found('/search?q=oil&updated_before=2001-01-01T00:00:00Z')).toEqual([]);
  });

  it('follows moves, deletions and files beside pages', async () => {
    insist(await wiki.client.send('POST', `${wiki.api}/pages/Shed/rename`, { body: { new_path: 'Tools/Shed' } }), 200);
    expect(await found('/search?q=chainsaw')).toEqual(['Tools/Shed']);
    const file = { filename: 'plan-2026.txt', content: Buffer.from('beds').toString('base64') };
    insist(await wiki.client.send('POST', `${wiki.api}/pages/Tools/Shed/attachments`, { body: file }), 201);
    expect((await asked('/search?q=plan')).results).toMatchObject([{ path: 'Tools/Shed', attachment: 'plan-2026.txt' }]);
    insist(await wiki.remove('Tools/Shed'), 200);
    expect(await found('/search?q=chainsaw')).toEqual([]);
  });

  it('shows nobody else what is in a private wiki, nor how it is being indexed', async () => {
    const person = await house.openPerson('eve');
    for (const path of ['/search?q=rose', '/semantic-search?q=rose', '/suggest?q=ro', '/similar/Beds/Roses', '/reindex/status'])
      expect((await house.asBearer(person.token).get(`${wiki.api}${path}`)).status).toBe(404);
    expect((await house.asBearer(person.token).send('POST', `${wiki.api}/reindex`)).status).toBe(404);
  });
});

describe('indexing anew over REST', () => {
  const status = () => asked<{ status: string; pages_indexed?: number; parts_done?: number }>('/reindex/status');
  const ended = async () => {
    for (let tries = 0; tries < 200; tries += 1) {
      const now = await status();
      if (!['in_progress', 'paused', 'cancelling'].includes(now.status)) return now;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('it did not end');
  };

  it('goes through every page while search goes on, and is complete at the end', async () => {
    expect(await status()).toEqual({ status: 'idle' });
    const started = await wiki.client.send('POST', `${wiki.api}/reindex`);
    expect([started.status, started.json()]).toEqual([202, { status: 'started', run: expect.stringMatching(/^rix_/) }]);
    expect((await wiki.client.send('POST', `${wiki.api}/reindex`)).status).toBe(409);
    for (let round = 0; round < 10; round += 1) {
      await wiki.write(`Live/Page ${round}`, `Written while indexing, marker${round}.\n`);
      expect(await found('/search?q=roses')).toContain('Beds/Roses');
    }
    const end = await ended();
    expect(end).toMatchObject({ status: 'complete' });
    for (let round = 0; round < 10; round += 1) expect(await found(`/search?q=marker${round}`)).toContain(`Live/Page_${round}`);
    expect(await found('/search?q=pruning%20a%20rose%20in%20spring')).toContain('Beds/Roses');
  }, 60_000);

  it('is cancelled when its owner says so, and what was there serves on', async () => {
    insist(await wiki.client.send('POST', `${wiki.api}/reindex`), 202);
    insist(await wiki.client.send('POST', `${wiki.api}/reindex/control`, { body: { action: 'cancel' } }), 200);
    expect(await ended()).toMatchObject({ status: 'cancelled' });
    expect(await found('/search?q=roses')).toContain('Beds/Roses');
    expect((await wiki.client.send('POST', `${wiki.api}/reindex/control`, { body: { action: 'pause' } })).status).toBe(409);
  }, 60_000);
});
