/** Ends a stream in a view: nothing of it is left, and nothing that comes late brings anything back. */
import { idInStream } from '@wikibot/contracts/define/fact';
import { clearPartition } from './clear-partition.ts';
import { endingOperations } from './marks.ts';
import type { Table } from './table.ts';
import type { BuiltView } from './view-rows.ts';
import { invalidPartition, touchedPartition } from './view-rows.ts';

/** The mark first: from then on nobody writes. Versions that served before are cleared too. */
export const endStream = async (table: Table, view: BuiltView, stream: string): Promise<void> => {
  await table.write(endingOperations(view, stream));
  for (let version = view.version; version > 0; version -= 1) await clearVersion(table, { name: view.name, version }, stream);
};

const clearVersion = async (table: Table, view: BuiltView, stream: string): Promise<void> => {
  const touched = touchedPartition(view, stream);
  const id = idInStream(stream);
  for (let after: string | undefined; ;) {
    const { rows, next } = await table.query({ pk: touched, limit: 100, ...(after === undefined ? {} : { after }) });
    // A register's key names its stream, in its partition or beside that; what names another one stays.
    for (const { sk: pk } of rows) await clearPartition(table, pk, (row) => pk.includes(id) || row.sk.includes(id));
    if (next === undefined) break;
    after = next;
  }
  await clearPartition(table, touched);
  await clearPartition(table, invalidPartition(view), (row) => String(row['envelope']).includes(`"${stream}"`));
};
