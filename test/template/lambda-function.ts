/** A Lambda function of the templates: its bundle in a thread of its own, with the environment of the template and the role as its name. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Asked, Said } from './lambda-messages.ts';

export interface LambdaFunctionParts {
  /** Its physical name; calls that it makes are signed with it. */
  readonly name: string;
  readonly taskRoot: string;
  /** `lambda.work` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where hosts lie that it calls by their names. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly timeoutSeconds: number;
}

export interface LambdaFunction {
  readonly name: string;
  /** Waits for the result. @throws what the handler throws, or that it took too long, or that it died */
  invoke(event: unknown): Promise<unknown>;
  /** Hands on each piece of a streamed answer as it comes. */
  stream(event: unknown, take: (bytes: Uint8Array) => void): Promise<void>;
  /** Ends the thread in the middle of whatever it does; the next call starts another. */
  kill(): Promise<void>;
  /** Lines that it has logged. */
  readonly lines: readonly string[];
}

interface Waiting {
  readonly take: (bytes: Uint8Array) => void;
  readonly resolve: (json: string) => void;
  readonly reject: (error: Error) => void;
  readonly alarm: NodeJS.Timeout;
}

const RUNTIME = new URL('./lambda-runtime.ts', import.meta.url);

const threadOf = ({ taskRoot, handler, environment, hosts }: LambdaFunctionParts, logged: (line: string) => void): Worker => {
  const worker = new Worker(RUNTIME, {
    env: { ...environment, LAMBDA_TASK_ROOT: taskRoot, NODE_NO_WARNINGS: '1' },
    workerData: { taskRoot, handler, hosts },
    stdout: true,
    execArgv: [],
  });
  worker.stdout.setEncoding('utf8').on('data', (text: string) => text.split('\n').filter(Boolean).forEach(logged));
  worker.unref();
  return worker;
};

/** The calls that are under way, and what becomes of them. */
const underWay = ({ name, timeoutSeconds }: LambdaFunctionParts) => {
  const waiting = new Map<number, Waiting>();
  let invocations = 0;

  const settle = (invocation: number): Waiting | undefined => {
    const one = waiting.get(invocation);
    waiting.delete(invocation);
    clearTimeout(one?.alarm);
    return one;
  };
  const fail = (invocation: number, error: Error): void => settle(invocation)?.reject(error);
  const handOn = (invocation: number, bytes: Uint8Array): void => {
    try {
      waiting.get(invocation)?.take(bytes);
    } catch (error) {
      fail(invocation, error as Error); // thrown by the reader of the answer
    }
  };
  return {
    begin: (take: Waiting['take'], send: (invocation: number) => void): Promise<string> =>
      new Promise((resolve, reject) => {
        const invocation = (invocations += 1);
        const late = new Error(`${name}: Task timed out after ${timeoutSeconds} seconds`);
        const alarm = setTimeout(() => fail(invocation, late), timeoutSeconds * 1000).unref();
        waiting.set(invocation, { take, resolve, reject, alarm });
        send(invocation);
      }),
    hear: (said: Said): void => {
      if (said.kind === 'chunk') handOn(said.invocation, said.bytes);
      else if (said.kind === 'fault') fail(said.invocation, new Error(`${name}: ${said.reason}`));
      else settle(said.invocation)?.resolve(said.kind === 'result' ? said.json : 'null');
    },
    failAll: (error: Error): void => [...waiting.keys()].forEach((invocation) => fail(invocation, error)),
  };
};

/** Threads start at the first call: a deployment has more functions than a journey uses. */
export const lambdaFunction = (parts: LambdaFunctionParts): LambdaFunction => {
  const { name, taskRoot } = parts;
  if (!existsSync(taskRoot)) throw new Error(`the code of ${name} is not in the assembly: ${taskRoot}`);
  const lines: string[] = [];
  const calls = underWay(parts);
  let running: Worker | undefined;

  const start = (): Worker => {
    const worker = threadOf(parts, (line) => void lines.push(line));
    worker.on('message', calls.hear);
    worker.on('error', calls.failAll);
    worker.on('exit', () => {
      if (running === worker) running = undefined;
      calls.failAll(new Error(`${name} has died`));
    });
    return worker;
  };
  const call = (event: unknown, take: Waiting['take']): Promise<string> =>
    calls.begin(take, (invocation) => {
      running ??= start();
      running.postMessage({ invocation, event: JSON.stringify(event) } satisfies Asked);
    });

  return {
    name,
    lines,
    invoke: async (event) => JSON.parse(await call(event, () => undefined)) as unknown,
    stream: async (event, take) => void (await call(event, take)),
    kill: async () => void (await running?.terminate()),
  };
};
