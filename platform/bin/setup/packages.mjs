import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { SetupFault, say } from './speech.mjs';

/** How much of the lock file is wanted, and how npm is asked for it. */
const scopes = { runtime: ['--omit=dev'], all: ['--include=dev'] };

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** Excluding the network keeps the report from looking up names, which can take seconds. */
const libcOfThisMachine = () => {
  if (process.platform !== 'linux') return undefined;
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
};

const belongsHere = (entry, libc) =>
  (!entry.os || entry.os.includes(process.platform)) &&
  (!entry.cpu || entry.cpu.includes(process.arch)) &&
  (!entry.libc || entry.libc.includes(libc));

/** npm leaves a record of what it put into node_modules; somebody's own `npm install` counts as much as ours. */
const isInstalledAsLocked = (root, scope) => {
  const locked = readJson(path.join(root, 'package-lock.json'))?.packages ?? {};
  const installed = readJson(path.join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!installed) return false;
  const libc = libcOfThisMachine();
  return Object.entries(locked)
    .filter(([place]) => place.includes('node_modules/'))
    .filter(([, entry]) => scope === 'all' || !(entry.dev || entry.devOptional))
    .filter(([, entry]) => belongsHere(entry, libc))
    .every(([place, entry]) => installed[place] && installed[place].version === entry.version);
};

/**
 * `npm install` and not `npm ci`: a lock file written where the registry lacks some platform's optional packages is refused by
 * `ci` everywhere, while `install` fills such gaps without saving them. What is locked is still installed as locked, and checked.
 */
const install = async ({ root, env, scope }) => {
  say(`installing ${scope === 'all' ? 'all' : 'the runtime'} packages (the first time this takes a moment)`);
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...scopes[scope]];
  if (!(await npm(args, { cwd: root, env }))) {
    throw new SetupFault(
      'npm could not install the packages (see above). They are fetched once from the npm registry: check the connection, then run again.',
    );
  }
  if (!isInstalledAsLocked(root, scope)) {
    throw new SetupFault(
      'package-lock.json does not describe the packages of package.json. Run `npm install`, commit the lock file, then run again.',
    );
  }
};

/** Installs what the lock file says, in the scope wanted. `runtime` is content with `all`, never the other way round. */
export const ensurePackages = async ({ root, node, env, scope, mustBeWritable }) => {
  const stampFile = path.join(root, '.cache/packages.json');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = { lock, node: node.version, platform: `${process.platform}-${process.arch}` };
  const last = existsSync(path.join(root, 'node_modules')) ? readJson(stampFile) : undefined;
  const isSame = last && Object.keys(stamp).every((key) => last[key] === stamp[key]);
  if (isSame && (last.scope === scope || last.scope === 'all')) return;
  mustBeWritable();
  const reached = isInstalledAsLocked(root, 'all') ? 'all' : scope;
  if (!isInstalledAsLocked(root, reached)) await install({ root, env, scope });
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ ...stamp, scope: reached })}\n`);
};
