import { present } from '@wikibot/contracts/define/present';
import type { Reindex } from '@wikibot/contracts/requests/reindex';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Operation, Table } from '@wikibot/platform/kernel/table';
import { isUnderWay } from '../ports/runs.ts';
import type { Run, RunChange, Runs } from '../ports/runs.ts';
import { succeeds } from './conditional-write.ts';

const WAITING = 'reindex-waiting';
const RUNNING = 'reindex-running';
const runKey = (wikiId: string) => ({ pk: `index#${wikiId}`, sk: 'run' });
const partsOfRun = (run: string): string => `reindex#${run}`;

type Parts = Pick<KernelPorts, 'table' | 'clock' | 'ids' | 'sagas'>;

const read = async (wikiId: string, { table }: Pick<Parts, 'table'>): Promise<Run | undefined> =>
  (await table.get(runKey(wikiId))) as unknown as Run | undefined; // as we wrote it

/** A run that failed is not tried again by itself for so long. */
const REST_MS = 60 * 60 * 1000;

const want = async (wikiId: string, parts: Parts): Promise<void> => {
  const run = await read(wikiId, parts);
  const hasFailed = run?.status === 'error' && parts.clock.now() - (run.ended ?? 0) < REST_MS;
  if (isUnderWay(run) || hasFailed) return;
  await succeeds(parts.table.write([{ put: { pk: WAITING, sk: wikiId, since: parts.clock.now() }, if: 'absent' }]));
};

const start = async (wikiId: string, parts: Parts): Promise<string | undefined> => {
  const { table, clock, ids, sagas } = parts;
  const known = await read(wikiId, parts);
  if (isUnderWay(known)) return undefined;
  const run = ids.entity('rix');
  const begun = { ...runKey(wikiId), run, status: 'in_progress', started: clock.now(), parts: 0 };
  const operations: readonly Operation[] = [
    { put: begun, if: known ? { field: 'run', equals: known.run } : 'absent' },
    { put: { pk: RUNNING, sk: wikiId, run } },
    { delete: { pk: WAITING, sk: wikiId } },
    sagas.starting('reindex', run, { wikiId, run }),
  ];
  return (await succeeds(table.write(operations))) ? run : undefined;
};

/** So many that wait are looked at; the next look finds the others. */
const LOOKED_AT = 100;

const startWaiting = async (most: number, parts: Parts): Promise<void> => {
  const { rows: running } = await parts.table.query({ pk: RUNNING, limit: most });
  if (running.length >= most) return;
  const { rows } = await parts.table.query({ pk: WAITING, limit: LOOKED_AT });
  const longest = [...rows].sort((a, b) => Number(a['since']) - Number(b['since']));
  for (const { sk } of longest.slice(0, most - running.length)) await start(sk, parts);
};

const ends = ({ status }: RunChange): boolean => status !== undefined && !isUnderWay({ status });

/** A change that is written at the same time is not lost: whoever loses the race changes what the other has written. */
const note = async (wikiId: string, change: RunChange, parts: Parts): Promise<void> => {
  for (;;) {
    const known = (await read(wikiId, parts)) as (Run & { readonly noted?: number }) | undefined;
    if (known?.run !== change.run) return;
    const isOver = ends(change);
    const noted = (known.noted ?? 0) + 1;
    const row = { ...known, ...change, ...runKey(wikiId), noted, ...(isOver ? { ended: parts.clock.now() } : {}) };
    const operations: readonly Operation[] = [
      { put: row, if: { field: 'noted', below: noted } },
      ...(isOver ? [{ delete: { pk: RUNNING, sk: wikiId } }] : []),
    ];
    if (await succeeds(parts.table.write(operations))) return;
  }
};

const DAYS_KEPT = 30;

const notePart = async (run: string, part: string, { table, clock }: Parts): Promise<void> => {
  const expiresAt = Math.floor(clock.now() / 1000) + DAYS_KEPT * 24 * 60 * 60;
  await table.write([{ put: { pk: partsOfRun(run), sk: part, expiresAt } }]);
};

const doneParts = async (run: string, table: Table): Promise<number> => {
  let done = 0;
  for (let after: string | undefined; ;) {
    const page = await table.query({ pk: partsOfRun(run), limit: 1_000, ...present({ after }) });
    done += page.rows.length;
    if (page.next === undefined) return done;
    after = page.next;
  }
};

const instant = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

const describe = async (wikiId: string, { table }: Parts): Promise<Reindex> => {
  const known = await read(wikiId, { table });
  if (!known) return { status: 'idle' };
  const { run, status, step, pages, chunks, reason } = known;
  const done = await doneParts(run, table);
  return present({
    ...{ run, status, pages, chunks, reason, done, parts: Math.max(done, known.parts) },
    ...{ started: instant(known.started), ended: instant(known.ended) },
    step: isUnderWay(known) ? step : undefined,
  });
};

/** Rows of search's own table; a saga is started by one of them. */
export const tableRuns = (parts: Parts): Runs => ({
  of: (wikiId) => read(wikiId, parts),
  want: (wikiId) => want(wikiId, parts),
  start: (wikiId) => start(wikiId, parts),
  startWaiting: (most) => startWaiting(most, parts),
  note: (wikiId, change) => note(wikiId, change, parts),
  notePart: (run, part) => notePart(run, part, parts),
  describe: (wikiId) => describe(wikiId, parts),
});
