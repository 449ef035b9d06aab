import { describe, expect, it } from '@jest/globals';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { grantOwner, withdrawRole } from '@wikibot/contracts/requests/auth';
import { authHouse } from '../test-house.ts';

const names = (facts: readonly { readonly name: string }[]): readonly string[] => facts.map((fact) => fact.name);

describe('granting and withdrawing a role', () => {
  it('is one fact however often a step comes, in either direction', async () => {
    const house = await authHouse();
    const [accountId, wikiId] = [await house.person('ada'), house.newWikiId()];
    for (const request of [grantOwner, grantOwner, withdrawRole, withdrawRole, grantOwner])
      await house.told(request, { wikiId, accountId });
    expect(names(await house.facts(`access/${wikiId}`))).toEqual(['auth.RoleGranted', 'auth.RoleWithdrawn', 'auth.RoleGranted']);
    expect(await house.ports.grants.find(wikiId, accountId)).toEqual({ role: 'owner', rules: [] });
  });

  it('names wiki and account, and belongs to the wiki', async () => {
    const house = await authHouse();
    const [accountId, wikiId] = [await house.person('ada'), house.newWikiId()];
    const outcome = await house.ask(grantOwner, { wikiId, accountId });
    expect(outcome).toEqual({ ok: true, answer: {}, token: { [`access/${wikiId}`]: 1 } });
    expect(await house.facts(`access/${wikiId}`)).toMatchObject([{ data: { wikiId, accountId, role: 'owner' }, tenant: { wikiId } }]);
  });

  it('refuses a step that comes after the set-up was given up, and an account there is not', async () => {
    const house = await authHouse();
    const accountId = await house.person('ada');
    const wikiId = await house.wiki({ ownerId: accountId, slug: 'failed', becomes: 'abandoned' });
    expect(await house.ask(grantOwner, { wikiId, accountId })).toMatchObject({ refusal: { code: 'wiki.abandoned' } });
    const stranger = house.ports.ids.entity('acc') as AccountId;
    expect(await house.ask(grantOwner, { wikiId: house.newWikiId(), accountId: stranger })).toMatchObject({
      refusal: { code: 'account.unknown' },
    });
  });
});
