import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Doorway } from '@wikibot/platform/kernel/http/routes';
import type { Answer, Sending } from '../house/client.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { hostilePaths } from '../house/hostile-paths.ts';
import { acceptableBodies, filledIn, namesPage, namesWiki, restDoorways, takesBody, takesQuery } from '../house/routes.ts';
import type { Problem, Saved } from '../house/wiki.ts';

let house: House;
let before: { readonly pages: string; readonly wikis: string; readonly tokens: string; readonly head: unknown };

const stateOf = async () => ({
  pages: (await house.notes.list('?limit=1000')).text,
  wikis: (await house.owner.get('/api/v1/wikis')).text,
  tokens: (await house.owner.get('/api/v1/tokens')).text.replaceAll(/"lastUsed":"[^"]*"/g, ''),
  head: (await house.notes.changes()).json()['head'],
});

beforeAll(async () => {
  house = await openHouse();
  await house.notes.write('Standing', 'some text\n');
  before = await stateOf();
});
afterAll(() => house?.close());

/** Nothing of a refused request is kept, whatever it was. */
afterEach(async () => {
  expect(await stateOf()).toEqual(before);
});

const isProblem = (answer: Answer, ...statuses: readonly number[]): Problem => {
  expect(statuses).toContain(answer.status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const problem = answer.json<Problem>();
  expect(problem).toMatchObject({
    status: answer.status,
    code: expect.stringMatching(/^[a-z-]+\.[a-z-]+$/),
    remedy: expect.stringMatching(/\w{3}/),
    detail: expect.stringMatching(/\w{3}/),
  });
  return problem;
};

const at = (doorway: Doorway, sending: Sending = {}, values: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  house.owner.send(
    doorway.method,
    filledIn(doorway.path, {
      owner: 'ada',
      wiki: 'notes',
      page: 'Standing',
      wikiId: `wik_${'0'.repeat(32)}`,
      tokenId: `tok_${'0'.repeat(32)}`,
      ...values,
    }),
    sending,
  );

/** A good request but for what its address asks. */
const asked = (doorway: Doorway, query: string): Promise<Answer> => {
  const path = filledIn(doorway.path, { owner: 'ada', wiki: 'notes', page: 'Standing' });
  return house.owner.send(doorway.method, `${path}?${query}`, takesBody(doorway) ? { body: bodyFor(doorway) } : {});
};

const named = (some: readonly Doorway[]) => some.map((doorway) => [doorway.key, doorway] as const);
const bodyFor = ({ key }: Doorway) => acceptableBodies[key] ?? {};
const json = { 'content-type': 'application/json' };

it('knows a good body for every route that takes one', () => {
  expect(
    restDoorways
      .filter(takesBody)
      .map(({ key }) => key)
      .sort(),
  ).toEqual(Object.keys(acceptableBodies).sort());
});

describe.each(named(restDoorways.filter(namesPage)))('%s', (_key, doorway) => {
  it.each(hostilePaths)('refuses a path with %s', async (_what, page) => {
    const body = bodyFor(doorway);
    const answer = await at(doorway, takesBody(doorway) ? { body } : {}, { page });
    isProblem(answer, 404, 405, 422);
    expect(answer.text).not.toContain('root:');
  });
});

describe.each(named(restDoorways.filter(takesBody)))('%s', (_key, doorway) => {
  it('refuses an unknown field and names it', async () => {
    const problem = isProblem(await at(doorway, { body: { ...bodyFor(doorway), surprise: 1 } }), 422);
    expect(JSON.stringify([problem.detail, problem.issues])).toContain('surprise');
  });

  it.each(Object.keys(bodyFor(doorway)))('refuses a wrong type of %s and names it', async (field) => {
    const problem = isProblem(
      await at(doorway, { body: { ...bodyFor(doorway), [field]: typeof bodyFor(doorway)[field] === 'number' ? 'x' : 42 } }),
      422,
    );
    expect(problem.issues?.[0]?.path).toBe(`body.${field}`);
  });

  it.each([
    ['a list', '[]'],
    ['a word', '"text"'],
    ['half an object', '{"content":'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('refuses %s as body', async (_what, body) => {
    isProblem(await at(doorway, { body, headers: json }), 422);
  });

  it('refuses a body of another type', async () => {
    const body = JSON.stringify(bodyFor(doorway));
    isProblem(await at(doorway, { body, headers: { 'content-type': 'text/plain' } }), 422);
    isProblem(await at(doorway, { body }), 422);
  });

  it('refuses a body of 20 MB without keeping it', async () => {
    const answer = await at(doorway, { body: { ...bodyFor(doorway), surprise: 'x'.repeat(20 * 1024 * 1024) } }).catch(
      (error: Error) => error,
    );
    if (!(answer instanceof Error)) isProblem(answer, 413);
  });
});

describe.each(named(restDoorways.filter((doorway) => !takesQuery(doorway))))('%s', (_key, doorway) => {
  it('takes no parameters and says so', async () => {
    const body = takesBody(doorway) ? { body: bodyFor(doorway) } : {};
    const problem = isProblem(await at({ ...doorway, path: `${doorway.path}?surprise=1` }, body), 422);
    expect(JSON.stringify(problem.issues)).toContain('surprise');
  });
});

describe.each(named(restDoorways.filter(takesQuery)))('%s', (_key, doorway) => {
  it('refuses an unknown parameter and names it', async () => {
    const problem = isProblem(await asked(doorway, 'q=x&surprise=1'), 422);
    expect(JSON.stringify(problem.issues)).toContain('surprise');
  });

  it.each(['limit=-1', 'limit=ten', 'limit=1000000', 'limit=', 'limit=5&limit=6', 'limit=1.5'])('refuses ?%s', async (query) => {
    isProblem(await asked(doorway, `q=x&${query}`), 422);
  });
});

describe.each(named(restDoorways.filter(namesWiki)))('%s', (_key, doorway) => {
  it.each([
    ['an unknown wiki', { wiki: 'nowhere' }],
    ['an unknown owner', { owner: 'nobody' }],
    ['a wiki with capitals', { wiki: 'NOTES' }],
    ['a name that no wiki can have', { wiki: '..%2fnotes' }],
    ['a NUL in the name', { wiki: 'notes%00' }],
  ])('knows nothing at %s', async (_what, values) => {
    isProblem(await at(doorway, takesBody(doorway) ? { body: bodyFor(doorway) } : {}, values), 404);
  });
});

describe('a page', () => {
  it('of 5 MB is too large', async () => {
    isProblem(await house.notes.save('Large', 'x'.repeat(5 * 1024 * 1024)), 413);
  });

  it('just above 1 MiB is too large, whatever its letters', async () => {
    isProblem(await house.notes.save('Large', 'ü'.repeat(512 * 1024 + 1)), 413);
  });

  it('that is imported and too large is named', async () => {
    const answer = await house.notes.importPages([{ path: 'Large', text: 'x'.repeat(1024 * 1024 + 1) }]);
    expect(answer.json()).toMatchObject({ written: 0, refused: [{ file: 'Large.md' }] });
  });

  it('is not replaced without the revision it is based on', async () => {
    const problem = isProblem(await house.notes.save('Standing', 'other\n'), 409);
    expect(problem).toMatchObject({ code: 'page.revision-required', current_revision: expect.stringMatching(/^[0-9a-f]{40}$/) });
  });

  it.each(['0'.repeat(40), 'f'.repeat(7)])('is not replaced on the unknown revision %s', async (revision) => {
    isProblem(await house.notes.save('Standing', 'other\n', { revision }), 409);
  });

  it('is not replaced on a revision that is none', async () => {
    isProblem(await house.notes.save('Standing', 'other\n', { revision: 'HEAD' }), 422);
  });

  it('is not deleted on an unknown revision', async () => {
    isProblem(await house.notes.remove('Standing', '0'.repeat(40)), 409);
  });

  it('with a lone surrogate is no text', async () => {
    isProblem(await house.notes.save('Broken', 'a\ud800b'), 422);
  });

  it('with a NUL is no text', async () => {
    isProblem(await house.notes.save('Broken', 'a\u0000b'), 422);
  });

  it('that does not exist is not edited, deleted or read', async () => {
    isProblem(await house.notes.read('Nothing'), 404);
    isProblem(await house.notes.remove('Nothing'), 404);
    const body = { old_string: 'a', new_string: 'b' };
    isProblem(await house.owner.send('PATCH', `${house.notes.api}/pages/Nothing`, { body }), 404);
  });
});

describe('a wiki', () => {
  it('does not take an address twice', async () => {
    isProblem(await house.owner.send('POST', '/api/v1/wikis', { body: { name: 'Again', slug: 'notes' } }), 409);
  });

  it.each(['ab', 'api', 'Notes', 'with space', 'ä-ö', '-notes', 'x'.repeat(31), '../etc'])('does not take the address %j', async (slug) => {
    const problem = isProblem(await house.owner.send('POST', '/api/v1/wikis', { body: { name: 'Bad', slug } }), 422);
    expect(problem.issues?.[0]?.path).toBe('body.slug');
  });
});

describe('a token', () => {
  it('is not made for a wiki of somebody else, nor for none', async () => {
    isProblem(await house.owner.send('POST', '/api/v1/tokens', { body: { name: 'x', wiki: 'bob/secrets' } }), 404);
  });

  it('that is unknown is not revoked', async () => {
    isProblem(await house.owner.send('DELETE', `/api/v1/tokens/tok_${'0'.repeat(32)}`), 404);
    isProblem(await house.owner.send('DELETE', '/api/v1/tokens/nonsense'), 422);
  });
});

describe('the doors', () => {
  it('answer an unknown address with what there is', async () => {
    isProblem(await house.owner.get('/api/v1/nothing'), 404);
  });
});

it('a good request is answered after all that', async () => {
  const saved = (await house.notes.save('Standing', 'some text\n')).json<Saved>();
  expect(saved.outcome).toBe('unchanged');
});
