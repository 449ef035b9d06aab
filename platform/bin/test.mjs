/** `npm test` checks and then runs every spec; `npm test -- services/wiki` runs only the specs named, with jest's own arguments. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { runAside, runToItsEnd } from './setup/program.mjs';
import { SetupFault, say } from './setup/speech.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Specs are ECMAScript modules, which jest loads through Node's vm modules; its workers need the flag as well. */
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const jest = async (args) => {
  const chromium = ensureChromium(root);
  const env = {
    ...process.env,
    NODE_OPTIONS: [process.env.NODE_OPTIONS, ...flags].filter(Boolean).join(' '),
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  };
  await runToItsEnd({
    command: process.execPath,
    args: [path.join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', root, ...args],
    env,
  });
};

const check = async () => {
  const isGood = await runAside({ command: process.execPath, args: [path.join(root, 'platform/bin/check.mjs')], env: process.env });
  if (!isGood) throw new SetupFault('the checks failed (see above), so no spec was run');
};

try {
  const args = process.argv.slice(2);
  if (args.length === 0) await check();
  await jest(args);
} catch (error) {
  say(error instanceof SetupFault ? error.message : error);
  process.exitCode = 1;
}
