/** Deletes the rows of a partition, or those that are meant; as many at a time as one write holds. */
import type { Row, Table } from './table.ts';
import { MAX_OPERATIONS } from './table.ts';

export const clearPartition = async (table: Table, pk: string, isMeant: (row: Row) => boolean = () => true): Promise<void> => {
  for (let after: string | undefined; ;) {
    const { rows, next } = await table.query({ pk, limit: MAX_OPERATIONS, ...(after === undefined ? {} : { after }) });
    const meant = rows.filter(isMeant);
    if (meant.length > 0) await table.write(meant.map(({ sk }) => ({ delete: { pk, sk } })));
    if (next === undefined) return;
    after = next;
  }
};
