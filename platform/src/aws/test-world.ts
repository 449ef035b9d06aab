/** One service bound to Lambda over doubles of everything around it, for specs. */
import type { Envelope } from '@wikibot/contracts/define/envelope';
import type { Manifest } from '@wikibot/contracts/define/service';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import { silentLog } from '../kernel/log.ts';
import { awsClients } from './clients.ts';
import { dynamoDbWire } from './doubles/dynamodb-wire.ts';
import type { DynamoDbWire } from './doubles/dynamodb-wire.ts';
import { eventBridgeWire } from './doubles/eventbridge-wire.ts';
import type { BusEvent, EventBridgeWire } from './doubles/eventbridge-wire.ts';
import { sfnWire } from './doubles/sfn-wire.ts';
import type { SfnWire, SfnWireOptions } from './doubles/sfn-wire.ts';
import { streamTrigger } from './doubles/stream-trigger.ts';
import type { StreamTrigger } from './doubles/stream-trigger.ts';
import { dynamoTable } from './dynamo-table.ts';
import { queueArn, rawQueueEvent } from './fixtures/events.ts';
import { bindLambda } from './lambda.ts';
import type { LambdaHandlers, LambdaParts } from './lambda.ts';
import { impatient, testAccount } from './test-tables.ts';
import type { Table } from '../kernel/table.ts';

export interface TestWorld {
  readonly handlers: LambdaHandlers;
  readonly table: Table;
  readonly dynamo: DynamoDbWire;
  readonly bus: EventBridgeWire;
  readonly sagas: SfnWire;
  /** The stream's trigger of the outbox function. */
  readonly outbox: StreamTrigger;
  /** Drives stream, bus and queues until nothing moves, each event as often as told and in any order. */
  settle(disorder?: (events: readonly BusEvent[]) => readonly BusEvent[]): Promise<void>;
  close(): Promise<void>;
}

export interface TestWorldOptions {
  readonly sagas?: SfnWireOptions;
  readonly parts?: Partial<LambdaParts>;
  /** Stands before the outbox function, e.g. to let it die. */
  readonly aroundOutbox?: (outbox: LambdaHandlers['outbox']) => LambdaHandlers['outbox'];
}

const SAGA_ARN = 'arn:aws:states:eu-central-1:123456789012:stateMachine:found';

export const testEnvironment = (manifest: Manifest): Record<string, string> => ({
  TABLE_NAME: 'table',
  BUS_NAME: 'wikibot',
  PUBLIC_URL: 'https://wiki.example.org',
  DEFAULT_PLAN: 'free',
  SAGA_ARNS: JSON.stringify({ found: SAGA_ARN }),
  QUEUES: JSON.stringify(Object.fromEntries(subscriptionsOf(manifest).map(({ subscriber }) => [queueArn(subscriber), subscriber]))),
});

export const testWorld = async (
  manifest: Manifest,
  { sagas: sagaOptions = {}, parts = {}, aroundOutbox = (same) => same }: TestWorldOptions = {},
): Promise<TestWorld> => {
  const [dynamo, bus, sagas] = await Promise.all([
    dynamoDbWire(),
    eventBridgeWire(),
    sfnWire({ stateMachines: [SAGA_ARN], ...sagaOptions }),
  ]);
  dynamo.createTable('table');
  const clients = awsClients({ ...testAccount, endpoints: { table: dynamo.endpoint, bus: bus.endpoint, sagas: sagas.endpoint } });
  const quick = { now: () => Date.now(), sleep: impatient.sleep };
  const handlers = bindLambda(manifest, testEnvironment(manifest), { clients, log: silentLog, random: () => 0.5, clock: quick, ...parts });
  const outbox = streamTrigger({
    records: () => dynamo.records('table'),
    handler: aroundOutbox((event) => handlers.outbox(event)),
    batchSize: 10,
  });

  let told = 0;
  const settle: TestWorld['settle'] = async (disorder = (events) => events) => {
    for (;;) {
      await outbox.drain();
      const events = bus.events.slice(told);
      told = bus.events.length;
      if (events.length === 0) return;
      await handOver(manifest, handlers, disorder(events));
    }
  };
  return {
    handlers,
    dynamo,
    bus,
    sagas,
    outbox,
    settle,
    table: dynamoTable({ client: clients.table(), tableName: 'table', now: Date.now, patience: impatient }),
    close: async () => {
      clients.table().destroy();
      await Promise.all([dynamo.close(), bus.close(), sagas.close()]);
    },
  };
};

/** Rules and queues: each subscriber gets what it subscribes to, in batches; what fails comes again. */
const handOver = async (manifest: Manifest, handlers: LambdaHandlers, events: readonly BusEvent[]): Promise<void> => {
  for (const { subscriber, receives } of subscriptionsOf(manifest)) {
    // the double has parsed what our outbox sent
    let waiting = events.filter((event) => receives(event.detail as Envelope)).map((event) => JSON.stringify(event));
    for (let turn = 0; waiting.length > 0 && turn < 20; turn += 1) {
      const batch = rawQueueEvent(subscriber, ...waiting.slice(0, 10));
      const { batchItemFailures } = await handlers.work(batch);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      waiting = [...waiting.slice(10), ...batch.Records.filter(({ messageId }) => failed.has(messageId)).map(({ body }) => body)];
    }
  }
};
