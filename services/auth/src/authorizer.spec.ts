import { describe, expect, it } from '@jest/globals';
import { AuthContext } from '@wikibot/contracts/http/auth-context';
import { revokeToken, withdrawRole } from '@wikibot/contracts/requests/auth';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import type { AuthHouse } from './test-house.ts';
import { foundingFacts, ORIGIN } from './test-house.ts';
import { basic, bearer, village } from './test-village.ts';

describe('a visitor without credentials', () => {
  it('reads a public wiki', async () => {
    const { house, openId, ada } = await village();
    const context = await house.authorize('/ada/garden/Home');
    expect(context).toEqual({
      actor: { kind: 'anonymous' },
      via: 'anonymous',
      scopes: ['read'],
      role: 'viewer',
      wiki: { id: openId, owner: 'ada', ownerId: ada, slug: 'garden', name: 'The garden', visibility: 'public', active: true },
      pathRules: [],
      reason: 'no-credentials',
      csrfSafe: true,
    });
    expect(AuthContext.parse(context)).toEqual(context);
  });

  it('cannot tell a private wiki from none', async () => {
    const { house } = await village();
    const seen = await house.authorize('/ada/secret/Home');
    expect(seen).toEqual(await house.authorize('/ada/nothing/Home'));
    expect(seen).toEqual(await house.authorize('/nobody/secret/Home'));
    expect(seen).not.toHaveProperty('wiki');
    expect(seen.reason).toBe('no-credentials');
  });

  it('does not see a public wiki before it is open, nor one whose setting up failed', async () => {
    const { house, ada } = await village();
    await house.wiki({ ownerId: ada, slug: 'failed', visibility: 'public', becomes: 'abandoned' });
    expect(await house.authorize('/ada/failed/')).not.toHaveProperty('role');
    const [founded] = foundingFacts({ ownerId: ada, slug: 'unready', visibility: 'public', id: house.newWikiId() }, 0);
    if (founded) await house.runtime.deliver('auth.directory', founded);
    expect(await house.authorize('/ada/unready/')).not.toHaveProperty('role');
  });
});

describe('a signed-in person', () => {
  it('holds on a wiki what was granted, and loses it at once when it is withdrawn', async () => {
    const { house, ada, secretId } = await village();
    const Cookie = await house.browserOf(ada);
    const before = await house.authorize('/ada/secret/Home', { Cookie });
    expect(before).toMatchObject({
      via: 'session',
      actor: { kind: 'person', accountId: ada },
      username: 'ada',
      role: 'owner',
      scopes: ['read', 'write'],
    });
    expect(AuthContext.parse(before)).toEqual(before);
    await house.told(withdrawRole, { wikiId: secretId, accountId: ada });
    expect(await house.authorize('/ada/secret/Home', { Cookie })).not.toHaveProperty('role');
  });

  it('reads a public wiki of others as a viewer, and finds no trace of a private one', async () => {
    const { house, bob } = await village();
    const Cookie = await house.browserOf(bob);
    expect(await house.authorize('/ada/garden/Home', { Cookie })).toMatchObject({ role: 'viewer', reason: 'not-a-member', accountId: bob });
    const hidden = await house.authorize('/ada/secret/Home', { Cookie });
    expect(hidden).toEqual(await house.authorize('/ada/nothing/Home', { Cookie }));
    expect(hidden).toMatchObject({ accountId: bob, reason: 'unknown-wiki' });
  });

  it('goes on as a visitor when the session is over, and is told why', async () => {
    const { house, ada } = await village();
    const Cookie = await house.browserOf(ada);
    house.clock.forward(31 * 24 * 60 * 60 * 1000);
    const context = await house.authorize('/ada/garden/Home', { Cookie });
    expect(context).toMatchObject({ via: 'anonymous', role: 'viewer', reason: 'expired' });
    expect(context).not.toHaveProperty('accountId');
  });

  it('is a stranger from the moment of signing out, whatever was remembered', async () => {
    const { house, ada } = await village();
    const Cookie = await house.browserOf(ada);
    expect((await house.authorize('/api/v1/me', { Cookie })).accountId).toBe(ada);
    await house.serve('signOut', new Request(`${ORIGIN}/-/sign-out`, { method: 'POST', headers: { Cookie, Origin: ORIGIN } }));
    expect(await house.authorize('/api/v1/me', { Cookie })).toMatchObject({ via: 'anonymous', reason: 'revoked' });
  });
});

