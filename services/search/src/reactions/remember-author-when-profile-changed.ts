import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { profileChanged } from '@wikibot/contracts/facts/auth';
import { accountKey, usernameKey } from '../domain/name-keys.ts';
import type { Ports } from '../ports.ts';

/** People look for pages by the user name of who changed them; a later profile wins whatever the order of arrival. */
const slice: ReactionSlice<typeof profileChanged, Ports> = async ({ data }, _context, { table }) => {
  const { accountId, revision } = data;
  const username = data.username.toLowerCase();
  const known = await table.get(accountKey(accountId));
  if (Number(known?.['revision'] ?? 0) >= revision) return;
  await table.write([{ put: { ...usernameKey(username), accountId } }, { put: { ...accountKey(accountId), username, revision } }]);
};

export default slice;
