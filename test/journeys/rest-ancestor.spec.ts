import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { insist } from '../house/wiki.ts';

let house: House;
const api = '/ada/notes/api/v1';
beforeAll(async () => {
  house = await openHouse();
  await house.notes.write(
    'Trends/Heat',
    '---\ntitle: Heat\ncategory: Trend\ntags: [Climate, risk]\n---\nMore of it. See [[Actors/Ada]].\n',
  );
  await house.notes.write('Trends/Drought', '---\ncategory: trend\ntags: climate, water\n---\nLess rain, [[Trends/Heat]].\n');
  await house.notes.write('Actors/Ada', '---\ncategory: actor\n---\nPerson.\n');
});
afterAll(() => house?.close());

const put = (path: string, body: object) => house.owner.send('PUT', `${api}/pages/${path}`, { body });

describe('what clients of the ancestor ask for', () => {
  it('is answered: whether anybody is there, to anybody, and the same where there is no wiki', async () => {
    for (const name of ['ada/notes', 'nobody/nothing'])
      expect(insist(await house.asStranger().get(`/${name}/api/v1/health`), 200).json()).toEqual({ status: 'ok' });
  });

  it.each([
    ['prefix=Trends/', ['Trends/Drought', 'Trends/Heat']],
    ['category=TREND', ['Trends/Drought', 'Trends/Heat']],
    ['tag=CLIMATE', ['Trends/Drought', 'Trends/Heat']],
    ['category=trend&tag=water', ['Trends/Drought']],
    ['prefix=Actors/&category=trend', []],
    ['prefix=Trends/&updated_since=2020-01-01', ['Trends/Drought', 'Trends/Heat']],
    ['prefix=Trends/&updated_since=2020-01-01T00:00:00%2B02:00', ['Trends/Drought', 'Trends/Heat']],
    ['prefix=Trends/&updated_since=2999-01-01T00:00:00Z', []],
  ])('lists pages by %s', async (query, paths) => {
    const { pages, total } = insist(await house.notes.list(`?${query}`), 200).json<{ pages: { path: string }[]; total: number }>();
    expect([pages.map(({ path }) => path), total]).toEqual([paths, paths.length]);
  });

  it('refuses a date that is none, in the words that are known', async () => {
    for (const since of ['yesterday', '2026-13-01', '01.02.2026'])
      expect(insist(await house.notes.list(`?updated_since=${since}`), 422).text).toContain('Invalid updated_since format. Use ISO 8601.');
  });

  it('reads a page with what it links to and what links to it, and counts words, not bytes', async () => {
    expect((await house.notes.read('Trends/Heat')).json()).toMatchObject({
      name: 'Heat',
      path: 'Trends/Heat',
      frontmatter: { category: 'Trend' },
      linked_from: ['Trends/Drought'],
    });
    const { pages } = (await house.notes.list('?prefix=Actors/')).json<{ pages: { content_length: number; tags: string[] }[] }>();
    expect(pages).toMatchObject([{ content_length: 1, tags: [] }]);
  });

  it('reads a page once: whoever has it is told that it has not changed', async () => {
    const { headers } = insist(await house.notes.read('Actors/Ada'), 200);
    const again = await house.owner.get(`${api}/pages/Actors/Ada`, { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it.each([
    ['PUT pages/Actors/Ada', { revision: '0000000' }, "Request body must include 'content' field"],
    ['PATCH pages/Actors/Ada', { new_string: 'x' }, 'Missing required field: old_string'],
    ['PATCH pages/Actors/Ada', { old_string: 'Person' }, 'Missing required field: new_string'],
    ['PATCH pages/Actors/Ada', { old_string: '', new_string: 'x' }, 'old_string must not be empty'],
    ['GET search', undefined, "Query parameter 'q' is required"],
    ['GET search?q=', undefined, "Query parameter 'q' is required"],
    ['GET semantic-search', undefined, 'Missing required parameter: q'],
  ])('says in known words what %s lacks: %j', async (request, body, words) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = insist(await house.owner.send(method, `${api}/${path}`, body === undefined ? {} : { body }), 422);
    expect(answer.json<{ error: string }>().error).toContain(words);
  });

  it('is a problem, not a page, at an address that the API does not have, whoever asks and whether there is a wiki', async () => {
    const answers = await Promise.all(
      [`${api}/chroma-status`, '/nobody/nothing/api/v1/chroma-status', `${api}/sheets/Actors/Ada`].map((path) =>
        house.asStranger().get(path, { accept: 'text/html' }),
      ),
    );
    for (const answer of answers) {
      expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json']);
      expect(answer.json()).toMatchObject({ code: 'route.unknown' });
    }
  });

  it('has the sentence of a refusal as `error` too', async () => {
    expect(insist(await house.notes.read('Nowhere'), 404).json()).toMatchObject({ error: 'Page not found: Nowhere' });
    expect(insist(await put('Actors/Ada', { content: 'x' }), 409).json()).toMatchObject({
      error: 'Revision required when updating an existing page. Read the page first to get the current revision.',
    });
  });
});

describe('what was weak in the ancestor', () => {
  it.each(['..%2f..%2fetc%2fpasswd', '.git%2fhooks%2fx', 'a%2f..%2f..%2fb', '-%2findex', 'y%2fedit', 'x%2frename', 'a%3Fb', 'a%23b'])(
    'does not take %s as the path of a page',
    async (path) => {
      const before = await house.notes.paths();
      expect([404, 405, 422]).toContain((await put(path, { content: 'x' })).status);
      expect([404, 405, 422]).toContain(
        (await house.owner.send('POST', `${api}/pages/Actors/Ada/rename`, { body: { new_path: decodeURIComponent(path) } })).status,
      );
      expect(await house.notes.paths()).toEqual(before);
    },
  );

  it('names the field of a wrong type, and leaves nothing behind', async () => {
    for (const content of [5, null, ['x'], { a: 1 }])
      expect(insist(await put('Typed', { content }), 422).json()).toMatchObject({ issues: [{ path: 'body.content' }] });
    expect(await house.notes.paths()).not.toContain('Typed');
  });

  it('says that nothing changed when nothing did', async () => {
    const { revision } = await house.notes.write('Same', 'text\n');
    expect(insist(await put('Same', { content: 'text\n', revision }), 200).json()).toMatchObject({ outcome: 'unchanged', revision });
  });

  it('has no page whose address is an action of another', async () => {
    for (const path of ['x/history', 'x/attachments']) expect((await put(path, { content: 'x' })).status).toBeGreaterThanOrEqual(400);
  });

  it('keeps to the revision of a deletion', async () => {
    const { revision } = await house.notes.write('Goes', 'one\n');
    await house.notes.write('Goes', 'two\n', revision);
    insist(await house.notes.remove('Goes', revision), 409);
    expect((await house.notes.read('Goes')).status).toBe(200);
  });

  it('decodes base64 strictly', async () => {
    const body = { filename: 'a.txt', content: '!!!!aGk=' };
    insist(await house.owner.send('POST', `${api}/pages/Actors/Ada/attachments`, { body }), 422);
  });

  it('finds a file by its name however it is encoded', async () => {
    const body = { filename: 'Größe 1.txt', content: 'aGk=' };
    const { filename } = insist(await house.owner.send('POST', `${api}/pages/Actors/Ada/attachments`, { body }), 201).json<{
      filename: string;
    }>();
    insist(await house.owner.get(`${api}/pages/Actors/Ada/attachments/${encodeURIComponent(filename)}`), 200);
    insist(await house.owner.get(`${api}/pages/Actors/Ada/attachments/${encodeURIComponent('Größe 1.txt')}`), 200);
  });

  it.each(['limit=text', 'limit=0', 'limit=-1', 'limit=1000000'])('lists no changes for ?%s', async (query) => {
    insist(await house.owner.get(`${api}/changelog?${query}`), 422);
  });

  it('tells by whom a change is: the person, and through which agent', async () => {
    const { entries } = (await house.notes.changes()).json<{ entries: { author: string }[] }>();
    expect(entries[0]?.author).toBe('ada');
  });
});