describe('an agent with a token', () => {
  it('acts with the role of its account within its scopes', async () => {
    const { house, ada } = await village();
    const { secret } = await house.tokenFor(ada, { scopes: ['read'] });
    const context = await house.authorize('/ada/secret/Home', { ...bearer(secret), 'User-Agent': 'claude-code/2.1 (linux)' });
    expect(context).toMatchObject({
      via: 'token',
      role: 'owner',
      scopes: ['read'],
      actor: { kind: 'agent', accountId: ada, client: 'claude-code' },
    });
    expect(context).not.toHaveProperty('csrfToken');
    expect(AuthContext.parse(context)).toEqual(context);
  });

  it('may send it as the password of git, with any user name', async () => {
    const { house, ada } = await village();
    const { secret } = await house.tokenFor(ada);
    for (const user of ['git', '', 'ada', 'wb_x']) expect((await house.authorize('/ada/secret', basic(secret, user))).accountId).toBe(ada);
  });

  it('is turned away everywhere, public wikis included, when the token does not hold', async () => {
    const { house, ada } = await village();
    const { id, secret } = await house.tokenFor(ada);
    await house.told(revokeToken, { tokenId: id }, testContext({ accountId: ada }));
    for (const path of ['/ada/secret/Home', '/ada/garden/Home', '/api/v1/me']) {
      const context = await house.authorize(path, bearer(secret));
      expect(context).toMatchObject({ via: 'anonymous', actor: { kind: 'anonymous' }, scopes: [], reason: 'revoked' });
      expect(context).not.toHaveProperty('role');
    }
  });

  it('with a wrong secret does not learn that the token was revoked', async () => {
    const { house, ada } = await village();
    const { id, secret } = await house.tokenFor(ada);
    await house.told(revokeToken, { tokenId: id }, testContext({ accountId: ada }));
    expect((await house.authorize('/', bearer(`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`))).reason).toBe(
      'bad-credentials',
    );
  });

  it('is noted with its last use', async () => {
    const { house, ada } = await village();
    const { id, secret } = await house.tokenFor(ada);
    await house.authorize('/ada/secret/Home', bearer(secret));
    await house.settle();
    expect(await house.ports.tokens.list(ada)).toEqual([
      expect.objectContaining({ id, lastUsed: new Date(house.clock.now()).toISOString() }),
    ]);
  });
});

describe('a token for one wiki', () => {
  const withTokens = async (): Promise<{ house: AuthHouse; secret: string; garden: string; shed: string }> => {
    const { house, ada, bob } = await village();
    const issued = await Promise.all([
      house.tokenFor(ada, { wiki: 'ada/secret' }),
      house.tokenFor(ada, { wiki: 'ada/garden' }),
      house.tokenFor(bob, { wiki: 'bob/shed' }),
    ]);
    const [secret = '', garden = '', shed = ''] = issued.map((token) => token.secret);
    return { house, secret, garden, shed };
  };

  it('opens that wiki', async () => {
    const { house, secret, garden, shed } = await withTokens();
    expect((await house.authorize('/ada/secret/Home', bearer(secret))).role).toBe('owner');
    expect((await house.authorize('/ada/garden/Home', basic(garden))).role).toBe('owner');
    expect((await house.authorize('/bob/shed/Home', bearer(shed))).role).toBe('owner');
  });

  it('opens nothing else: neither another wiki of the same account, nor a public one, nor the account', async () => {
    const { house, secret, garden, shed } = await withTokens();
    const elsewhere: readonly (readonly [string, string])[] = [
      [secret, '/ada/garden/Home'],
      [secret, '/bob/shed/Home'],
      [secret, '/ada/nothing/Home'],
      [secret, '/api/v1/tokens'],
      [garden, '/ada/secret/Home'],
      [shed, '/ada/secret/Home'],
      [shed, '/ada/garden/Home'],
      [shed, '/-/'],
    ];
    for (const [token, path] of elsewhere) {
      expect(await house.authorize(path, bearer(token))).toEqual({
        actor: { kind: 'anonymous' },
        via: 'token',
        scopes: [],
        pathRules: [],
        reason: 'wrong-wiki',
        csrfSafe: true,
      });
    }
  });
});

describe('a request that carries a consistency token', () => {
  it('waits until the wiki that was just created is known', async () => {
    const { house, ada } = await village();
    const id = house.newWikiId();
    const facts = foundingFacts({ ownerId: ada, slug: 'brand-new', visibility: 'public', id }, house.clock.now());
    const asked = house.authorize('/ada/brand-new/', { 'Wikibot-Token': `wiki/${id}=2` });
    for (const fact of facts) await house.runtime.deliver('auth.directory', fact);
    expect((await asked).wiki?.id).toBe(id);
  });

  it('takes it from the cookie of a browser as well', async () => {
    const { house, ada } = await village();
    const id = house.newWikiId();
    const facts = foundingFacts({ ownerId: ada, slug: 'brand-new', visibility: 'public', id }, house.clock.now());
    const asked = house.authorize('/ada/brand-new/', { Cookie: `a=b; wikibot_token=wiki/${id}=2` });
    for (const fact of facts) await house.runtime.deliver('auth.directory', fact);
    expect((await asked).wiki?.id).toBe(id);
  });

  it('is not held up by streams that have nothing to do with the named wiki', async () => {
    const { house, secretId } = await village();
    const waited: number[] = [];
    const { caughtUp } = house.ports.view('directory');
    house.ports.view('directory').caughtUp = (token, milliseconds) => {
      if (milliseconds > 0) waited.push(Object.keys(token).length);
      return caughtUp(token, milliseconds);
    };
    await house.authorize('/ada/garden/', { 'Wikibot-Token': `wiki/${secretId}=900000` });
    expect(waited).toEqual([0]);
  });
});
