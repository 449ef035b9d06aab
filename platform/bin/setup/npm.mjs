import { runAside } from './program.mjs';

/** The npm that runs us is preferred: it is there for certain, and as a script it needs no shell on Windows. */
const npmItself = () => {
  const script = process.env.npm_execpath ?? '';
  if (/npm-cli\.c?js$/.test(script)) return { command: 'node', before: [script], shell: false };
  return { command: 'npm', before: [], shell: process.platform === 'win32' };
};

/** Runs npm with everything it says on stderr. Answers whether it went well. */
export const npm = (args, { cwd, env }) => {
  const { command, before, shell } = npmItself();
  return runAside({ command, args: [...before, ...args], cwd, env, shell });
};
