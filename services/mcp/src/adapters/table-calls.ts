/** Calls wait in rows, each written once and alone, until they are published together; so no call waits for another. */
import type { Log } from '@wikibot/platform/kernel/ports';
import type { Row, Table } from '@wikibot/platform/kernel/table';
import type { Calls, WaitingCall } from '../ports.ts';

/** Many writers share the load of a partition. */
const SHARDS = 8;
const partition = (shard: number): string => `calls#${shard}`;

const waitingOf = ({ pk, sk, call }: Row): WaitingCall => ({ key: { pk, sk }, call: call as WaitingCall['call'] }); // as keep wrote it

export const tableCalls = (table: Table, log: Log): Calls => ({
  keep: async (id, call) => {
    const shard = Number.parseInt(id.slice(-2), 16) % SHARDS;
    try {
      // No reader waits for the disk, neither its own nor the others behind it.
      await table.write([{ put: { pk: partition(shard), sk: id, call } }], { volatile: true });
    } catch (error) {
      // The call itself was answered; that it is not counted is for whoever runs the service.
      log('error', 'a call could not be kept for the count', { reason: String(error) });
    }
  },
  waiting: async (limit) => {
    const pages = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => table.query({ pk: partition(shard), limit })));
    // Their ids are in the order of time.
    const rows = pages.flatMap((page) => page.rows).toSorted((one, other) => (one.sk < other.sk ? -1 : 1));
    return rows.slice(0, limit).map(waitingOf);
  },
  stillWaiting: async (calls) => {
    const rows = await table.getMany(calls.map(({ key }) => key));
    return calls.filter((_call, index) => rows[index] !== undefined);
  },
});
