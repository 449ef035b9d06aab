/**
 * The inside of one Lambda function, run as a worker thread: loads the bundle as Lambda's Node runtime does, with what that puts into the
 * global scope, and calls its handler for each event (AWS Lambda Developer Guide, "Building Lambda functions with Node.js").
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { isStreaming, ResponseStream, streamingRuntime } from '@wikibot/platform/aws/doubles/response-stream';
import type { Asked, Said } from './lambda-messages.ts';
import { resolveHosts } from './name-server.ts';

interface Loaded {
  readonly taskRoot: string;
  readonly handler: string;
  readonly hosts: ReadonlyMap<string, string>;
}

const { taskRoot, handler, hosts } = workerData as Loaded;
const say = (said: Said): void => parentPort?.postMessage(said);

Object.assign(globalThis, { awslambda: streamingRuntime });
resolveHosts(hosts);

type Handler = (event: unknown) => Promise<unknown>;

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
    if (isStreaming(run)) {
      await run(parsed, new ResponseStream((bytes) => say({ kind: 'chunk', invocation, bytes })));
      say({ kind: 'end', invocation });
    } else say({ kind: 'result', invocation, json: JSON.stringify((await run(parsed)) ?? null) });
  } catch (error) {
    say({ kind: 'fault', invocation, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

parentPort?.on('message', (asked: Asked) => void invoke(asked));
