/**
 * A thread for one picture. The decoders run as WebAssembly, which bad bytes cannot get out of, and thread and memory are gone after it.
 * The thread runs this very module, so that no bundler has to know of a second program; whoever else loads it learns its address.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Side } from '../../domain/attachments/thumbnail.ts';
import type { Thumbnail } from '../../domain/attachments/thumbnail.ts';

export const THREAD = new URL(import.meta.url);

export interface Job {
  readonly shrink: Uint8Array;
  readonly side: Side;
}

/** `original`: it is small enough as it is, or too large to be decoded. */
export type Done = { readonly kind: 'made'; readonly thumbnail: Thumbnail } | { readonly kind: 'original' };

const isJob = (data: unknown): data is Job => typeof data === 'object' && data !== null && 'shrink' in data;

if (isJob(workerData)) {
  const { shrunk } = await import('./shrunk.ts');
  parentPort?.postMessage(shrunk(workerData));
}
