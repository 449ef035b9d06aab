/**
 * `npm run load -- [scenario …] [--pages 100,1000] [--seed 7]`: measures the product on wikis of these sizes and prints tables.
 * The server has a process of its own, the load generator is beside it on the same machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from './report.ts';
import { machineLoad, round } from './round.ts';
import type { Round } from './round.ts';
import { scenarios } from './scenarios.ts';

const given = parseArgs({
  allowPositionals: true,
  options: { pages: { type: 'string', default: '100,1000' }, seed: { type: 'string', default: '7' } },
});
const sizes = given.values.pages.split(',').map(Number);
const seed = Number(given.values.seed);
const chosen = given.positionals.length > 0 ? given.positionals : Object.keys(scenarios);

const unknown = chosen.filter((name) => !Object.hasOwn(scenarios, name));
if (unknown.length > 0 || sizes.some((size) => !(size > 0))) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. Scenarios: ${Object.keys(scenarios).join(' · ')}; sizes as --pages 100,1000\n`);
  process.exit(2);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'wikibot-load-'));
try {
  say(
    `# Load\n\nNode ${process.version}, ${cpus().length} cores, load average before ${machineLoad()}, seed ${seed}, requests uniform over all pages.`,
  );
  const rounds: Round[] = [];
  for (const size of sizes) rounds.push(await round({ size, seed, chosen, folder }));
  report(rounds, { chosen, say });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
