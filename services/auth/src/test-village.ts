/** For specs of the authorizer: people with wikis, and the headers that prove who they are. */
import { grantOwner } from '@wikibot/contracts/requests/auth';
import { authHouse } from './test-house.ts';

export const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
export const basic = (password: string, user = 'git') => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

/** Ada owns a private and a public wiki; Bob owns a private one. */
export const village = async () => {
  const house = await authHouse();
  const [ada, bob] = [await house.person('ada'), await house.person('bob')];
  const secretId = await house.wiki({ ownerId: ada, slug: 'secret' });
  const openId = await house.wiki({ ownerId: ada, slug: 'garden', visibility: 'public' });
  const bobsId = await house.wiki({ ownerId: bob, slug: 'shed' });
  await house.told(grantOwner, { wikiId: secretId, accountId: ada });
  await house.told(grantOwner, { wikiId: openId, accountId: ada });
  await house.told(grantOwner, { wikiId: bobsId, accountId: bob });
  return { house, ada, bob, secretId, openId, bobsId };
};
