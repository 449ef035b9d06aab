/** The rounds of a run as tables. */
import { markdownTable, short } from './markdown-table.ts';
import type { Round } from './round.ts';
import { ascending, percentile } from './samples.ts';
import type { Figures } from './samples.ts';

const MIB = 1024 * 1024;

const figureRow = (size: number, [name, one]: readonly [string, Figures]) => [
  name,
  size,
  one.requests,
  short(one.p50),
  short(one.p95),
  short(one.p99),
  short(one.most),
  short(one.perSecond),
  one.failed,
];

const growthRow = (name: string, rounds: readonly Round[]) => {
  const [least] = rounds;
  const base = least?.figures.get(name)?.p50 ?? Number.NaN;
  return [name, ...rounds.map(({ figures }) => short((figures.get(name)?.p50 ?? Number.NaN) / base))];
};

const lagRow = (view: string, rounds: readonly Round[]) => [
  view,
  ...rounds.map(({ vitals }) => {
    const ages = ascending(vitals.lags[view] ?? []);
    return `${short(percentile(ages, 0.5))} / ${short(percentile(ages, 0.99))} (${ages.length})`;
  }),
];

export const report = (
  rounds: readonly Round[],
  { chosen, say }: { readonly chosen: readonly string[]; readonly say: (line: string) => void },
): void => {
  const columns = rounds.map(({ size }) => `${size} pages`);
  say(`\n## Requests, milliseconds\n`);
  say(
    markdownTable(
      ['scenario', 'pages', 'requests', 'p50', 'p95', 'p99', 'most', 'per second', 'failed'],
      rounds.flatMap(({ size, figures }) => [...figures].map((entry) => figureRow(size, entry))),
    ),
  );
  say(`\n## Growth of p50\n`);
  say(
    markdownTable(
      ['scenario', ...columns],
      chosen.map((name) => growthRow(name, rounds)),
    ),
  );
  say(`\n## From fact to view, milliseconds p50 / p99 (facts)\n`);
  say(
    markdownTable(
      ['view', ...columns],
      Object.keys(rounds[0]?.vitals.lags ?? {})
        .sort()
        .map((view) => lagRow(view, rounds)),
    ),
  );
  say(`\n## Server\n`);
  say(
    markdownTable(
      ['', ...columns],
      [
        ['memory after all, MiB', ...rounds.map(({ vitals }) => short(vitals.rss / MIB))],
        ['first start, ms', ...rounds.map(({ cold }) => short(cold))],
        ['next start, ms', ...rounds.map(({ warm }) => short(warm))],
        ['import, pages per second', ...rounds.map(({ importPerSecond }) => short(importPerSecond))],
        ['load average afterwards (1, 5, 15 min)', ...rounds.map((one) => one.load)],
      ],
    ),
  );
};
