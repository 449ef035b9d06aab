/** One service bound to Lambda over doubles of everything around it, for specs. */
import type { Manifest } from '@wikibot/contracts/define/service';
import { subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import { silentLog } from '../kernel/log.ts';
import { awsClients } from './clients.ts';
import { dynamoDbWire } from './doubles/dynamodb-wire.ts';
import type { DynamoDbWire } from './doubles/dynamodb-wire.ts';
import { eventBridgeWire } from './doubles/eventbridge-wire.ts';
import type { EventBridgeWire } from './doubles/eventbridge-wire.ts';
import type { Disorder } from './doubles/queue.ts';
import { sfnWire } from './doubles/sfn-wire.ts';
import type { SfnWire, SfnWireOptions } from './doubles/sfn-wire.ts';
import { streamTrigger } from './doubles/stream-trigger.ts';
import type { StreamTrigger } from './doubles/stream-trigger.ts';
import { dynamoTable } from './dynamo-table.ts';
import { queueArn } from './fixtures/events.ts';
import { bindLambda } from './lambda.ts';
import type { LambdaHandlers, LambdaParts } from './lambda.ts';
import { testFeeds } from './test-feeds.ts';
import type { TestFeeds } from './test-feeds.ts';
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
  readonly feeds: TestFeeds;
  /** Drives stream, bus and queues until nothing moves. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface TestWorldOptions {
  readonly sagas?: SfnWireOptions;
  readonly parts?: Partial<LambdaParts>;
  /** Of what the queues deliver. */
  readonly disorder?: Disorder;
  /** Stands before the outbox function, e.g. to let it die. */
  readonly aroundOutbox?: (outbox: LambdaHandlers['outbox']) => LambdaHandlers['outbox'];
  /** The same, before the function behind the queues. */
  readonly aroundWork?: (work: LambdaHandlers['work']) => LambdaHandlers['work'];
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
  { sagas: sagaOptions = {}, parts = {}, disorder, aroundOutbox = (same) => same, aroundWork = (same) => same }: TestWorldOptions = {},
): Promise<TestWorld> => {
  const feeds = testFeeds({
    subscriptions: subscriptionsOf(manifest),
    work: aroundWork((event) => handlers.work(event)),
    outside: async (event) => (await handlers.outside(event)) ?? { batchItemFailures: [] },
    ...(disorder ? { disorder } : {}),
  });
  const [dynamo, bus, sagas] = await Promise.all([
    dynamoDbWire(),
    eventBridgeWire({ onEvent: feeds.put }),
    sfnWire({ stateMachines: [SAGA_ARN], ...sagaOptions }),
  ]);
  dynamo.createTable('table');
  const clients = awsClients({ ...testAccount, endpoints: { table: dynamo.endpoint, bus: bus.endpoint, sagas: sagas.endpoint } });
  const quick = { now: () => Date.now(), sleep: impatient.sleep };
  const handlers: LambdaHandlers = bindLambda(manifest, testEnvironment(manifest), {
    clients,
    log: silentLog,
    random: () => 0.5,
    clock: quick,
    ...parts,
  });
  const outbox = streamTrigger({
    records: () => dynamo.records('table'),
    handler: aroundOutbox((event) => handlers.outbox(event)),
    batchSize: 10,
  });

  return {
    handlers,
    dynamo,
    bus,
    sagas,
    outbox,
    feeds,
    settle: async () => {
      do await outbox.drain();
      while ((await feeds.drain()) > 0);
    },
    table: dynamoTable({ client: clients.table(), tableName: 'table', now: Date.now, patience: impatient }),
    close: async () => {
      clients.table().destroy();
      await Promise.all([dynamo.close(), bus.close(), sagas.close()]);
    },
  };
};
