import type { AccountId } from '@wikibot/contracts/define/ids';
import type { OwnerName } from '@wikibot/contracts/http/names';
import type { Table } from '@wikibot/platform/kernel/table';
import { ConditionFailed } from '@wikibot/platform/kernel/table';
import type { Names } from '../ports.ts';

const keyOf = (accountId: AccountId) => ({ pk: `name#${accountId}`, sk: 'name' });
const MOST = 100;

export const tableNames = (table: Table): Names => ({
  of: async (accounts) => {
    const asked = [...new Set(accounts)].slice(0, MOST);
    const rows = asked.length === 0 ? [] : await table.getMany(asked.map(keyOf));
    return new Map(asked.flatMap((accountId, index) => (rows[index] ? [[accountId, rows[index]['username'] as OwnerName]] : []))); // as keep wrote it
  },
  keep: async ({ accountId, username, revision }) => {
    try {
      await table.write([{ put: { ...keyOf(accountId), username, revision }, if: { field: 'revision', older: revision } }]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error; // a later one is known
    }
  },
});
