import { describe, expect, it } from '@jest/globals';
import { TokenId } from '@wikibot/contracts/define/ids';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import { listTokens, revokeToken } from '@wikibot/contracts/requests/auth';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { authHouse } from '../test-house.ts';

describe('revoking a token', () => {
  it('takes it from the list, and a repeat changes nothing more', async () => {
    const house = await authHouse();
    const ada = await house.person('ada');
    const [{ id }, other] = [await house.tokenFor(ada), await house.tokenFor(ada, { name: 'phone' })];
    expect((await house.ask(revokeToken, { tokenId: id }, testContext({ accountId: ada }))).ok).toBe(true);
    expect(await house.ask(revokeToken, { tokenId: id }, testContext({ accountId: ada }))).toMatchObject({ ok: true, answer: {} });
    expect((await house.told(listTokens, {}, testContext({ accountId: ada }))).tokens.map((token) => token.id)).toEqual([other.id]);
    const facts = await house.facts(`account/${ada}`);
    expect(facts.map((fact) => fact.name)).toEqual(['auth.AccountOpened', 'auth.TokenIssued', 'auth.TokenIssued', 'auth.TokenRevoked']);
  });

  it('of another account looks like revoking none, and leaves it working', async () => {
    const house = await authHouse();
    const [ada, bob] = [await house.person('ada'), await house.person('bob')];
    const { id, secret } = await house.tokenFor(ada);
    const foreign = await house.ask(revokeToken, { tokenId: id }, testContext({ accountId: bob }));
    const none = await house.ask(revokeToken, { tokenId: TokenId.parse(`tok_${'0'.repeat(32)}`) }, testContext({ accountId: bob }));
    expect([foreign, none]).toMatchObject([{ refusal: { code: 'token.unknown' } }, { refusal: { code: 'token.unknown' } }]);
    expect((await house.authorize('/api/v1/me', { Authorization: `Bearer ${secret}` })).accountId).toBe(ada);
  });

  it('needs more than a token that may only read', async () => {
    const house = await authHouse();
    const ada = await house.person('ada');
    const { id } = await house.tokenFor(ada);
    const actor = { kind: 'agent', accountId: ada, client: 'test' } as const;
    const reading: AuthContext = { actor, accountId: ada, via: 'token', scopes: ['read'], pathRules: [], csrfSafe: true };
    const refused = await house.ask(revokeToken, { tokenId: id }, testContext({ accountId: ada }, { actor, auth: reading }));
    expect(refused).toMatchObject({ refusal: { code: 'token.read-only' } });
  });
});

describe('the use of a token', () => {
  it('is written at most once a minute, and never for one that was revoked', async () => {
    const house = await authHouse();
    const ada = await house.person('ada');
    const { id } = await house.tokenFor(ada);
    const used = async () => (await house.ports.table.get({ pk: `token#${id}`, sk: 'used' }))?.['at'];
    const use = () => house.ports.tokens.noteUse({ id, accountId: ada });
    const first = house.clock.now();
    await use();
    house.clock.forward(59_000);
    await use();
    expect(await used()).toBe(first);
    house.clock.forward(1_000);
    await use();
    expect(await used()).toBe(first + 60_000);
    await house.told(revokeToken, { tokenId: id }, testContext({ accountId: ada }));
    house.clock.forward(61_000);
    await use();
    expect(await used()).toBeUndefined();
  });
});
