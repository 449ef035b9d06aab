import { AccountId } from '@wikibot/contracts/define/ids';
import type { Table } from '@wikibot/platform/kernel/table';
import { accountKey, usernameKey } from '../domain/name-keys.ts';
import type { Names } from '../ports/names.ts';

/** Names change hands: the row of the name says who had it, the row of the account whether it still has. */
export const tableNames = (table: Table): Names => ({
  async accountOf(username) {
    const row = await table.get(usernameKey(username));
    const accountId = AccountId.safeParse(row?.['accountId']).data;
    if (!accountId) return undefined;
    const account = await table.get(accountKey(accountId));
    return account?.['username'] === username.toLowerCase() ? accountId : undefined;
  },
});
