import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { insist } from '../house/wiki.ts';
import type { Problem } from '../house/wiki.ts';

const LIMIT = 500;

let house: House;
let standing: number;
beforeAll(async () => {
  house = await openHouse({ plan: 'free' });
  standing = (await house.notes.paths()).length;
  const pages = Array.from({ length: LIMIT - standing }, (_, number) => ({ path: `Filled/Page_${number}`, text: `Page ${number}.\n` }));
  insist(await house.notes.importPages(pages), 200);
});
afterAll(() => house?.close());

const refusal = async (answer: ReturnType<House['notes']['save']>): Promise<Problem> => {
  const given = await answer;
  expect([402, 403]).toContain(given.status);
  return given.json<Problem>();
};

describe('the free plan', () => {
  it('is told with its limits and how much is used', async () => {
    const plan = insist(await house.owner.get('/api/v1/plan'), 200).json();
    expect(plan).toMatchObject({ plan: 'free', limits: { wikis: 1, pagesPerWiki: LIMIT }, usage: { wikis: 1, pages: LIMIT } });
  });

  it('has room for one wiki, and says what to do about a second', async () => {
    const problem = await refusal(house.owner.send('POST', '/api/v1/wikis', { body: { name: 'Second', slug: 'second' } }));
    expect(problem).toMatchObject({ code: 'wiki.limit-reached', remedy: expect.stringMatching(/plan/) });
    expect((await house.owner.get('/api/v1/wikis')).json<{ wikis: unknown[] }>().wikis).toHaveLength(1);
  });

  it('is shown at the wiki itself, and told of with every change while it is nearly used up', async () => {
    const { wikis } = (await house.owner.get('/api/v1/wikis')).json<{ wikis: { usage: unknown }[] }>();
    expect(wikis[0]?.usage).toMatchObject({ pages: { used: LIMIT, limit: LIMIT }, authors: { used: 1, limit: 1 } });
    const { revision } = (await house.notes.read('Filled/Page_0')).json<{ revision: string }>();
    expect((await house.notes.save('Filled/Page_0', 'Again.\n', { revision })).json()).toMatchObject({
      near_limits: [{ of: 'pages', used: LIMIT, limit: LIMIT }],
    });
  });

  it('has room for 500 pages, and says what to do about one more', async () => {
    const problem = await refusal(house.notes.save('One_more', 'text\n'));
    expect(problem).toMatchObject({ code: 'wiki.pages-limit', remedy: expect.stringMatching(/plan/) });
    expect((await house.notes.read('One_more')).status).toBe(404);
  });

  it('does not let an import past its limit either', async () => {
    await refusal(house.notes.importPages([{ path: 'One_more', text: 'text\n' }]));
    expect(await house.notes.paths()).toHaveLength(LIMIT);
  });

  it('lets a full wiki be changed, and filled again after a deletion', async () => {
    const { revision } = (await house.notes.read('Filled/Page_1')).json<{ revision: string }>();
    expect((await house.notes.save('Filled/Page_1', 'Changed.\n', { revision })).status).toBe(200);
    expect((await house.notes.remove('Filled/Page_2')).status).toBe(200);
    expect((await house.notes.save('One_more', 'text\n')).status).toBe(201);
    expect((await house.notes.save('Two_more', 'text\n')).status).toBe(403);
  });

  it('gives its last place to exactly one of twenty writers', async () => {
    insist(await house.notes.remove('Filled/Page_3'), 200);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => house.notes.save(`Raced_${number}`, 'text\n')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(403)]);
    expect(await house.notes.paths()).toHaveLength(LIMIT);
  });
});
