import type { Table } from '@wikibot/platform/kernel/table';
import { profileKey } from '../domain/profile-key.ts';
import type { Names } from '../ports.ts';

export const tableNames = (table: Table): Names => ({
  of: async (accountId) => {
    const username = (await table.get(profileKey(accountId)))?.['username'];
    return typeof username === 'string' ? username : undefined;
  },
});
