import { describe, expect, it } from '@jest/globals';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { httpApp } from './app.ts';
import { anonymous, notesHouse, OPEN, owner, PAGE, READ, SAVE } from './notes-fixture.ts';

const session: AuthContext = { ...owner, via: 'session', csrfSafe: false };
const body = JSON.stringify({ text: 'x' });
const HTML = { Accept: 'text/html,application/xhtml+xml' };

describe('the door to a service', () => {
  it('has one key per route', () => {
    const keys = notesHouse().app.doorways.map((doorway) => doorway.key);
    expect(keys).toEqual(expect.arrayContaining([SAVE, READ, PAGE, OPEN]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('lets in whoever may read', async () => {
    const response = await notesHouse().knock(PAGE);
    expect([response.status, await response.text()]).toEqual([200, 'Home for person']);
  });

  it('keeps the path rules of a page', async () => {
    const auth: AuthContext = { ...owner, pathRules: [{ prefix: 'Home', access: 'none' }] };
    expect((await notesHouse().knock(PAGE, { auth })).status).toBe(403);
  });
});

describe('a change from a browser with a session', () => {
  it('needs a proof that it comes from our own pages', async () => {
    const { knock, saves } = notesHouse();
    const response = await knock(SAVE, { body, auth: session });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'request.cross-site' });
    expect(await saves()).toBe(0);
    expect((await knock(SAVE, { body, auth: { ...session, csrfSafe: true } })).status).toBe(201);
  });

  it('needs it at doors that are open to anyone as well', async () => {
    expect((await notesHouse().knock(OPEN, { body, auth: session })).status).toBe(403);
  });

  it('is none when it only reads, or comes with a token', async () => {
    const { knock } = notesHouse();
    expect((await knock(READ, { auth: session })).status).toBe(200);
    expect((await knock(SAVE, { body, auth: { ...owner, csrfSafe: false } })).status).toBe(201);
  });
});

describe('a consistency token', () => {
  const knockWith = async (headers: Record<string, string>) => {
    const house = notesHouse();
    await house.knock(SAVE, { body });
    await house.runtime.views.get('counts')?.caughtUp({ 'ledger/notes': 1 }, 500);
    return house.knock(READ, { headers });
  };

  it('is waited for, and a view that stays behind says so', async () => {
    const response = await knockWith({ 'Wikibot-Token': 'ledger/notes=2' });
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ code: 'view.behind' });
  });

  it('counts from a cookie, too, the later of both', async () => {
    expect((await knockWith({ Cookie: 'theme=dark; wikibot_token=ledger/notes=2' })).status).toBe(503);
    expect((await knockWith({ Cookie: 'wikibot_token=ledger/notes=2', 'Wikibot-Token': 'ledger/notes=1' })).status).toBe(503);
  });

  it.each([
    {},
    { 'Wikibot-Token': 'ledger/notes=1' },
    { 'Wikibot-Token': 'wiki/wik_1=9' },
    { 'Wikibot-Token': 'nonsense' },
    { Cookie: 'not_wikibot_token=ledger/notes=2' },
  ])('holds nobody up who has %j', async (headers) => {
    expect((await knockWith(headers)).status).toBe(200);
  });

  it('that our own cookie brings back is understood', async () => {
    const { knock } = notesHouse();
    const [set = ''] = (await knock(SAVE, { body, auth: { ...session, csrfSafe: true } })).headers.getSetCookie();
    const [cookie = ''] = set.split(';');
    expect((await knock(READ, { headers: { Cookie: cookie } })).status).toBe(503);
  });
});

describe('a stranger', () => {
  it('with a browser is sent to sign in, and back to where they wanted to go', async () => {
    const response = await notesHouse().knock(PAGE, { path: '/ada/notes/Home?x=1&y=ä', auth: anonymous, headers: HTML });
    expect(response.status).toBe(303);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const next = new URL(response.headers.get('Location') ?? '', 'http://localhost').searchParams.get('next');
    expect(next).toBe('/ada/notes/Home?x=1&y=%C3%A4');
  });

  it('with a program gets a challenge', async () => {
    const { knock } = notesHouse();
    for (const key of [PAGE, READ]) {
      const response = await knock(key, { auth: anonymous });
      expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([401, expect.stringContaining('Bearer')]);
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    }
  });

  it('sees the screen that the service draws for its refusals', async () => {
    const { wiki: _, role: __, ...elsewhere } = owner;
    const response = await notesHouse().knock(PAGE, { auth: elsewhere, headers: HTML });
    expect(await response.text()).toBe('<p>access.unknown-wiki</p>');
  });
});

describe('every answer', () => {
  it('says by which id it can be found in the log, the caller’s own where it is a decent one', async () => {
    const { knock } = notesHouse();
    expect((await knock(PAGE, { headers: { 'X-Request-Id': 'my-request-1' } })).headers.get('X-Request-Id')).toBe('my-request-1');
    for (const odd of ['short', 'x'.repeat(65), 'with space', '<script>alert(1)</script>']) {
      expect((await knock(PAGE, { headers: { 'X-Request-Id': odd } })).headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('says it also where the response cannot be changed', async () => {
    const response = await notesHouse().knock(OPEN, { headers: { 'X-Request-Id': 'my-request-1' } });
    expect([response.status, response.headers.get('X-Request-Id'), response.headers.get('Location')]).toEqual([
      303,
      'my-request-1',
      'http://localhost/',
    ]);
  });

  it('to a fault hides what it was and gives the id to report', async () => {
    const response = await notesHouse().knock(SAVE, {
      body: JSON.stringify({ text: 'fault' }),
      headers: { 'X-Request-Id': 'my-request-1' },
    });
    expect([response.status, response.headers.get('X-Request-Id')]).toEqual([500, 'my-request-1']);
    const text = await response.text();
    expect(text).not.toContain('10.0.0.7');
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'fault', correlationId: 'my-request-1' });
  });

  it('comes even when the service cannot make its ports', async () => {
    const { runtime } = notesHouse();
    const broken = httpApp({ ...runtime, ports: () => Promise.reject(new Error('no disk')) });
    const url = new URL('http://localhost/ada/notes/Home');
    const response = await broken.handle(PAGE, { request: new Request(url), url, params: { page: 'Home' }, auth: owner });
    expect(response.status).toBe(500);
  });
});
