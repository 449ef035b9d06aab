/** The product in a process of its own, which tells the load generator how it feels. Started by fork. */
import { resolve } from 'node:path';
import { runHost } from '@wikibot/platform/local/run-host';
import { services } from '../services/all.ts';

export interface Vitals {
  readonly rss: number;
  /** Milliseconds of processor that the process has used. */
  readonly processor: number;
  /** Ages of facts in milliseconds when each view had them, by `service.view`. */
  readonly lags: Readonly<Record<string, readonly number[]>>;
}

const running = await runHost({
  services,
  root: resolve(import.meta.dirname, '..'),
  data: process.argv[2] ?? '',
  chosen: { port: 0, owner: 'ada' },
  machine: 'load',
  write: () => undefined,
  verbose: false,
});

const vitals = (): Vitals => {
  const lags: Record<string, readonly number[]> = {};
  for (const [service, runtime] of running.host.runtimes)
    for (const [view, ages] of runtime.care.lags()) lags[`${service}.${view}`] = [...ages];
  const { user, system } = process.cpuUsage();
  return { rss: process.memoryUsage().rss, processor: (user + system) / 1000, lags };
};

const orders: Readonly<Record<string, () => void>> = {
  vitals: () => process.send?.({ vitals: vitals() }),
  stop: () => void running.stop().then(() => process.exit(0)),
};
process.on('message', (order: string) => orders[order]?.());
process.once('disconnect', () => process.exit(1));
process.send?.({ ready: running.ready });
