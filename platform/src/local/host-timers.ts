/** Drives the timers of manifests and the care of views and tables; the answer stops them. */
import type { Log } from '../kernel/ports.ts';
import type { ServiceRuntime } from '../kernel/runtime.ts';
import type { SqliteTable } from './sqlite-table.ts';

const REPAIR_MS = 5_000;
const PURGE_MS = 60_000;
const PURGED_AT_ONCE = 1_000;

export const timers = (runtimes: readonly ServiceRuntime[], tables: readonly SqliteTable[], log: Log): (() => Promise<void>) => {
  const running = new Set<Promise<unknown>>();
  const every = (milliseconds: number, name: string, run: () => Promise<unknown>): NodeJS.Timeout => {
    let busy = false;
    const tick = (): void => {
      if (busy) return;
      busy = true;
      const turn = run()
        .catch((error: unknown) => log('error', 'a timer failed', { name, reason: String(error) }))
        .finally(() => {
          busy = false;
          running.delete(turn);
        });
      running.add(turn);
    };
    return setInterval(tick, milliseconds);
  };

  const all = runtimes.flatMap((runtime) => [
    every(REPAIR_MS, `${runtime.manifest.name} views`, () => runtime.care.repairGaps()),
    ...Object.entries(runtime.manifest.units).flatMap(([name, unit]) =>
      unit.kind === 'timer' ? [every(unit.everySeconds * 1000, `${runtime.manifest.name}.${name}`, () => runtime.runTimer(name))] : [],
    ),
  ]);
  const purge = every(PURGE_MS, 'purge', async () => tables.forEach((table) => table.purgeExpired(PURGED_AT_ONCE)));
  return async () => {
    for (const timer of [...all, purge]) clearInterval(timer);
    await Promise.all(running);
  };
};
