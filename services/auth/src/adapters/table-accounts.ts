import type { Key, Operation, Row, Table } from '@wikibot/platform/kernel/table';
import type { Account } from '../domain/account.ts';
import type { Accounts } from '../ports.ts';

const profileKey = (accountId: string): Key => ({ pk: `account#${accountId}`, sk: 'profile' });
const usernameKey = (username: string): Key => ({ pk: `username#${username}`, sk: 'account' });

// Casts: only this file writes these rows.
const accountOf = (row: Row): Account => row['account'] as unknown as Account;

const plain = ({ former, ...account }: Account) => ({ ...account, ...(former ? { former: [...former] } : {}) });

const naming = (before: Account, { username, accountId }: Account): Operation => ({
  put: { ...usernameKey(username), accountId },
  if: before.former?.includes(username) ? { field: 'accountId', equals: accountId } : 'absent',
});

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
    { put: { ...profileKey(account.accountId), account: plain(account) }, if: 'absent' },
  ],
  changing: (before, after) => [
    { put: { ...profileKey(after.accountId), account: plain(after) }, if: 'present' },
    ...(after.username === before.username ? [] : [naming(before, after)]),
  ],
});
