import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

/** The chosen Node comes first in PATH, so that npm, npx and every tool below run on it too. */
export const environmentFor = ({ root, node }) => ({
  ...process.env,
  PATH: [path.dirname(node.file), process.env.PATH].filter(Boolean).join(path.delimiter),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(root, '.cache/compile'),
});

const ended = (child) =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });

/** A step of the set-up: what it prints goes to stderr. Answers whether it went well. */
export const runAside = async ({ command, args, cwd, env, shell = false }) => {
  const { code } = await ended(spawn(command, args, { cwd, env, shell, stdio: ['ignore', 2, 2] }));
  return code === 0;
};

export const runQuietly = async (command, args) => {
  const { code } = await ended(spawn(command, args, { stdio: 'ignore' }));
  return code === 0;
};

/** A terminal sends Ctrl-C to the whole foreground group, so the program has it already; without one only we were told. */
const hasTerminal = () => [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);

/** npm repeats a signal that its group got as well: each kind is passed on once. */
const passSignalsTo = (child) => {
  const ownOnly = hasTerminal() ? [] : ['SIGINT', 'SIGHUP'];
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) {
    let told = false;
    process.on(signal, () => {
      if (told || (signal !== 'SIGTERM' && !ownOnly.includes(signal))) return;
      told = true;
      child.kill(signal);
    });
  }
};

/**
 * npm runs scripts through a shell, and a shell told to stop does not tell us. When it has gone, the program is to go as well:
 * an orphan would keep the port and the lock on its data.
 */
const followParent = (child) => {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 250);
  watch.unref();
};

/** Becomes the program as nearly as a parent can: same streams, same signals, same exit. */
export const runToItsEnd = async ({ command, args, env }) => {
  const child = spawn(command, args, { env, stdio: 'inherit' });
  passSignalsTo(child);
  followParent(child);
  const { code, signal, error } = await ended(child);
  if (error) throw error;
  process.exitCode = code ?? 128 + (os.constants.signals[signal] ?? 0);
};
