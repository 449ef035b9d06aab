/** `npm start` as a child process, for tests that kill it or read what it prints. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ready } from '@wikibot/platform/local/run-host';
import { projectFolder } from './host.ts';

export interface Exit {
  readonly code: number | null;
  readonly stderr: string;
}

export interface ChildHost {
  readonly ready: Ready;
  /** What it has logged so far: warnings and errors, a line of JSON each. */
  readonly stderr: () => string;
  /** SIGKILL; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM, as a person's Ctrl-C; resolves with how it ended. */
  readonly stop: () => Promise<Exit>;
}

const startProgram = (data: string, further: readonly string[]): { child: ChildProcess; said: { out: string; err: string } } => {
  const program = join(projectFolder, 'platform/bin/start.ts');
  const args = ['--disable-warning=ExperimentalWarning', program, '--data', data, '--json', ...further];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return { child, said };
};

const ended = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  await once(child, 'close');
  return child.exitCode;
};

/** Starts and waits until the host says that it is ready. */
export const startChild = async (data: string, further: readonly string[] = ['--port', '0', '--owner', 'ada']): Promise<ChildHost> => {
  const { child, said } = startProgram(data, further);
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (said.out.includes('\n')) resolve(JSON.parse(said.out) as Ready); // printed by start.ts
    });
    child.once('close', (code) => reject(new Error(`the host ended with ${code}: ${said.err}`)));
  });
  const signal = async (name: 'SIGKILL' | 'SIGTERM'): Promise<Exit> => {
    child.kill(name);
    return { code: await ended(child), stderr: said.err };
  };
  return { ready, stderr: () => said.err, kill: async () => void (await signal('SIGKILL')), stop: () => signal('SIGTERM') };
};

/** Starts a host that is expected to give up, and tells how. One that starts after all is killed. */
export const startInVain = async (data: string, further: readonly string[]): Promise<Exit> => {
  const { child, said } = startProgram(data, further);
  child.stdout?.once('data', () => child.kill('SIGKILL'));
  const code = await ended(child);
  return { code, stderr: said.err };
};
