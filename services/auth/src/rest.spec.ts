import { describe, expect, it } from '@jest/globals';
import { issueToken } from '@wikibot/contracts/requests/auth';
import { httpApp } from '@wikibot/platform/kernel/http/app';
import { pathMatcher } from '@wikibot/platform/kernel/http/path-matcher';
import type { AuthHouse } from './test-house.ts';
import { ORIGIN } from './test-house.ts';
import { bearer, village } from './test-village.ts';

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The doors as the gateway opens them. */
const doorsOf = ({ runtime }: AuthHouse) => {
  const app = httpApp(runtime);
  const doors = pathMatcher<string>();
  for (const { method, path, key } of app.doorways) doors.add(`/${method}${path}`, key);
  return async (route: string, { headers = {}, body }: Sent = {}): Promise<Response> => {
    const [method = '', path = ''] = route.split(' ');
    const match = doors.match(`/${method}${path}`);
    if (!match) throw new Error(`nothing answers ${route}`);
    const url = new URL(path, ORIGIN);
    const init = { method, headers: { 'Content-Type': 'application/json', ...headers } };
    const request = new Request(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    const auth = await runtime.authorize({ method, url, headers: request.headers });
    return app.handle(match.value, { request, url, params: match.params, auth });
  };
};

/** A token as REST shows it to whoever made it. */
const issuedIn = async (response: Response) => issueToken.answer.parse(await response.json());

const setUp = async () => {
  const { house, ada, bob } = await village();
  const send = doorsOf(house);
  const [{ secret }, { secret: bobs }] = [await house.tokenFor(ada), await house.tokenFor(bob)];
  house.clock.forward(1); // ids of one millisecond have no order
  return { house, ada, send, headers: bearer(secret), bobs: bearer(bobs) };
};

describe('tokens over REST', () => {
  it('are made, listed and stopped', async () => {
    const { send, headers } = await setUp();
    const made = await send('POST /api/v1/tokens', { headers, body: { name: 'phone', wiki: 'ada/secret' } });
    expect(made.status).toBe(201);
    const { secret, ...described } = await issuedIn(made);
    const listed = await (await send('GET /api/v1/tokens', { headers })).json();
    expect(listed).toEqual({ tokens: [expect.objectContaining({ name: 'laptop' }), described] });
    expect(JSON.stringify(listed)).not.toContain(secret);
    const stopped = await send(`DELETE /api/v1/tokens/${described.id}`, { headers });
    expect([stopped.status, await stopped.text()]).toEqual([204, '']);
    expect(await (await send('GET /api/v1/tokens', { headers: bearer(secret) })).json()).toMatchObject({
      detail: 'The token was revoked.',
    });
  });

  it('are made once however often the same key comes', async () => {
    const { send, headers } = await setUp();
    const again = { headers: { ...headers, 'Idempotency-Key': 'k-1' }, body: { name: 'phone' } };
    const first = await issuedIn(await send('POST /api/v1/tokens', again));
    const repeat = await issuedIn(await send('POST /api/v1/tokens', again));
    expect(first.secret).toMatch(/^wb_/);
    expect(repeat).toEqual({ ...first, secret: '' });
  });

  const refused: readonly (readonly [string, unknown, number])[] = [
    ['without a name', {}, 422],
    ['with a blank name', { name: '  ' }, 422],
    ['without a scope', { name: 'x', scopes: [] }, 422],
    ['with a scope there is not', { name: 'x', scopes: ['own'] }, 422],
    ['with a field there is not', { name: 'x', role: 'owner' }, 422],
    ['for something that is no address', { name: 'x', wiki: '../secret' }, 422],
    ['for the wiki of another', { name: 'x', wiki: 'bob/shed' }, 404],
  ];

  it.each(refused)('are not made %s', async (_title, body, status) => {
    const { send, headers } = await setUp();
    expect((await send('POST /api/v1/tokens', { headers, body })).status).toBe(status);
  });

  it('of another account cannot be stopped, nor told from none', async () => {
    const { house, ada, send, headers, bobs } = await setUp();
    const [token] = await house.ports.tokens.list(ada);
    expect((await send(`DELETE /api/v1/tokens/${token?.id}`, { headers: bobs })).status).toBe(404);
    expect((await send('GET /api/v1/me', { headers })).status).toBe(200);
    expect((await send('DELETE /api/v1/tokens/nonsense', { headers })).status).toBe(422);
  });

  it('for one wiki say nothing of the account and change nothing of it', async () => {
    const { house, ada, send } = await setUp();
    const { id, secret } = await house.tokenFor(ada, { wiki: 'ada/secret' });
    const headers = bearer(secret);
    const answers = [
      await send('GET /api/v1/me', { headers }),
      await send('GET /api/v1/tokens', { headers }),
      await send('POST /api/v1/tokens', { headers, body: { name: 'wider' } }),
      await send(`DELETE /api/v1/tokens/${id}`, { headers }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
    expect(await house.ports.tokens.list(ada)).toHaveLength(2);
  });
});

describe('the own account over REST', () => {
  it('is told to whoever has one', async () => {
    const { ada, send, headers } = await setUp();
    const me = await send('GET /api/v1/me', { headers });
    expect(await me.json()).toEqual({ accountId: ada, username: 'ada', displayName: 'ada' });
    const nobody = await send('GET /api/v1/me');
    expect([nobody.status, nobody.headers.get('WWW-Authenticate')]).toEqual([401, expect.stringContaining('Bearer')]);
  });

  it('is changed by a browser only from our own pages', async () => {
    const { house, ada, send } = await setUp();
    const Cookie = await house.browserOf(ada);
    const body = { name: 'made by a browser' };
    expect((await send('POST /api/v1/tokens', { headers: { Cookie, Origin: 'http://evil.example' }, body })).status).toBe(403);
    expect((await send('POST /api/v1/tokens', { headers: { Cookie, Origin: ORIGIN }, body })).status).toBe(201);
  });
});
