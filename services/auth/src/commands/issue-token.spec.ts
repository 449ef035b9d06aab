import { describe, expect, it } from '@jest/globals';
import type { AccountId } from '@wikibot/contracts/define/ids';
import type { AuthContext, Scope } from '@wikibot/contracts/http/auth-context';
import { grantOwner, issueToken, listTokens, openAccount } from '@wikibot/contracts/requests/auth';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { authHouse } from '../test-house.ts';
import { MAX_TOKENS } from '../domain/token-rules.ts';
import { auth } from '../manifest.ts';

const overHttp = (accountId: AccountId, scopes: Scope[] = ['read', 'write']) => {
  const known: AuthContext = { actor: { kind: 'person', accountId }, accountId, via: 'session', scopes, pathRules: [], csrfSafe: true };
  return testContext({ accountId }, { auth: known });
};

describe('issuing a token', () => {
  it('shows the secret once and keeps only its hash', async () => {
    const house = await authHouse();
    const ada = await house.person('ada');
    const issued = await house.told(issueToken, { name: ' laptop ' }, overHttp(ada));
    expect(issued).toMatchObject({
      name: 'laptop',
      scopes: ['read', 'write'],
      secret: expect.stringMatching(/^wb_[0-9a-f]{32}_[\w-]{43}$/),
    });
    const { secret, ...described } = issued;
    expect(await house.told(listTokens, {}, testContext({ accountId: ada }))).toEqual({ tokens: [described] });
    expect(await house.facts(`account/${ada}`)).toMatchObject([
      {},
      { name: 'auth.TokenIssued', data: { accountId: ada, tokenId: issued.id } },
    ]);
    expect(JSON.stringify([await house.facts(`account/${ada}`), await house.ports.tokens.find(issued.id)])).not.toContain(secret.slice(36));
  });

  it('leaves no secret in the outcome that is remembered for a repeat', async () => {
    const house = await authHouse();
    const ada = await house.person('ada');
    const context = overHttp(ada);
    const call = () =>
      house.runtime.requests.call(auth.units.issueToken, { data: { name: 'laptop' }, context, fingerprint: 'fingerprint' });
    const [first, repeat] = [await call(), await call()];
    expect(first).toMatchObject({ ok: true, answer: { secret: expect.stringMatching(/^wb_/) } });
    expect(repeat).toEqual({ ...first, answer: { ...(first.ok ? (first.answer as object) : {}), secret: '' } });
    expect((await house.told(listTokens, {}, context)).tokens).toHaveLength(1);
    const rows = await house.ports.table.query({ pk: `outcome#${context.requestId}` });
    expect(JSON.stringify(rows)).not.toContain('wb_');
  });

  it('is the first thing the system does for a new account', async () => {
    const house = await authHouse();
    const { accountId } = await house.told(openAccount, { username: 'ada', displayName: 'Ada', provider: 'local' });
    const context = testContext({ accountId }, { actor: { kind: 'system', name: 'first-start' } });
    expect((await house.told(issueToken, { name: 'agent' }, context)).secret).toMatch(/^wb_/);
  });

  it('needs an account that exists', async () => {
    const house = await authHouse();
    const [nobody, gone] = [testContext(), testContext({ accountId: house.ports.ids.entity('acc') as AccountId })];
    expect(await house.ask(issueToken, { name: 'x' }, nobody)).toMatchObject({ ok: false, refusal: { code: 'account.needed' } });
    expect(await house.ask(issueToken, { name: 'x' }, gone)).toMatchObject({ ok: false, refusal: { code: 'account.unknown' } });
  });

  it('for one wiki asks for membership: the wikis of others, public or not, are as good as none', async () => {
    const house = await authHouse();
    const [ada, bob] = [await house.person('ada'), await house.person('bob')];
    const wikiId = await house.wiki({ ownerId: ada, slug: 'garden', visibility: 'public' });
    await house.told(grantOwner, { wikiId, accountId: ada });
    expect((await house.tokenFor(ada, { wiki: 'ada/garden' })).wikiId).toBe(wikiId);
    for (const wiki of ['ada/garden', 'ada/nothing', 'nobody/garden', 'api/garden', '---/---']) {
      expect(await house.ask(issueToken, { name: 'x', wiki }, overHttp(bob))).toMatchObject({
        ok: false,
        refusal: { code: 'wiki.unknown' },
      });
    }
  });

  it('with a token gives no more than that token has', async () => {
    const house = await authHouse();
    const ada = await house.person('ada');
    expect(await house.ask(issueToken, { name: 'x', scopes: ['read'] }, overHttp(ada, ['read']))).toMatchObject({
      refusal: { code: 'token.read-only' },
    });
    expect(await house.ask(issueToken, { name: 'x' }, overHttp(ada, ['write']))).toMatchObject({ refusal: { code: 'token.too-wide' } });
    expect((await house.ask(issueToken, { name: 'x', scopes: ['write'] }, overHttp(ada, ['write']))).ok).toBe(true);
  });

  it('stops at a number that one list can show', async () => {
    const house = await authHouse();
    const ada = await house.person('ada');
    for (let count = 0; count < MAX_TOKENS; count += 1) await house.tokenFor(ada, { name: `token ${count}` });
    expect(await house.ask(issueToken, { name: 'one more' }, overHttp(ada))).toMatchObject({
      refusal: { code: 'token.too-many', kind: 'limit' },
    });
    expect((await house.told(listTokens, {}, overHttp(ada))).tokens).toHaveLength(MAX_TOKENS);
  });
});
