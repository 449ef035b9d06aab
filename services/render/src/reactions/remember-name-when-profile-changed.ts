import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { profileChanged } from '@wikibot/contracts/facts/auth';
import { profileKey } from '../domain/profile-key.ts';
import type { Ports } from '../ports.ts';

/** Facts name accounts by id; pages name people. A later profile wins whatever the order of arrival. */
const slice: ReactionSlice<typeof profileChanged, Ports> = async ({ data }, _context, { table }) => {
  const key = profileKey(data.accountId);
  const known = await table.get(key);
  if (Number(known?.['revision'] ?? 0) >= data.revision) return;
  await table.write([{ put: { ...key, name: data.displayName, revision: data.revision } }]);
};

export default slice;
