/** The real kernel over in-memory tables and an in-memory bus, for specs: slices, views and reactions run as they do anywhere. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Envelope, FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { AccountId, ServiceName, WikiId } from '@wikibot/contracts/define/ids';
import type { Manifest } from '@wikibot/contracts/define/service';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import { randomIds } from './ids.ts';
import { silentLog } from './log.ts';
import { memoryTable } from './memory-table.ts';
import type { Outgoing } from './outgoing.ts';
import { memoryPayloads } from './payloads.ts';
import type { Clock, Deployment, KernelPorts, Resources, Secrets } from './ports.ts';
import type { ServiceRuntime } from './runtime.ts';
import { bindService } from './runtime.ts';
import { memoryUploads } from './uploads.ts';
import type { TailedTable } from './tail.ts';

export interface TestHouse {
  readonly runtimes: ReadonlyMap<ServiceName, ServiceRuntime>;
  readonly tables: ReadonlyMap<ServiceName, TailedTable>;
  /** Everything that was sent, in order; sagas that were started and steps that were completed among it. */
  readonly sent: readonly Outgoing[];
  ports(service: ServiceName): Promise<KernelPorts>;
  /** Delivers whatever is under way until all is quiet. */
  settle(): Promise<void>;
}

export interface TestOptions {
  readonly clock?: Clock;
  readonly resources?: Partial<Record<ServiceName, Resources>>;
  readonly deployment?: Partial<Deployment>;
  /** How often and in what order the bus hands messages over; each once and in order unless told. */
  readonly disorder?: (messages: readonly Envelope[]) => readonly Envelope[];
}

export const systemClock: Clock = { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) };

export const memorySecrets = (): Secrets => {
  const kept = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(kept.get(name)),
    keep: (name, make) => {
      const value = kept.get(name) ?? make();
      kept.set(name, value);
      return Promise.resolve(value);
    },
  };
};

const DEPLOYMENT: Deployment = { world: 'local', publicUrl: 'http://localhost:8080', defaultPlan: 'unlimited', patience: 2000 };

export const testHouse = (manifests: readonly Manifest[], options: TestOptions = {}): TestHouse => {
  const clock = options.clock ?? systemClock;
  const tables = new Map(manifests.map((manifest) => [manifest.name, memoryTable({ now: () => clock.now() })]));
  const runtimes = boundTo(manifests, tables, { ...options, clock });
  const sent: Outgoing[] = [];
  const pumpOnce = pump({ tables, runtimes, sent, disorder: options.disorder ?? ((messages) => messages) });

  const underWay = new Set<Promise<boolean>>();
  const pumped = (): Promise<boolean> => {
    const turn = pumpOnce().finally(() => underWay.delete(turn));
    underWay.add(turn);
    return turn;
  };
  const settle = async (): Promise<void> => {
    while ((await pumped()) || underWay.size > 0) await Promise.all(underWay);
  };
  // A request waits for its answer while it is itself being handed over, so the bus also moves by itself.
  for (const [, table] of tables) table.tail.onWrite(() => void setImmediate(() => void pumped()));

  return {
    runtimes,
    tables,
    sent,
    settle,
    ports: (service) => {
      const runtime = runtimes.get(service);
      if (!runtime) throw new Error(`${service} is not in this house`);
      return runtime.ports();
    },
  };
};

type Tables = ReadonlyMap<ServiceName, TailedTable>;
type Runtimes = ReadonlyMap<ServiceName, ServiceRuntime>;

const boundTo = (manifests: readonly Manifest[], tables: Tables, options: TestOptions & { readonly clock: Clock }): Runtimes => {
  const { clock } = options;
  const payloads = memoryPayloads();
  const secrets = memorySecrets();
  const uploads = memoryUploads(() => clock.now());
  const bound = (manifest: Manifest): ServiceRuntime =>
    bindService(manifest, {
      table: tables.get(manifest.name) as TailedTable, // made for each manifest
      clock,
      ids: randomIds(() => clock.now()),
      log: silentLog,
      random: () => 0.5,
      resources: { payloads, uploads, secrets, ...options.resources?.[manifest.name] },
      deployment: { ...DEPLOYMENT, ...options.deployment },
    });
  return new Map(manifests.map((manifest) => [manifest.name, bound(manifest)]));
};

interface Pump {
  readonly tables: Tables;
  readonly runtimes: Runtimes;
  readonly sent: Outgoing[];
  readonly disorder: (messages: readonly Envelope[]) => readonly Envelope[];
}

/** Hands over what waits in all tables; true when there was something. */
const pump = ({ tables, runtimes, sent, disorder }: Pump) => {
  const hand = async (message: Envelope): Promise<void> => {
    for (const [, runtime] of runtimes) {
      for (const { subscriber, receives } of subscriptionsOf(runtime.manifest)) {
        if (receives(message)) await runtime.deliver(subscriber, message);
      }
    }
  };
  return async (): Promise<boolean> => {
    const messages: Envelope[] = [];
    for (const [, { tail }] of tables) {
      const waiting = tail.read(1000);
      tail.done(waiting.map((message) => message.position));
      for (const { outgoing } of waiting as unknown as { outgoing: Outgoing }[]) {
        sent.push(outgoing);
        if (outgoing.kind === 'message') messages.push(outgoing.envelope);
      }
    }
    await Promise.all(disorder(messages).map(hand));
    return messages.length > 0;
  };
};

export interface TestKernel<P extends KernelPorts> {
  readonly ports: P;
  readonly runtime: ServiceRuntime;
  readonly sent: readonly Outgoing[];
  facts(stream: string): Promise<readonly FactEnvelope[]>;
  settle(): Promise<void>;
}

/** One service alone: `const { ports } = await testKernel<Ports>(manifest)`. */
export const testKernel = async <P extends KernelPorts>(manifest: Manifest, options: TestOptions = {}): Promise<TestKernel<P>> => {
  const house = testHouse([manifest], options);
  const ports = (await house.ports(manifest.name)) as P; // the manifest's own ports
  const runtime = house.runtimes.get(manifest.name) as ServiceRuntime; // the only one in the house
  return { ports, runtime, sent: house.sent, settle: house.settle, facts: (stream) => ports.events.read(stream, 0, 1000) };
};

/** A context as a person's request has it: `testContext({ accountId, wikiId })`. */
export const testContext = (
  tenant: { readonly accountId?: AccountId; readonly wikiId?: WikiId } = {},
  over: Partial<Context> = {},
): Context => {
  const requestId = randomIds(Date.now).uuid();
  return {
    requestId,
    actor: tenant.accountId ? { kind: 'person', accountId: tenant.accountId } : { kind: 'system', name: 'test' },
    tenant,
    correlationId: requestId,
    deadline: Date.now() + 10_000,
    ...over,
  };
};
