/**
 * A manifest as Lambda functions: one binding whose handlers are deployed as one function for each trigger.
 * @example export const { http, work, outbox, authorizer, timer, outside } = bindLambda(wiki, process.env);
 */
import type { Writable } from 'node:stream';
import { needsIn } from '@wikibot/contracts/define/outside';
import { present } from '@wikibot/contracts/define/present';
import type { Manifest, Place } from '@wikibot/contracts/define/service';
import { httpApp } from '../kernel/http/app.ts';
import { randomIds } from '../kernel/ids.ts';
import { jsonLog } from '../kernel/log.ts';
import type { Clock, Deployment, Log } from '../kernel/ports.ts';
import type { ServiceRuntime } from '../kernel/runtime.ts';
import { bindService } from '../kernel/runtime.ts';
import { awsClients, once } from './clients.ts';
import type { AwsClients } from './clients.ts';
import { dynamoTable } from './dynamo-table.ts';
import { environment } from './environment.ts';
import type { Environment, ProcessEnvironment } from './environment.ts';
import type {
  AuthorizerEvent,
  AuthorizerResult,
  BatchAnswer,
  HttpEvent,
  HttpResult,
  QueueEvent,
  StreamEvent,
  TimerEvent,
} from './events.ts';
import { buffered, streamed } from './http-event.ts';
import type { Streaming } from './http-event.ts';
import { authorizerOf } from './lambda-authorizer.ts';
import { doorKeeper } from './lambda-http.ts';
import { worker } from './lambda-work.ts';
import { outboxStream } from './outbox-stream.ts';
import type { Patience } from './retries.ts';
import { resourcesOf } from './wiring.ts';

export interface LambdaHandlers {
  /** Answers nothing where it streams. */
  readonly http: (event: HttpEvent) => Promise<HttpResult | void>;
  readonly work: (event: QueueEvent) => Promise<BatchAnswer>;
  readonly outbox: (event: StreamEvent) => Promise<BatchAnswer>;
  readonly authorizer: (event: AuthorizerEvent) => Promise<AuthorizerResult>;
  readonly timer: (event: TimerEvent) => Promise<void>;
  /** Queues and schedules of what runs outside. */
  readonly outside: (event: QueueEvent | TimerEvent) => Promise<BatchAnswer | void>;
}

/** What stands in for the real things in tests and in the template runner. */
export interface LambdaParts {
  readonly clients: AwsClients;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Present where answers stream. */
  readonly streaming: Streaming | undefined;
}

const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
};

/** Longest wait for a consistency token, in milliseconds: between services stand a stream, a bus and a queue. */
const PATIENCE_MS = 5_000;

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

const partsOf = (manifest: Manifest, env: Environment, over: Partial<LambdaParts>): LambdaParts => {
  const clock = over.clock ?? systemClock;
  const least = LEVELS.find((level) => level === env.read('LOG_LEVEL')) ?? 'info';
  return {
    clients: over.clients ?? awsClients(),
    clock,
    random: over.random ?? Math.random,
    log: over.log ?? jsonLog((line) => void process.stdout.write(`${line}\n`), { service: manifest.name, least, now: clock.now }),
    streaming: env.read('RESPONSE_MODE') === 'stream' ? (over.streaming ?? streamingOfRuntime()) : undefined,
  };
};

/** Lambda's Node runtime puts it into the global scope; so does the AWS SDK, anywhere, but without these functions. */
const streamingOfRuntime = (): Streaming | undefined => {
  const { awslambda } = globalThis as unknown as { readonly awslambda?: Partial<Streaming> }; // no type of Node's names it
  return typeof awslambda?.streamifyResponse === 'function' ? (awslambda as Streaming) : undefined; // the two come together
};

interface Bound extends LambdaParts {
  readonly manifest: Manifest;
  readonly env: Environment;
  readonly runtime: () => ServiceRuntime;
}

/** A service as it is bound in one place. */
interface Placed extends LambdaParts {
  readonly manifest: Manifest;
  readonly env: Environment;
  readonly place: Place;
}

const patienceOf = ({ clock, random }: LambdaParts): Patience => ({ sleep: (milliseconds) => clock.sleep(milliseconds), random });

