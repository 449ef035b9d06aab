import type { Key, Row, Table } from '@wikibot/platform/kernel/table';
import type { Account, Accounts } from '../ports.ts';

const profileKey = (accountId: string): Key => ({ pk: `account#${accountId}`, sk: 'profile' });
const usernameKey = (username: string): Key => ({ pk: `username#${username}`, sk: 'account' });

// Casts: only this file writes these rows.
const accountOf = (row: Row): Account => row['account'] as unknown as Account;

/** A profile is one row; the user name is another, which makes it unique and finds the account. */
export const tableAccounts = (table: Table): Accounts => ({
  find: async (accountId) => {
    const row = await table.get(profileKey(accountId));
    return row && accountOf(row);
  },
  named: async (username) => {
    const row = await table.get(usernameKey(username));
    return row && (row['accountId'] as Account['accountId']);
  },
  opening: (account) => [
    { put: { ...usernameKey(account.username), accountId: account.accountId }, if: 'absent' },
    { put: { ...profileKey(account.accountId), account: { ...account } }, if: 'absent' },
  ],
});
