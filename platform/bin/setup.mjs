/**
 * The door behind every npm script. Any Node from 20 on can open it: it chooses a Node that is new enough, installs what the
 * program needs, builds the browser code, and then runs the program. Each step costs nothing when there is nothing to do.
 *
 * It speaks on stderr only; stdout belongs to the program. npm itself prints a banner on stdout, so a caller that reads
 * stdout asks for silence (`npm start --silent -- --json`) or comes in here (`node platform/bin/setup.mjs start --json`).
 */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureNode } from './setup/node-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { environmentFor, runToItsEnd } from './setup/program.mjs';
import { SetupFault, say } from './setup/speech.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** `runtime` packages are a fifth of `all` of them, so a first `npm start` does not wait for the test tools. */
const programs = {
  start: { file: 'platform/bin/start.ts', packages: 'runtime', web: true },
  wikibot: { file: 'platform/bin/wikibot.ts', packages: 'runtime', web: false },
  docs: { file: 'platform/bin/docs.ts', packages: 'all', web: false },
  load: { file: 'load/run.ts', packages: 'all', web: true },
  check: { file: 'platform/bin/check.mjs', packages: 'all', web: false },
  test: { file: 'platform/bin/test.mjs', packages: 'all', web: true },
};

const programNamed = (name) => {
  if (Object.hasOwn(programs, name ?? '')) return programs[name];
  throw new SetupFault(`usage: node platform/bin/setup.mjs <${Object.keys(programs).join('|')}> [arguments]`);
};

/** Called by a step that is about to write, so that a warm start works from a read-only folder too. */
const mustBeWritable = () => {
  try {
    accessSync(root, constants.W_OK);
  } catch (cause) {
    throw new SetupFault(
      `cannot write to ${root}, and the first start keeps its packages there.\nMake the folder writable for this user, or copy it to one that is, and start again.`,
      { cause },
    );
  }
};

const main = async ([name, ...args]) => {
  const program = programNamed(name);
  const node = await ensureNode({ root, mustBeWritable });
  const env = environmentFor({ root, node });
  await ensurePackages({ root, node, env, scope: program.packages, mustBeWritable });
  if (program.web) {
    const { buildWeb } = await import('./build-web.mjs');
    await buildWeb({ root, mustBeWritable });
  }
  await runToItsEnd({ command: node.file, args: ['--disable-warning=ExperimentalWarning', path.join(root, program.file), ...args], env });
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  say(error instanceof SetupFault ? error.message : error);
  process.exitCode = 1;
}
