import { describe, expect, it } from '@jest/globals';
import type { Knock } from './notes-fixture.ts';
import { BRING, DROP, notesHouse, owner, READ, SAVE } from './notes-fixture.ts';

const saving = (value: unknown, more: Partial<Knock> = {}): Partial<Knock> => ({ body: JSON.stringify(value), ...more });
const told = async (response: Response) => ({ status: response.status, body: (await response.json()) as Record<string, unknown> });

describe('a REST route', () => {
  it('answers with the status, the tag, the place and the token of what it did', async () => {
    const { knock } = notesHouse();
    const response = await knock(SAVE, saving({ text: 'hello' }));
    expect(response.status).toBe(201);
    expect(response.headers.get('ETag')).toBe('"abcdef0123456789"');
    expect(response.headers.get('Location')).toBe('/there');
    expect(response.headers.get('Wikibot-Token')).toBe('ledger/notes=1');
    expect(response.headers.get('Cache-Control')).toBe('private, no-cache');
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toMatchObject({ text: 'hello' });
  });

  it('answers without a body where there is none', async () => {
    const { knock } = notesHouse();
    const response = await knock(DROP);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(response.headers.get('Content-Type')).toBeNull();
  });

  it.each([
    ['an unknown field of the body', { text: 'x', colour: 'red' }, ['body', 'colour']],
    ['a missing field of the body', {}, ['body.text', '']],
    ['a field of another type', { text: 1 }, ['body.text', '']],
    ['a body that is no object', 'text', ['body', '']],
    ['a revision that is none', { text: 'x', revision: '../..' }, ['body.revision', '']],
  ])('refuses %s by name', async (_what, value, [path, named = '']) => {
    const { knock, saves } = notesHouse();
    const { status, body } = await told(await knock(SAVE, saving(value)));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'request.invalid', issues: [{ path, message: expect.stringContaining(named) }] });
    expect(await saves()).toBe(0);
  });

  it.each([
    ['?colour=red', 'query', 'colour'],
    ['?limit=11', 'query.limit', ''],
    ['?limit=1&limit=2', 'query.limit', ''],
    ['?__proto__=1', 'query', '__proto__'],
  ])('refuses the query %s by name', async (query, path, named) => {
    const { knock } = notesHouse();
    const { status, body } = await told(await knock(READ, { path: `/ada/notes/notes${query}` }));
    expect(status).toBe(422);
    expect(body).toMatchObject({ issues: [{ path, message: expect.stringContaining(named) }] });
  });

  it('reads numbers, lists and defaults of a query', async () => {
    const { knock } = notesHouse();
    expect((await told(await knock(READ, { path: '/?tag=a&tag=b&limit=3' }))).body).toEqual({ limit: 3, tags: ['a', 'b'] });
    expect((await told(await knock(READ, { path: '/?tag=%F0%9F%98%80' }))).body).toEqual({ limit: 5, tags: ['😀'] });
  });

  it('is closed below a path that a rule keeps from the caller', async () => {
    const { knock, saves } = notesHouse();
    const auth = { ...owner, pathRules: [{ prefix: 'Home', access: 'read' as const }] };
    expect(await told(await knock(SAVE, saving({ text: 'x' }, { auth })))).toMatchObject({
      status: 403,
      body: { code: 'access.path', path: 'Home' },
    });
    expect(await saves()).toBe(0);
  });
});

describe('a route that takes bytes', () => {
  const bring = (body: string, headers: Record<string, string> = {}) => notesHouse().knock(BRING, { body, headers });

  it('hands them on as base64, whatever type they are said to have', async () => {
    for (const headers of [{ 'Content-Type': 'image/png' }, { 'Content-Type': 'application/json' }, {}])
      expect((await told(await bring('{"a', headers))).body).toMatchObject({ text: Buffer.from('{"a').toString('base64') });
    expect((await told(await bring(''))).body).toMatchObject({ text: '' });
  });

  it('refuses more than its limit, announced or not', async () => {
    expect((await bring('12345678901')).status).toBe(413);
    expect((await bring('1', { 'Content-Length': '11' })).status).toBe(413);
    expect((await bring('1234567890')).status).toBe(201);
  });

  it('tells the bytes of one idempotency key from others', async () => {
    const { knock, saves } = notesHouse();
    const headers = { 'Idempotency-Key': 'one-picture' };
    expect((await knock(BRING, { body: 'one', headers })).status).toBe(201);
    expect((await knock(BRING, { body: 'one', headers })).status).toBe(201);
    expect((await knock(BRING, { body: 'two', headers })).status).toBe(422);
    expect(await saves()).toBe(1);
  });
});

