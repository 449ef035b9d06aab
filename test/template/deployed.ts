/** The synthesised templates as a running deployment, in this process: nothing in it knows the product but the templates and bundles. */
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Disorder } from '@wikibot/platform/local/bus';
import { accessOf } from './access.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import { doorsOf } from './doors.ts';
import { functionsOf } from './functions.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { machinesOf } from './machines.ts';
import type { Machines } from './machines.ts';
import { queuesOf, rulesOf } from './queues.ts';
import { resolved } from './resolved.ts';
import type { Cloud } from './resolved.ts';
import { openServices } from './services.ts';
import type { Services } from './services.ts';
import { tick, triggersOf } from './triggers.ts';

export interface Deployed {
  /** Where the edge listens. */
  readonly url: string;
  readonly cloud: Cloud;
  readonly services: Services;
  readonly machines: Machines;
  /** @param name physical, or its stack and kind: `WikibotWiki work` */
  readonly functionOf: (name: string) => LambdaFunction;
  /** Bodies of all messages that could not be worked off. */
  readonly deadLetters: () => readonly string[];
  /** Calls that the synthesised roles, policies or networks do not allow. */
  readonly refused: readonly string[];
  /** What functions have thrown. */
  readonly faults: readonly string[];
  /** Lets every schedule tick once. */
  readonly tick: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface DeployedParts {
  readonly assembly: CloudAssembly;
  /** For what AWS would keep on its disks. */
  readonly folder: string;
  readonly disorder?: Disorder;
  /** Where hosts of the internet lie on this machine, by name. */
  readonly internet?: ReadonlyMap<string, string>;
}

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on TCP
  return `http://127.0.0.1:${port}`;
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    if (!server.listening) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** The queues that others name as theirs for dead letters. */
const deadLettersIn = (cloud: Cloud, queues: ReturnType<typeof queuesOf>): readonly string[] =>
  cloud
    .ofType('AWS::SQS::Queue')
    .filter(({ id }) => /DeadLetters/.test(id))
    .flatMap(({ arn }) => queues.get(arn ?? '')?.waiting ?? []);

/** What was opened last is closed first, also when what comes after it cannot be opened. */
const closings = () => {
  const all: (() => Promise<void>)[] = [];
  return {
    add: (one: () => Promise<void>): void => void all.unshift(one),
    run: async (): Promise<void> => {
      for (const one of all.splice(0)) await one();
    },
  };
};
type Closings = ReturnType<typeof closings>;

export const deploy = async (parts: DeployedParts): Promise<Deployed> => {
  const closing = closings();
  try {
    return await deployAll(parts, closing);
  } catch (error) {
    await closing.run();
    throw error;
  }
};

const deployAll = async ({ assembly, folder, disorder, internet = new Map() }: DeployedParts, closing: Closings): Promise<Deployed> => {
  mkdirSync(folder, { recursive: true });
  const faults: string[] = [];
  const onFault = (error: unknown): void => void faults.push(String(error));
  const cloud = resolved(assembly);
  const access = accessOf(cloud);
  const queues = queuesOf(cloud);
  const putOnBus = rulesOf({ cloud, queues, disorder, onFault });
  const machines = machinesOf({ cloud, access, folder, putOnBus, onFault });
  closing.add(machines.stop);
  const services = await openServices({ cloud, access, machines, onEvent: putOnBus, onRecord: (table) => triggers.onRecord(table) });
  closing.add(services.close);
  const functions = functionsOf({
    cloud,
    assembly,
    access,
    folder,
    environmentOf: services.environmentOf,
    hosts: services.hosts,
    internet,
  });
  closing.add(async () => void (await Promise.all([...functions.values()].map((one) => one.kill()))));
  const triggers = triggersOf({ cloud, access, functions, queues, tables: () => services.tables, onFault });
  triggers.start();
  closing.add(triggers.stop);
  const server = doorsOf({ cloud, functions, onFault });
  closing.add(() => close(server));
  return {
    url: await listen(server),
    cloud,
    services,
    machines,
    functionOf: (name) => named(cloud, functions, name),
    deadLetters: () => deadLettersIn(cloud, queues),
    refused: access.refused,
    faults,
    tick: () => tick(cloud, functions),
    close: closing.run,
  };
};

const named = (cloud: Cloud, functions: ReadonlyMap<string, LambdaFunction>, name: string): LambdaFunction => {
  const found = cloud
    .ofType('AWS::Lambda::Function')
    .find(({ stack, ref, properties }) => ref === name || `${stack} ${String(properties['Handler']).replace('lambda.', '')}` === name);
  const fn = functions.get(found?.arn ?? '');
  if (!fn) throw new Error(`no function is called ${name}`);
  return fn;
};
