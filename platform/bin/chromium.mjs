/** Finds a Chromium for the browser tests, and on Debian and Ubuntu brings one when the user may install packages. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupFault, say } from './setup/speech.mjs';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const programFiles = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);

const usualPlaces = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: programFiles.flatMap((folder) => [
    path.join(folder, 'Google/Chrome/Application/chrome.exe'),
    path.join(folder, 'Chromium/Application/chrome.exe'),
    path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]),
};

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const find = () => {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const inPath = commands.flatMap((command) => folders.map((folder) => path.join(folder, command)));
  return [...inPath, ...(usualPlaces[process.platform] ?? [])].find(isExecutable);
};

/** Time limits in seconds: a registry that does not answer must not hold up the other tests. */
const installation = [
  { args: ['update', '-qq'], limit: 120 },
  { args: ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], limit: 420 },
];

const mayInstall = () => existsSync('/etc/debian_version') && process.getuid?.() === 0;

const install = () => {
  say('no browser found: installing chromium with apt-get');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return installation.every(
    ({ args, limit }) => spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2], timeout: limit * 1000 }).status === 0,
  );
};

/** One attempt per checkout: whoever is offline waits for the time limits once, not at every run. */
const installOnce = (root) => {
  const attempt = path.join(root, '.cache/chromium-attempted');
  if (!mayInstall() || existsSync(attempt)) return undefined;
  mkdirSync(path.dirname(attempt), { recursive: true });
  writeFileSync(attempt, '');
  return install() ? find() : undefined;
};

/** The path of a browser, or undefined when browser tests are to be skipped. In CI that would hide them, so there it is a fault. */
export const ensureChromium = (root) => {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const found = find() ?? installOnce(root);
  if (found) return found;
  const how = 'Install Chromium or Chrome, or set CHROMIUM_PATH to one.';
  if (process.env.CI === 'true') throw new SetupFault(`no browser for the browser tests. ${how}`);
  say(`*** BROWSER TESTS ARE SKIPPED: no Chromium found. ${how} ***`);
  return undefined;
};
