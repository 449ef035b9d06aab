/** Types, lint, format and architecture: everything a machine can say about the code without running it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const browserProject = 'services/render/web/tsconfig.json';

/**
 * The slow ones first, so that two of them share two cores. What was looked at before and has not changed is passed over; lint then does
 * not see that a type of another file has changed, so the last word has a checkout without a cache, as .ci/run has.
 */
const checks = [
  {
    name: 'lint',
    script: 'node_modules/eslint/bin/eslint.js',
    args: ['--cache', '--cache-location=.cache/eslint', '--cache-strategy=content', '.'],
  },
  {
    name: 'types',
    script: 'node_modules/typescript/bin/tsc',
    args: ['--noEmit', '--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo', '-p', 'tsconfig.json'],
  },
  {
    name: 'architecture',
    script: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['--config', '.dependency-cruiser.cjs', 'contracts', 'platform', 'services', 'cdk', 'test', 'load'],
  },
  {
    name: 'format',
    script: 'node_modules/prettier/bin/prettier.cjs',
    args: ['--check', '--log-level=warn', '--cache', '--cache-location=.cache/prettier', '.'],
  },
  {
    name: 'browser types',
    script: 'node_modules/typescript/bin/tsc',
    args: ['--noEmit', '-p', browserProject],
    only: existsSync(path.join(root, browserProject)),
  },
];

const run = ({ name, script, args }) =>
  new Promise((resolve) => {
    const started = performance.now();
    const said = [];
    const child = spawn(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.once('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      resolve({ name, isGood: code === 0, seconds, said: Buffer.concat(said).toString() });
    });
  });

const report = ({ name, isGood, seconds, said }) => {
  if (!isGood) process.stdout.write(said);
  process.stderr.write(`${isGood ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  return isGood;
};

const takeTurns = async (queue, results) => {
  for (let check = queue.shift(); check; check = queue.shift()) results.push(report(await run(check)));
};

const queue = checks.filter(({ only = true }) => only);
const results = [];
await Promise.all([takeTurns(queue, results), takeTurns(queue, results)]);
process.exitCode = results.every(Boolean) ? 0 : 1;
