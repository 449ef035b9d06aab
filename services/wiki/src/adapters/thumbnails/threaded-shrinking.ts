/** Makes small versions off the main thread, one at a time: each takes some hundred megabytes while it is made. */
import { Worker } from 'node:worker_threads';
import type { Log } from '@wikibot/platform/kernel/ports';
import { turns } from '@wikibot/platform/kernel/turns';
import type { Done, Job } from './shrinking-thread.ts';

/** `failed`: not a picture, or not one that can be read. `later`: there was no time for it. */
export type Shrunk = Done | { readonly kind: 'failed' } | { readonly kind: 'later' };
export type Shrinking = (job: Job) => Promise<Shrunk>;

export interface ShrinkingLimits {
  readonly milliseconds: number;
  /** So many may wait for their turn. */
  readonly waiting: number;
}

const LIMITS: ShrinkingLimits = { milliseconds: 20_000, waiting: 16 };

export const threadedShrinking = (log: Log, { milliseconds, waiting }: ShrinkingLimits = LIMITS): Shrinking => {
  const inTurn = turns();
  let waits = 0;
  return async (job) => {
    if (waits >= waiting) return { kind: 'later' };
    waits += 1;
    const done = await inTurn('thread', () => inThread(job, milliseconds)).finally(() => (waits -= 1));
    if (done.kind !== 'made') log('info', 'no small version of a picture was made', { reason: done.kind, bytes: job.shrink.length });
    return done;
  };
};

/** Whatever becomes of the thread, it ends. It knows nothing but the picture. */
const inThread = async (job: Job, milliseconds: number): Promise<Shrunk> => {
  const { THREAD } = await import('./shrinking-thread.ts');
  const shrink = new Uint8Array(job.shrink);
  const workerData: Job = { ...job, shrink };
  const thread = new Worker(THREAD, { workerData, transferList: [shrink.buffer], env: {}, stdout: true, stderr: true });
  try {
    return await outcomeOf(thread, milliseconds);
  } finally {
    await thread.terminate();
  }
};

const outcomeOf = (thread: Worker, milliseconds: number): Promise<Shrunk> =>
  new Promise((resolve) => {
    const timeout = setTimeout(() => resolve({ kind: 'later' }), milliseconds);
    const end = (outcome: Shrunk): void => {
      clearTimeout(timeout);
      resolve(outcome);
    };
    thread
      .once('message', end)
      .once('error', () => end({ kind: 'failed' }))
      .once('exit', () => end({ kind: 'failed' }));
  });
