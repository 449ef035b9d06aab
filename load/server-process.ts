import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ready } from '@wikibot/platform/local/run-host';
import type { Vitals } from './server.ts';

export interface ServerProcess {
  readonly ready: Ready;
  readonly vitals: () => Promise<Vitals>;
  readonly stop: () => Promise<void>;
}

export const startServer = async (data: string): Promise<ServerProcess> => {
  const child = fork(join(import.meta.dirname, 'server.ts'), [data], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const reply = async (): Promise<{ ready?: Ready; vitals?: Vitals }> => ((await once(child, 'message')) as [object])[0]; // sent by server.ts
  const { ready } = await reply();
  if (!ready) throw new Error('the server did not start');
  return {
    ready,
    vitals: async () => {
      const answer = reply();
      child.send('vitals');
      const { vitals } = await answer;
      if (!vitals) throw new Error('the server told nothing');
      return vitals;
    },
    stop: async () => {
      child.send('stop');
      await once(child, 'exit');
    },
  };
};

/** Milliseconds from spawning the program that `npm start` runs to its line of JSON, which is when it serves. */
export const timeToStart = async (data: string): Promise<number> => {
  const program = join(import.meta.dirname, '../platform/bin/start.ts');
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, '--port', '0', '--owner', 'ada', '--data', data, '--json'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await once(child.stdout, 'data');
  const took = performance.now() - began;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return took;
};
