/** `npm run wikibot -- <command>`: one command line for whoever keeps a wikibot. */
import { randomUUID } from 'node:crypto';
import { runCommand } from '../src/ops/command-line.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  columns: process.stderr.isTTY ? process.stderr.columns : undefined,
  // npm runs scripts in the project's folder and tells where the person stands.
  folder: process.env['INIT_CWD'] ?? process.cwd(),
  project: process.cwd(),
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  uuid: randomUUID,
});
