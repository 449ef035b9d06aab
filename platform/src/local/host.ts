/** All services in one process: tables, bus, sagas and gateway made out of the manifests. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Manifest } from '@wikibot/contracts/define/service';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import type { InternetRules } from '../internet/address-guard.ts';
import { httpApp } from '../kernel/http/app.ts';
import { randomIds } from '../kernel/ids.ts';
import { insideCall } from '../kernel/inside-call.ts';
import type { InsideCall } from '../kernel/inside-call.ts';
import type { Clock, Deployment, Log } from '../kernel/ports.ts';
import type { ServiceRuntime } from '../kernel/runtime.ts';
import { bindService } from '../kernel/runtime.ts';
import type { Bus, Disorder } from './bus.ts';
import { bus } from './bus.ts';
import type { DataFolder } from './data-folder.ts';
import { gateway } from './gateway.ts';
import { timers } from './host-timers.ts';
import { outbox } from './outbox.ts';
import { requestOf, sagaCalls, stateMachineOf } from './saga-calls.ts';
import type { SagaRunner } from './sagas/runner.ts';
import { loadDefinition } from './sagas/definition.ts';
import type { PutEvents } from './sagas/sender.ts';
import { sagaRunner } from './sagas/runner.ts';
import type { SqliteTable } from './sqlite-table.ts';
import { sqliteTable } from './sqlite-table.ts';
import { resourcesOf } from './wiring.ts';

export interface HostParts {
  readonly manifests: readonly Manifest[];
  readonly folder: DataFolder;
  readonly deployment: Deployment;
  /** The folder of the bundled browser code. */
  readonly webAssets: string;
  /** What may be called outside. */
  readonly internet: InternetRules;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (service: string) => Log;
  readonly disorder?: Disorder;
}

export interface Host {
  readonly server: Server;
  readonly runtimes: ReadonlyMap<ServiceName, ServiceRuntime>;
  readonly bus: Bus;
  readonly sagas: SagaRunner;
  readonly call: InsideCall;
  stop(): Promise<void>;
}

export const startHost = async (parts: HostParts): Promise<Host> => {
  const closing = closings();
  const house = bindAll(parts, closing);
  const { runtimes, tables } = house;

  const events = bus({
    file: parts.folder.busFile,
    subscriptions: parts.manifests.flatMap(subscriptionsOf),
    deliver: (subscriber, message) => house.serviceOf(subscriber).deliver(subscriber, message),
    clock: parts.clock,
    log: parts.log('bus'),
    ...present({ disorder: parts.disorder }),
  });
  closing.add(() => events.stop());
  const sagas = await sagasOf(parts, (entries) => events.publish(entries.map(requestOf)));
  closing.add(() => sagas.runner.stop());

  for (const [service, table] of tables) {
    const box = outbox({
      service,
      tail: table.tail,
      publish: events.publish,
      send: (one) => sagas.send(service, one),
      log: parts.log(service),
    });
    box.start();
    closing.add(() => box.stop());
  }
  events.start();
  await sagas.runner.resume();
  closing.add(
    timers({
      runtimes: [...runtimes.values()],
      tables: [...tables.values()],
      sagas: sagas.runner,
      clock: parts.clock,
      log: parts.log('timers'),
    }),
  );

  const leaving = new AbortController();
  const server = gateway({
    apps: [...runtimes.values()].map(httpApp),
    authorize: (request) => house.serviceOf('auth').authorize(request),
    hosts: hostCheck(parts.deployment),
    origin: () => parts.deployment.publicUrl,
    log: parts.log('gateway'),
    closing: leaving.signal,
  });
  closing.add(() => closeServer(server));
  closing.add(() => leaving.abort());
  return {
    server,
    runtimes,
    bus: events,
    sagas: sagas.runner,
    call: insideCall({ runtimeOf: house.serviceOf, clock: parts.clock }),
    stop: closing.run,
  };
};

/** What has to be stopped and closed, last opened first. */
interface Closings {
  add(close: () => Promise<void> | void): void;
  run(): Promise<void>;
}

const closings = (): Closings => {
  const all: (() => Promise<void> | void)[] = [];
  return {
    add: (close) => void all.unshift(close),
    run: async () => {
      for (const close of all.splice(0)) await close();
    },
  };
};

interface House {
  readonly runtimes: ReadonlyMap<ServiceName, ServiceRuntime>;
  readonly tables: ReadonlyMap<ServiceName, SqliteTable>;
  /** The service whose name a message, a subscriber or a service begins with. */
  serviceOf(name: string): ServiceRuntime;
}

const bindAll = (parts: HostParts, closing: Closings): House => {
  const { folder, clock, deployment, random } = parts;
  const ids = randomIds(() => clock.now());
  const tables = new Map<ServiceName, SqliteTable>();
  const runtimes = new Map<ServiceName, ServiceRuntime>();
  for (const manifest of parts.manifests) {
    const table = sqliteTable({ file: folder.tableFile(manifest.name), now: () => clock.now() });
    closing.add(() => table.close());
    tables.set(manifest.name, table);
    const resources = resourcesOf(manifest, { ...parts, unique: ids.uuid });
    runtimes.set(manifest.name, bindService(manifest, { table, clock, ids, random, log: parts.log(manifest.name), resources, deployment }));
  }
  const serviceOf = (name: string): ServiceRuntime => {
    const runtime = runtimes.get(name.split('.', 1)[0] as ServiceName); // checked by the next line
    if (!runtime) throw new Error(`no service owns ${name}`);
    return runtime;
  };
  return { runtimes, tables, serviceOf };
};

const sagasOf = async (parts: HostParts, putEvents: PutEvents) => {
  const definitions = new Map<string, ReturnType<typeof loadDefinition>>();
  for (const manifest of parts.manifests) {
    for (const [name, unit] of Object.entries(manifest.units)) {
      if (unit.kind === 'saga') definitions.set(stateMachineOf(manifest.name, name), loadDefinition((await unit.definition()).default));
    }
  }
  const runner = sagaRunner({
    file: parts.folder.sagaFile,
    clock: parts.clock,
    random: parts.random,
    timers: { set: (call, ms) => setTimeout(call, Math.min(ms, 2 ** 31 - 1)), clear: (timer) => clearTimeout(timer as NodeJS.Timeout) },
    putEvents,
    definitions,
    onFault: (error) => parts.log('sagas')('error', 'a saga met a fault and is tried again', { reason: String(error) }),
  });
  return { runner, send: sagaCalls({ runner, log: parts.log('sagas') }) };
};

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const hostCheck =
  (deployment: Deployment) =>
  (host: string): boolean =>
    LOOPBACK.test(host) || host === new URL(deployment.publicUrl).host;

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
  });

export const webAssetsFolder = (root: string): string => join(root, 'services', 'render', 'web', 'dist');
