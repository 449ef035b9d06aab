import { describe, expect, it } from '@jest/globals';
import type { AccountId } from '@wikibot/contracts/define/ids';
import { passOwnership } from '@wikibot/contracts/requests/auth';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import fc from 'fast-check';
import { authHouse } from '../test-house.ts';

const TIME = '2026-07-01T00:00:00.000Z';

const village = async () => {
  const house = await authHouse();
  const [ada, bob, cleo] = [await house.person('ada'), await house.person('bob'), await house.person('cleo')];
  const wikiId = await house.wiki({ ownerId: ada, slug: 'ponds' });
  await house.ports.table.write([house.ports.grants.giving(wikiId, ada, { role: 'owner', rules: [] })]);
  const pass = (sequence: number, [previousOwnerId, ownerId]: readonly [AccountId, AccountId], staysAs: 'editor' | 'none' = 'none') =>
    house.told(passOwnership, { wikiId, sequence, time: TIME, ownerId, previousOwnerId, staysAs });
  const roles = async () =>
    Object.fromEntries((await house.ports.grants.on(wikiId)).map(({ accountId, role }) => [accountId, role])) as Record<string, string>;
  return { house, wikiId, ada, bob, cleo, pass, roles };
};

describe('a wiki that went to another account', () => {
  it('has that one as its owner, and lets the one before in as far as agreed', async () => {
    const { ada, bob, cleo, pass, roles, house, wikiId } = await village();
    await pass(5, [ada, bob], 'editor');
    expect(await roles()).toEqual({ [ada]: 'editor', [bob]: 'owner' });
    await pass(9, [bob, cleo]);
    expect(await roles()).toEqual({ [ada]: 'editor', [cleo]: 'owner' });
    expect((await house.facts(`access/${wikiId}`)).map(({ name, data }) => [name, data])).toEqual([
      ['auth.RoleGranted', { wikiId, accountId: bob, role: 'owner' }],
      ['auth.RoleGranted', { wikiId, accountId: ada, role: 'editor' }],
      ['auth.RoleGranted', { wikiId, accountId: cleo, role: 'owner' }],
      ['auth.RoleWithdrawn', { wikiId, accountId: bob }],
    ]);
  });

  it('has them as well when auth only hears of it, and nobody asks', async () => {
    const { ada, bob, roles, house, wikiId } = await village();
    const transferId = `trf_${'0'.repeat(32)}`;
    const data = { wikiId, transferId, ownerId: bob, slug: 'ponds', previousOwnerId: ada, previous: 'ponds', staysAs: 'editor', pages: 3 };
    await house.runtime.deliver('auth.passOwnershipWhenWikiTransferred', {
      ...testContext({ accountId: bob, wikiId }),
      id: house.ports.ids.uuid(),
      kind: 'fact',
      name: 'wiki.WikiTransferred',
      version: 1,
      time: TIME,
      stream: `wiki/${wikiId}`,
      sequence: 5,
      data,
    });
    expect(await roles()).toEqual({ [ada]: 'editor', [bob]: 'owner' });
  });

  it('has the same members whatever is heard of it twice, late, or in another order', async () => {
    const transfer = fc.record({ to: fc.nat(2), staysAs: fc.constantFrom('editor' as const, 'none' as const) });
    await fc.assert(
      fc.asyncProperty(fc.array(transfer, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat()), async (wanted, dice) => {
        const { ada, bob, cleo, pass, roles } = await village();
        const people = [ada, bob, cleo];
        const expected: Record<string, string> = { [ada]: 'owner' };
        let owner = ada;
        const told = wanted.flatMap(({ to, staysAs }, place) => {
          const next = people[to] ?? ada;
          if (next === owner) return [];
          const one = { sequence: 10 + place, between: [owner, next] as const, staysAs };
          if (staysAs === 'none') delete expected[owner];
          else expected[owner] = staysAs;
          expected[next] = 'owner';
          owner = next;
          return [one];
        });
        const roll = (): number => Number(dice.next().value);
        const heard = [...told, ...told.filter(() => roll() % 2 === 0)].map((one) => ({ one, at: roll() })).toSorted((a, b) => a.at - b.at);
        for (const { one } of heard) await pass(one.sequence, one.between, one.staysAs);
        expect(await roles()).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('is out of reach for the tokens of whoever left it, those for it alone stopped for good; all others stay', async () => {
    const { ada, bob, pass, house, wikiId } = await village();
    const [bound, whole] = [await house.tokenFor(ada, { wiki: 'ada/ponds' }), await house.tokenFor(ada)];
    const bobs = await house.tokenFor(bob);
    house.clock.forward(1000);
    const standing = async (secret: string) => {
      const { role, reason } = await house.authorize('/ada/ponds/Home', { Authorization: `Bearer ${secret}` });
      return role ?? reason;
    };
    expect([await standing(bound.secret), await standing(whole.secret), await standing(bobs.secret)]).toEqual([
      'owner',
      'owner',
      'unknown-wiki',
    ]);
    const time = new Date(house.clock.now()).toISOString();
    const passed = { wikiId, sequence: 5, time, ownerId: bob, previousOwnerId: ada, staysAs: 'none' as const };
    for (let times = 0; times < 2; times += 1) await house.told(passOwnership, passed);
    expect([await standing(whole.secret), await standing(bobs.secret)]).toEqual(['unknown-wiki', 'owner']);
    expect(await standing(bound.secret)).not.toBe('owner');
    expect((await house.ports.tokens.find(bound.id))?.revoked).toBe(true);
    expect((await house.ports.tokens.find(whole.id))?.revoked).toBeUndefined();
    expect(await pass(4, [bob, ada])).toEqual({});
    expect(await standing(bobs.secret)).toBe('owner');
  });
});