const runtimeOf = (placed: Placed): ServiceRuntime => {
  const { manifest, env, place, clients, clock, random, log } = placed;
  const now = (): number => clock.now();
  return bindService(manifest, {
    table: dynamoTable({ client: clients.table(), tableName: env.read('TABLE_NAME'), now, patience: patienceOf(placed) }),
    clock,
    ids: randomIds(now),
    log,
    random,
    resources: resourcesOf(needsIn(manifest, place), { env, clients, log }),
    deployment: deploymentOf(env),
  });
};

const deploymentOf = (env: Environment): Deployment => {
  const uploadsOrigin = env.read('UPLOADS_ORIGIN') || undefined;
  const [publicUrl, defaultPlan] = [env.read('PUBLIC_URL'), env.read('DEFAULT_PLAN')];
  return { world: 'aws', publicUrl, defaultPlan, patience: PATIENCE_MS, ...present({ uploadsOrigin }) };
};

const httpOf = ({ runtime, env, log, streaming }: Bound): LambdaHandlers['http'] => {
  const keeper = once(() => doorKeeper({ app: httpApp(runtime()), publicUrl: env.read('PUBLIC_URL'), log }));
  if (!streaming) return async (event) => buffered(await keeper()(event), event.httpMethod);
  return streaming.streamifyResponse(async (event: HttpEvent, stream: Writable) => {
    await streamed(streaming, await keeper()(event), { stream, method: event.httpMethod });
  });
};

const workOf = ({ runtime, env, log }: Bound): LambdaHandlers['work'] => {
  const queues = once(() => env.readMap('QUEUES'));
  const subscriberOf = (arn: string): string => {
    const subscriber = env.read('SUBSCRIBER') || queues().get(arn);
    if (!subscriber) throw new Error(`the environment names no subscriber for the queue ${arn}`);
    return subscriber;
  };
  return worker({ deliver: (subscriber, message) => runtime().deliver(subscriber, message), subscriberOf, log });
};

/** The outbox only forwards: it needs neither the runtime nor what the service needs. */
const outboxOf = (bound: Bound): LambdaHandlers['outbox'] => {
  const { manifest, env, clients, log } = bound;
  const ready = once(async () => {
    const [{ putEvents }, { sagaCalls }, bus, sagas] = await Promise.all([
      import('./put-events.ts'),
      import('./saga-calls.ts'),
      clients.bus(),
      clients.sagas(),
    ]);
    return outboxStream({
      publish: putEvents({ client: bus, busName: env.read('BUS_NAME'), service: manifest.name, patience: patienceOf(bound) }),
      send: sagaCalls({ client: sagas, arns: env.readMap('SAGA_ARNS'), log }),
      log,
    });
  });
  return async (event) => (await ready())(event);
};

const timerOf =
  ({ runtime }: Bound): LambdaHandlers['timer'] =>
  async (event) => {
    if ('timer' in event) return runtime().runTimer(event.timer);
    if ('echo' in event) return runtime().hearEcho();
    await runtime().care.repairGaps();
    await runtime().care.rebuildChanged();
  };

/** Every trigger has an event of its own form, so one function can tell them apart. */
const outsideOf = (bound: Bound): LambdaHandlers['outside'] => {
  const [work, timer] = [workOf(bound), timerOf(bound)];
  return (event) => ('Records' in event ? work(event) : timer(event));
};

/** A service over its resources on AWS, outside of any function: for whoever has the rights, such as an operator. */
export const bindOnAws = (manifest: Manifest, env: ProcessEnvironment = process.env, over: Partial<LambdaParts> = {}): ServiceRuntime => {
  const read = environment(env);
  return runtimeOf({ ...partsOf(manifest, read, over), manifest, env: read, place: 'inside' });
};

export const bindLambda = (manifest: Manifest, env: ProcessEnvironment = process.env, over: Partial<LambdaParts> = {}): LambdaHandlers => {
  const read = environment(env);
  const parts = partsOf(manifest, read, over);
  const boundIn = (place: Place): Bound => ({
    ...parts,
    manifest,
    env: read,
    runtime: once(() => runtimeOf({ ...parts, manifest, env: read, place })),
  });
  const bound = boundIn('inside');
  return {
    http: httpOf(bound),
    work: workOf(bound),
    outbox: outboxOf(bound),
    authorizer: async (event) => authorizerOf((request) => bound.runtime().authorize(request), read.read('PUBLIC_URL'))(event),
    timer: timerOf(bound),
    outside: outsideOf(boundIn('outside')),
  };
};
