/** Brings the official MCP inspector, which is installed apart from all other packages; as a program it prints the path of it. */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './setup/npm.mjs';
import { SetupFault, say } from './setup/speech.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const described = path.join(root, 'test/inspector');
const { dependencies } = JSON.parse(readFileSync(path.join(described, 'package.json'), 'utf8'));
const folder = path.join(root, '.cache/mcp-inspector', dependencies['@modelcontextprotocol/inspector']);
const program = path.join(folder, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');

const install = async () => {
  say('installing the MCP inspector (the first time this takes a moment)');
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(path.join(described, file), path.join(folder, file));
  return npm(['install', '--no-save', '--ignore-scripts', '--loglevel=error'], { cwd: folder, env: process.env });
};

/** The path, or nothing when it cannot be had. In CI that would hide what is shown with it, so there it is a fault. */
const ensureInspector = async () => {
  if (existsSync(program) || ((await install()) && existsSync(program))) return program;
  if (process.env.CI === 'true') throw new SetupFault('the MCP inspector could not be installed (see above)');
  say('*** THE MCP INSPECTOR IS NOT RUN: it could not be installed. ***');
  return '';
};

try {
  process.stdout.write(await ensureInspector());
} catch (error) {
  say(error instanceof SetupFault ? error.message : error);
  process.exitCode = 1;
}
