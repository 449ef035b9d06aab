import type { Table } from '@wikibot/platform/kernel/table';
import type { Backlog } from '../ports/backlog.ts';
import { succeeds } from './conditional-write.ts';

const WAITING = 'vectors-waiting';

/** One row for each wiki that waits, in search's own table. */
export const tableBacklog = (table: Table): Backlog => ({
  add: async (wikiId, sequence) =>
    void (await succeeds(table.write([{ put: { pk: WAITING, sk: wikiId, sequence }, if: { field: 'sequence', older: sequence } }]))),
  waiting: async (limit) => {
    const { rows } = await table.query({ pk: WAITING, limit });
    return rows.map((row) => ({ wikiId: row.sk, sequence: Number(row['sequence']) }));
  },
  done: async (wikiId, sequence) =>
    void (await succeeds(table.write([{ delete: { pk: WAITING, sk: wikiId }, if: { field: 'sequence', equals: sequence } }]))),
});
