import type { Key, Table } from '@wikibot/platform/kernel/table';
import type { Grant } from '../domain/standing.ts';
import type { Grants } from '../ports.ts';

const grantKey = (wikiId: string, accountId: string): Key => ({ pk: `grants#${wikiId}`, sk: accountId });

export const tableGrants = (table: Table): Grants => ({
  find: async (wikiId, accountId) => {
    const row = await table.get(grantKey(wikiId, accountId));
    // Cast: only this file writes these rows.
    return row && (row['grant'] as unknown as Grant);
  },
  giving: (wikiId, accountId, grant) => ({
    put: { ...grantKey(wikiId, accountId), grant: { role: grant.role, rules: grant.rules.map((rule) => ({ ...rule })) } },
  }),
  withdrawing: (wikiId, accountId) => ({ delete: grantKey(wikiId, accountId) }),
});
