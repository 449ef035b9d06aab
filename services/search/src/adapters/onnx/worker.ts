/** The model, in a thread of its own: a text takes tens of milliseconds, and whoever reads a page meanwhile must not wait for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { wordPiece } from './word-piece.ts';

/** What is used of onnxruntime-node, which is there only where somebody installed it. */
interface Runtime {
  readonly Tensor: new (type: 'int64', values: BigInt64Array, shape: readonly number[]) => object;
  readonly InferenceSession: { create(file: string, options: object): Promise<Session> };
}
interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, object>>): Promise<Readonly<Record<string, Output>>>;
}
interface Output {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

export interface Setting {
  readonly folder: string;
  readonly runtime: string;
}
export interface Asked {
  readonly id: number;
  readonly texts: readonly string[];
}
export type Told =
  { readonly id: number; readonly vectors: readonly (Float32Array | undefined)[] } | { readonly id: number; readonly fault: string };

/** Sentence models of this shape read 256 pieces. */
const MOST_PIECES = 256;

const { folder, runtime } = workerData as Setting; // as the embedder sets it

const load = async () => {
  const module = (await import(runtime)) as { readonly default?: Runtime } & Runtime; // CommonJS, by its documentation
  const { Tensor, InferenceSession } = module.default ?? module;
  const session = await InferenceSession.create(join(folder, 'model.onnx'), { executionProviders: ['cpu'], intraOpNumThreads: 1 });
  return { session, Tensor, pieces: wordPiece(readFileSync(join(folder, 'vocab.txt'), 'utf8')) };
};
const loading = load();

const FILLERS: Readonly<Record<string, (id: number) => bigint>> = {
  input_ids: (id) => BigInt(id),
  attention_mask: () => 1n,
  token_type_ids: () => 0n,
};

/** Mean over the pieces, to unit length. */
const pooled = ({ data, dims }: Output): Float32Array | undefined => {
  const [, length = 0, dimension = 0] = dims;
  const mean = new Float32Array(dimension);
  for (let at = 0; at < length * dimension; at += 1) mean[at % dimension] = (mean[at % dimension] ?? 0) + (data[at] ?? 0) / length;
  const size = Math.hypot(...mean);
  return size > 1e-9 ? mean.map((value) => value / size) : undefined;
};

/** One text at a time: none is filled up to the length of another, so a vector does not depend on its neighbours. */
const vectorOf = async (text: string): Promise<Float32Array | undefined> => {
  const { session, Tensor, pieces } = await loading;
  const ids = pieces.idsOf(text, MOST_PIECES);
  if (ids.length === 2) return undefined;
  const feeds = session.inputNames.map((name) => {
    const filler = FILLERS[name];
    if (!filler) throw new Error(`the model wants an input ${name} that sentence models do not have`);
    return [name, new Tensor('int64', BigInt64Array.from(ids, filler), [1, ids.length])] as const;
  });
  const answer = await session.run(Object.fromEntries(feeds));
  const output = answer['last_hidden_state'] ?? answer[session.outputNames[0] ?? ''];
  if (output?.dims.length !== 3) throw new Error('the model answers no hidden state for each piece');
  return pooled(output);
};

const told = async ({ id, texts }: Asked): Promise<Told> => {
  try {
    const vectors: (Float32Array | undefined)[] = [];
    for (const text of texts) vectors.push(await vectorOf(text));
    return { id, vectors };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
};

let turn: Promise<void> = Promise.resolve();
parentPort?.on('message', (asked: Asked) => {
  turn = turn.then(async () => parentPort?.postMessage(await told(asked)));
});
