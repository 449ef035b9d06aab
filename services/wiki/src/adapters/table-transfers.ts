import type { AccountId, TransferId, WikiId } from '@wikibot/contracts/define/ids';
import type { Table } from '@wikibot/platform/kernel/table';
import type { Transfers } from '../ports/transfers.ts';

/** Ids grow with time. */
const offerKey = (accountId: AccountId, transferId: TransferId) => ({ pk: `transfers#${accountId}`, sk: transferId });

const MOST = 200;

/** One row for each of the two, under its account. */
export const tableTransfers = (table: Table): Transfers => ({
  wikiOf: async (accountId, transferId) => (await table.get(offerKey(accountId, transferId)))?.['wikiId'] as WikiId | undefined, // as keeping() wrote it
  of: async (accountId) => {
    const { rows } = await table.query({ pk: `transfers#${accountId}`, reverse: true, limit: MOST });
    return rows.map((row) => ({ id: row.sk as TransferId, wikiId: row['wikiId'] as WikiId })); // as keeping() wrote them
  },
  keeping: ({ id, wikiId, from, to }) => [from, to].map((accountId) => ({ put: { ...offerKey(accountId, id), wikiId } })),
  removing: ({ id, from, to }) => [from, to].map((accountId) => ({ delete: offerKey(accountId, id) })),
});
