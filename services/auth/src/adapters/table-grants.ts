import type { AccountId } from '@wikibot/contracts/define/ids';
import type { Key, Table } from '@wikibot/platform/kernel/table';
import type { Grant } from '../domain/standing.ts';
import type { Grants } from '../ports.ts';

const partition = (wikiId: string): string => `grants#${wikiId}`;
const grantKey = (wikiId: string, accountId: string): Key => ({ pk: partition(wikiId), sk: accountId });

const transfers = (wikiId: string): string => `transfers#${wikiId}`;
const settledKey = (wikiId: string, accountId: string): Key => ({ pk: transfers(wikiId), sk: accountId });

export const tableGrants = (table: Table): Grants => ({
  find: async (wikiId, accountId) => {
    const row = await table.get(grantKey(wikiId, accountId));
    // Cast: only this file writes these rows.
    return row && (row['grant'] as unknown as Grant);
  },
  on: async (wikiId) => {
    const found: (Grant & { readonly accountId: AccountId })[] = [];
    for (let place: { after?: string } = {}; ;) {
      const { rows, next } = await table.query({ pk: `grants#${wikiId}`, limit: 100, ...place });
      found.push(...rows.map((row) => ({ accountId: row.sk as AccountId, ...(row['grant'] as unknown as Grant) }))); // as grantKey and giving wrote them
      if (next === undefined) return found;
      place = { after: next };
    }
  },
  giving: (wikiId, accountId, grant) => ({
    put: { ...grantKey(wikiId, accountId), grant: { role: grant.role, rules: grant.rules.map((rule) => ({ ...rule })) } },
  }),
  partitions: (wikiId) => [partition(wikiId), transfers(wikiId)],
  settled: async (wikiId, accountId) => Number((await table.get(settledKey(wikiId, accountId)))?.['sequence'] ?? 0),
  settling: (wikiId, accountId, sequence) => ({ put: { ...settledKey(wikiId, accountId), sequence } }),
  withdrawing: (wikiId, accountId) => ({ delete: grantKey(wikiId, accountId) }),
});
