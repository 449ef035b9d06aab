import { describe, expect, it } from '@jest/globals';
import { authHouse, ORIGIN } from '../test-house.ts';

const signedIn = async () => {
  const house = await authHouse();
  const accountId = await house.person('ada');
  const Cookie = await house.browserOf(accountId);
  const leave = (headers: Record<string, string>) =>
    house.serve('signOut', new Request(`${ORIGIN}/-/sign-out`, { method: 'POST', headers }));
  return { house, accountId, Cookie, leave };
};

describe('signing out', () => {
  it('makes the browser forget, and a copy of the cookie worthless', async () => {
    const { house, Cookie, leave } = await signedIn();
    const response = await leave({ Cookie, Origin: ORIGIN });
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/-/sign-in']);
    expect(response.headers.getSetCookie()).toEqual([
      'wikibot_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'wikibot_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(await house.authorize('/api/v1/me', { Cookie })).toMatchObject({ via: 'anonymous', reason: 'revoked' });
  });

  it('leaves the other browsers of the account signed in', async () => {
    const { house, accountId, Cookie, leave } = await signedIn();
    const other = await house.browserOf(accountId);
    await leave({ Cookie, Origin: ORIGIN });
    expect((await house.authorize('/api/v1/me', { Cookie: other })).accountId).toBe(accountId);
  });

  it('cannot be brought about by another site', async () => {
    const { house, accountId, Cookie, leave } = await signedIn();
    expect((await leave({ Cookie, Origin: 'http://evil.example' })).status).toBe(403);
    expect((await house.authorize('/api/v1/me', { Cookie })).accountId).toBe(accountId);
  });

  it('does no harm to whoever is not signed in', async () => {
    const { leave } = await signedIn();
    expect((await leave({ Cookie: 'wikibot_session=nonsense' })).status).toBe(303);
    expect((await leave({})).status).toBe(303);
  });
});

describe('the key set', () => {
  it('is public and holds the key of sessions', async () => {
    const { house } = await signedIn();
    const response = await house.serve('keySet', new Request(`${ORIGIN}/.well-known/jwks.json`));
    expect(response.headers.get('Content-Type')).toBe('application/jwk-set+json');
    expect(await response.json()).toEqual(house.ports.seal.publicKeys());
  });
});
