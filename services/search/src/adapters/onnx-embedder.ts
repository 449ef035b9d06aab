import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import type { Embedder } from '../ports/embedder.ts';
import type { Asked, Setting, Told } from './onnx/worker.ts';

export interface OnnxOptions {
  /** Holds `model.onnx` and `vocab.txt` of a sentence model with 384 floats, such as all-MiniLM-L6-v2. */
  readonly folder: string;
  /** The package, or a path to it. */
  readonly runtime?: string;
}

const DIMENSION = 384;
const FILES = ['model.onnx', 'vocab.txt'] as const;

export const isModelFolder = (folder: string): boolean => FILES.every((file) => existsSync(join(folder, file)));

/** The model is named by what is in its files, so another file is another model. */
const nameOf = async (folder: string): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of FILES) await pipeline(createReadStream(join(folder, file)), hash, { end: false });
  return `onnx-${hash.digest('hex').slice(0, 16)}`;
};

type Vectors = readonly (Float32Array | undefined)[];

interface Waiting {
  readonly resolve: (vectors: Vectors) => void;
  readonly reject: (fault: Error) => void;
}

/** A worker that is started at the first question, and again after it died. */
const workerOf = (setting: Setting) => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let count = 0;
  const fail = (fault: Error): void => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(new URL('./onnx/worker.ts', import.meta.url), { workerData: setting });
    started.on('message', (told: Told) => {
      const one = waiting.get(told.id);
      waiting.delete(told.id);
      if ('fault' in told) one?.reject(new Error(`the sentence model failed: ${told.fault}`));
      else one?.resolve(told.vectors);
    });
    started.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
    started.unref();
    return started;
  };
  return {
    ask: (texts: readonly string[]): Promise<Vectors> =>
      new Promise((resolve, reject) => {
        worker ??= start();
        count += 1;
        waiting.set(count, { resolve, reject });
        worker.postMessage({ id: count, texts } satisfies Asked);
      }),
    close: async (): Promise<void> => {
      await worker?.terminate();
      fail(new Error('the sentence model is closed'));
    },
  };
};

/** @throws when a vector has another length than the index takes */
const checked = (vectors: Vectors): Vectors => {
  const other = vectors.find((vector) => vector && vector.length !== DIMENSION);
  if (other) throw new Error(`the model gives vectors of ${other.length} numbers, and the index keeps ${DIMENSION}`);
  return vectors;
};

/** A sentence model from a local folder, through onnxruntime-node, which whoever wants it installs. */
export const openOnnxEmbedder = async ({ folder, runtime = 'onnxruntime-node' }: OnnxOptions): Promise<Embedder> => {
  const worker = workerOf({ folder, runtime });
  return {
    model: await nameOf(folder),
    dimension: DIMENSION,
    isQuick: false,
    embed: async (texts) => (texts.length === 0 ? [] : checked(await worker.ask(texts))),
    close: () => worker.close(),
  };
};
