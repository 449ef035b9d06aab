/**
 * The inside of one Lambda function, run as a worker thread: loads the bundle as Lambda's Node runtime does, with what that puts into the
 * global scope, and calls its handler for each event (AWS Lambda Developer Guide, "Building Lambda functions with Node.js").
 */
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Asked, Said } from './lambda-messages.ts';

const { taskRoot, handler } = workerData as { readonly taskRoot: string; readonly handler: string };
const say = (said: Said): void => parentPort?.postMessage(said);

/** What a streaming handler writes; the head travels before the body, set apart by eight NULs ("Response streaming"). */
class ResponseStream extends Writable {
  private readonly invocation: number;
  private head: string | undefined;
  constructor(invocation: number) {
    super();
    this.invocation = invocation;
  }
  setHead(metadata: object): void {
    this.head = JSON.stringify(metadata);
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.sayHead();
    if (chunk.length > 0) say({ kind: 'chunk', invocation: this.invocation, bytes: chunk });
    done();
  }
  private sayHead(): void {
    if (this.head === undefined) return;
    say({ kind: 'chunk', invocation: this.invocation, bytes: Buffer.from(`${this.head}${'\0'.repeat(8)}`) });
    this.head = undefined;
  }
}

const STREAMS = Symbol('streams');

type Handler = ((event: unknown, stream?: Writable) => Promise<unknown>) & { readonly [STREAMS]?: true };

const runtimeGlobal = {
  streamifyResponse: (run: (event: unknown, stream: Writable) => Promise<void>) =>
    Object.assign((event: unknown, stream: Writable) => run(event, stream), { [STREAMS]: true }),
  HttpResponseStream: {
    from: (stream: ResponseStream, metadata: object): ResponseStream => {
      stream.setHead(metadata);
      return stream;
    },
  },
};
Object.assign(globalThis, { awslambda: runtimeGlobal });

/** `lambda.work` is the export `work` of the module `lambda`. */
const loaded = (async (): Promise<Handler> => {
  const [file = '', name = ''] = handler.split('.');
  const module = (await import(pathToFileURL(join(taskRoot, `${file}.mjs`)).href)) as Readonly<Record<string, Handler | undefined>>; // the bundle's exports
  return module[name] ?? Promise.reject(new Error(`the bundle exports no ${name}`));
})();

const invoke = async ({ invocation, event }: Asked): Promise<void> => {
  try {
    const run = await loaded;
    const parsed: unknown = JSON.parse(event);
    if (run[STREAMS]) {
      await run(parsed, new ResponseStream(invocation));
      say({ kind: 'end', invocation });
    } else say({ kind: 'result', invocation, json: JSON.stringify((await run(parsed)) ?? null) });
  } catch (error) {
    say({ kind: 'fault', invocation, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

parentPort?.on('message', (asked: Asked) => void invoke(asked));
