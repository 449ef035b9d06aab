import { expect, it } from '@jest/globals';
import { describeMembers, grantOwner } from '@wikibot/contracts/requests/auth';
import { authHouse } from '../test-house.ts';

it('names the members of a wiki and its own tokens, no token of an account, nobody else, and no secret', async () => {
  const house = await authHouse();
  const [ada, bob] = [await house.person('ada'), await house.person('bob')];
  const wikiId = await house.wiki({ ownerId: ada, slug: 'notes' });
  const other = await house.wiki({ ownerId: bob, slug: 'other' });
  await house.told(grantOwner, { wikiId, accountId: ada });
  await house.told(grantOwner, { wikiId: other, accountId: bob });
  await house.tokenFor(ada, { name: 'everywhere' });
  const { secret, id } = await house.tokenFor(ada, { name: 'laptop', wiki: 'ada/notes' });
  const answer = await house.told(describeMembers, { wikiId });
  expect(answer.members).toEqual([{ accountId: ada, username: 'ada', displayName: expect.any(String), role: 'owner', pathRules: [] }]);
  expect(answer.tokens).toMatchObject([{ id, name: 'laptop', wikiId, accountId: ada }]);
  expect(JSON.stringify(answer)).not.toContain(secret);
  expect(JSON.stringify(answer)).not.toMatch(/hash|[0-9a-f]{64}/);
});