describe('preconditions', () => {
  it('take the revision of If-Match as base, unless the body names one', async () => {
    const { knock } = notesHouse();
    const base = async (headers: Record<string, string>, value: object) =>
      (await told(await knock(SAVE, saving(value, { headers })))).body['base'];
    expect(await base({ 'If-Match': '"1234567"' }, { text: 'x' })).toBe('1234567');
    expect(await base({ 'If-Match': '"1234567"' }, { text: 'x', revision: 'abcdefa' })).toBe('abcdefa');
    expect(await base({}, { text: 'x' })).toBeUndefined();
  });

  it.each(['W/"1234567"', '1234567', '"nothex!"', '*'])('never take If-Match: %s for a revision', async (tag) => {
    const { knock } = notesHouse();
    expect((await told(await knock(SAVE, saving({ text: 'x' }, { headers: { 'If-Match': tag } })))).body['base']).toBeUndefined();
  });

  it.each(['"abcdef0123456789"', 'W/"abcdef0123456789"', '"other", "abcdef0123456789"'])(
    'spare the reader who has it already: If-None-Match: %s',
    async (tag) => {
      const { knock } = notesHouse();
      const response = await knock(READ, { headers: { 'If-None-Match': tag } });
      expect(response.status).toBe(304);
      expect(response.headers.get('ETag')).toBe('"abcdef0123456789"');
      expect(await response.text()).toBe('');
    },
  );

  it('give the content to everybody else', async () => {
    const { knock } = notesHouse();
    expect((await knock(READ, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  it('never answer a write with "not modified"', async () => {
    const { knock } = notesHouse();
    expect((await knock(SAVE, saving({ text: 'x' }, { headers: { 'If-None-Match': '"abcdef0123456789"' } }))).status).not.toBe(304);
  });
});

describe('a consistency token', () => {
  it('is left to a browser as a cookie, where it comes from a session and something was written', async () => {
    const { knock } = notesHouse();
    const session = { ...owner, via: 'session' as const };
    const cookie = (await knock(SAVE, saving({ text: 'x' }, { auth: session }))).headers.getSetCookie();
    expect(cookie).toEqual([expect.stringMatching(/^wikibot_token=.*HttpOnly/)]);
    expect((await knock(SAVE, saving({ text: 'x' }))).headers.getSetCookie()).toEqual([]);
    expect((await knock(READ, { auth: session })).headers.getSetCookie()).toEqual([]);
  });
});

describe('an idempotency key', () => {
  const key = { 'Idempotency-Key': 'one-change' };

  it('makes a repeated write one write with one answer', async () => {
    const { knock, saves } = notesHouse();
    const [once, again] = [
      await told(await knock(SAVE, saving({ text: 'x' }, { headers: key }))),
      await told(await knock(SAVE, saving({ text: 'x' }, { headers: key }))),
    ];
    expect(again).toEqual(once);
    expect(await saves()).toBe(1);
  });

  it('may be quoted', async () => {
    const { knock, saves } = notesHouse();
    await knock(SAVE, saving({ text: 'x' }, { headers: key }));
    await knock(SAVE, saving({ text: 'x' }, { headers: { 'Idempotency-Key': '"one-change"' } }));
    expect(await saves()).toBe(1);
  });

  it('is refused for another change', async () => {
    const { knock, saves } = notesHouse();
    await knock(SAVE, saving({ text: 'x' }, { headers: key }));
    expect(await told(await knock(SAVE, saving({ text: 'y' }, { headers: key })))).toMatchObject({
      status: 422,
      body: { code: 'request.key-reused' },
    });
    expect(await saves()).toBe(1);
  });

  it('is the caller’s own', async () => {
    const { knock, saves } = notesHouse();
    const other = { ...owner, accountId: `acc_${'c'.repeat(32)}` as typeof owner.accountId };
    await knock(SAVE, saving({ text: 'x' }, { headers: key }));
    await knock(SAVE, saving({ text: 'x' }, { headers: key, auth: other as typeof owner }));
    expect(await saves()).toBe(2);
  });

  it('that cannot be one is refused rather than ignored', async () => {
    const { knock, saves } = notesHouse();
    for (const odd of ['x'.repeat(201), 'two words', 'ü']) {
      expect((await knock(SAVE, saving({ text: 'x' }, { headers: { 'Idempotency-Key': odd } }))).status).toBe(422);
    }
    expect(await saves()).toBe(0);
  });
});
