import type { StackProps } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import type { Manifest, Unit } from '@wikibot/contracts/define/service';
import { placeOf } from '@wikibot/contracts/define/outside';
import type { FunctionKind } from '@wikibot/platform/aws/environment';
import { needsOfFunction } from '@wikibot/platform/aws/environment';
import { doorwaysOf } from '@wikibot/platform/kernel/http/routes';
import type { Construct } from 'constructs';
import { OutboxFeed } from './constructs/outbox-feed.ts';
import { SagaMachine } from './constructs/saga-machine.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { ServiceTable } from './constructs/service-table.ts';
import { ServiceTimers } from './constructs/service-timers.ts';
import { SubscriptionFeed } from './constructs/subscription-feed.ts';
import { patternOf } from './event-pattern.ts';
import { AWS_NEEDS } from './needs.ts';
import type { PlatformStack } from './platform-stack.ts';
import type { Settings } from './settings.ts';

export interface ServiceStackProps extends StackProps {
  readonly manifest: Manifest;
  /** The folder of its bundle. */
  readonly bundle: string;
  /** The definitions of its sagas by unit name, read from their files. */
  readonly definitions: ReadonlyMap<string, object>;
  readonly platform: PlatformStack;
  readonly settings: Settings;
}

/** One service: its table, its functions, and everything that wakes them, made out of its manifest. */
export class ServiceStack extends Stack {
  readonly manifest: Manifest;
  readonly functions: ReadonlyMap<FunctionKind, ServiceFunction>;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    this.manifest = props.manifest;
    const table = new ServiceTable(this, 'Store');
    this.functions = new Map(kindsOf(props.manifest).map((kind) => [kind, this.addFunction(kind, table, props)]));
    this.addOutbox(table, props);
    this.addSubscriptions(props);
    this.addTimers(props);
  }

  /** @throws {Error} when the manifest gives no reason for such a function */
  functionOf(kind: FunctionKind): ServiceFunction {
    const found = this.functions.get(kind);
    if (!found) throw new Error(`${this.manifest.name} has no ${kind} function`);
    return found;
  }

  private addFunction(kind: FunctionKind, table: ServiceTable, props: ServiceStackProps): ServiceFunction {
    const { manifest, platform, settings, bundle } = props;
    const needs = needsOfFunction(manifest, kind);
    const fn = new ServiceFunction(this, kind, {
      service: manifest.name,
      kind,
      bundle,
      logDays: Number(settings.logDays),
      ...(needs.includes('repositories') ? { place: platform.storehouse } : {}),
    });
    if (kind !== 'outbox') table.grantOwner(fn.fn);
    fn.tell('TABLE_NAME', table.table.tableName);
    fn.tell('PUBLIC_URL', settings.publicUrl);
    fn.tell('DEFAULT_PLAN', settings.defaultPlan);
    for (const need of needs) AWS_NEEDS[need](fn, { ...platform, settings });
    return fn;
  }

  private addOutbox(table: ServiceTable, { manifest, platform, definitions }: ServiceStackProps): void {
    const outbox = this.functionOf('outbox');
    platform.bus.grantPublish(outbox.fn, manifest.name);
    outbox.tell('BUS_NAME', platform.bus.bus.eventBusName);
    const machines = unitsOf(manifest, 'saga').map(([name, { meaning, mustSucceed = false }]) => {
      const definition = definitions.get(name);
      if (!definition) throw new Error(`the definition of ${manifest.name}.${name} was not read`);
      const saga = new SagaMachine(this, name, {
        service: manifest.name,
        name,
        meaning,
        mustSucceed,
        definition,
        bus: platform.bus,
        alarms: platform.alarms,
      });
      saga.grantDrive(outbox);
      return [name, saga.arn] as const;
    });
    if (machines.length > 0) outbox.tell('SAGA_ARNS', this.toJsonString(Object.fromEntries(machines)));
    new OutboxFeed(this, 'Outbox', { service: manifest.name, table, outbox, alarms: platform.alarms });
  }

  private addSubscriptions({ manifest, platform }: ServiceStackProps): void {
    const queues = subscriptionsOf(manifest).map((subscription) => {
      const { subscriber, place } = subscription;
      const worker = this.functionOf(place === 'outside' ? 'outside' : 'work');
      const pattern = patternOf(manifest, subscription);
      const feed = new SubscriptionFeed(this, subscriber.replace('.', '-'), { subscriber, pattern, worker, ...platform });
      return { worker, arn: feed.queueArn, subscriber };
    });
    for (const worker of new Set(queues.map((one) => one.worker))) {
      const own = queues.filter((one) => one.worker === worker);
      // An ARN is known only when it is deployed, and cannot be the key of an object before: the text is put together around it.
      worker.tell('QUEUES', `{${own.map(({ arn, subscriber }) => `"${arn}":"${subscriber}"`).join(',')}}`);
    }
  }

  private addTimers({ manifest, platform }: ServiceStackProps): void {
    const own = unitsOf(manifest, 'timer').map(([name, unit]) => ({
      place: placeOf(unit),
      name,
      everySeconds: unit.everySeconds,
      event: { timer: name },
    }));
    const [inside, outside] = [own.filter(({ place }) => place === 'inside'), own.filter(({ place }) => place === 'outside')];
    const ticks = [
      ...inside,
      { name: 'care', everySeconds: CARE_SECONDS, event: { care: true } },
      { name: 'echo', everySeconds: ECHO_SECONDS, event: { echo: true } },
    ];
    new ServiceTimers(this, 'Timers', { service: manifest.name, timer: this.functionOf('timer'), ticks, alarms: platform.alarms });
    if (outside.length === 0) return;
    new ServiceTimers(this, 'OutsideTimers', {
      service: manifest.name,
      timer: this.functionOf('outside'),
      ticks: outside,
      alarms: platform.alarms,
    });
  }
}

/** How often gaps in views are looked for. */
const CARE_SECONDS = 60;
/** How often each service listens for its own echo. */
const ECHO_SECONDS = 300;

const kindsOf = (manifest: Manifest): readonly FunctionKind[] => [
  ...(doorwaysOf(manifest).length > 0 ? (['http'] as const) : []),
  'work',
  'outbox',
  ...(unitsOf(manifest, 'authorizer').length > 0 ? (['authorizer'] as const) : []),
  'timer',
  ...(manifest.outside ? (['outside'] as const) : []),
];

const unitsOf = <K extends Unit['kind']>(manifest: Manifest, kind: K): readonly (readonly [string, Extract<Unit, { kind: K }>])[] =>
  Object.entries(manifest.units).filter((entry): entry is [string, Extract<Unit, { kind: K }>] => entry[1].kind === kind);
