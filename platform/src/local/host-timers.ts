/** Drives the timers of manifests and the care of views, tables and saga runs; the answer stops them. */
import type { Clock, Log } from '../kernel/ports.ts';
import type { ServiceRuntime } from '../kernel/runtime.ts';
import type { SagaRunner } from './sagas/runner.ts';
import type { SqliteTable } from './sqlite-table.ts';

export interface TimerParts {
  readonly runtimes: readonly ServiceRuntime[];
  readonly tables: readonly SqliteTable[];
  readonly sagas: SagaRunner;
  readonly clock: Clock;
  readonly log: Log;
}

const REPAIR_MS = 5_000;
const PURGE_MS = 60_000;
const PURGED_AT_ONCE = 1_000;
/** Ended sagas can be looked at for a month. */
const SAGA_DAYS_MS = 30 * 24 * 60 * 60 * 1000;

export const timers = ({ runtimes, tables, sagas, clock, log }: TimerParts): (() => Promise<void>) => {
  const running = new Set<Promise<unknown>>();
  const every = ticker(running, log);
  const all = runtimes.flatMap((runtime) => [
    every(REPAIR_MS, `${runtime.manifest.name} views`, () => runtime.care.repairGaps()),
    ...Object.entries(runtime.manifest.units).flatMap(([name, unit]) =>
      unit.kind === 'timer' ? [every(unit.everySeconds * 1000, `${runtime.manifest.name}.${name}`, () => runtime.runTimer(name))] : [],
    ),
  ]);
  const purge = every(PURGE_MS, 'purge', async () => {
    for (const table of tables) table.purgeExpired(PURGED_AT_ONCE);
    await sagas.forget(clock.now() - SAGA_DAYS_MS);
  });
  return async () => {
    for (const timer of [...all, purge]) clearInterval(timer);
    await Promise.all(running);
  };
};

/** A turn that takes longer than its interval is not overtaken by the next. */
const ticker =
  (running: Set<Promise<unknown>>, log: Log) =>
  (milliseconds: number, name: string, run: () => Promise<unknown>): NodeJS.Timeout => {
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
