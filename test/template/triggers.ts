/** The event source mappings of the templates: queues and table streams that wake functions, and the schedules. */
import { eventPattern } from '@wikibot/platform/aws/doubles/event-pattern';
import type { DynamoDbWire } from '@wikibot/platform/aws/doubles/dynamodb-wire';
import type { Queue } from '@wikibot/platform/aws/doubles/queue';
import { queueTrigger } from '@wikibot/platform/aws/doubles/queue-trigger';
import { streamTrigger } from '@wikibot/platform/aws/doubles/stream-trigger';
import type { BatchAnswer } from '@wikibot/platform/aws/events';
import type { Access } from './access.ts';
import { functionProperties } from './functions.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { mayInvoke } from './policies.ts';
import type { Cloud, Made } from './resolved.ts';

interface Mapping {
  readonly EventSourceArn: string;
  /** The function's name. */
  readonly FunctionName: string;
  readonly BatchSize: number;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency: number };
  readonly MaximumRetryAttempts?: number;
  readonly FilterCriteria?: { readonly Filters: readonly { readonly Pattern: string }[] };
  readonly DestinationConfig?: { readonly OnFailure: { readonly Destination: string } };
}

export interface TriggersParts {
  readonly cloud: Cloud;
  readonly access: Access;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly tables: () => DynamoDbWire;
  readonly onFault: (error: unknown) => void;
}

export interface Triggers {
  /** The stream of this table has grown. */
  readonly onRecord: (table: string) => void;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

/** What the mapping itself does under the function's role (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS", "… with Amazon DynamoDB": permissions). */
const OF_QUEUE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const OF_STREAM = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'];

const mappingsOf = ({ cloud, access, functions }: TriggersParts) =>
  cloud.ofType('AWS::Lambda::EventSourceMapping').map(({ properties }) => {
    const mapping = properties as unknown as Mapping; // CloudFormation's own form
    const fn = cloud.ofType('AWS::Lambda::Function').find(({ ref }) => ref === mapping.FunctionName) as Made; // a reference of the template
    const { Role } = functionProperties(fn);
    const isQueue = mapping.EventSourceArn.includes(':sqs:');
    access.demand(
      Role,
      (isQueue ? OF_QUEUE : OF_STREAM).map((action) => ({ action, resource: mapping.EventSourceArn })),
    );
    const deadLetters = mapping.DestinationConfig?.OnFailure.Destination;
    if (deadLetters !== undefined) access.demand(Role, [{ action: 'sqs:SendMessage', resource: deadLetters }]);
    return { mapping, isQueue, run: functions.get(fn.arn ?? '') as LambdaFunction }; // there is one for each
  });

type Found = ReturnType<typeof mappingsOf>[number];

const handlerOf =
  ({ run }: Found, onFault: TriggersParts['onFault']) =>
  async (event: unknown): Promise<BatchAnswer> => {
    try {
      return (await run.invoke(event)) as BatchAnswer; // what our handlers of batches answer
    } catch (error) {
      onFault(error);
      throw error;
    }
  };

const queueTriggerOf = (found: Found, { queues, onFault }: TriggersParts) => {
  const { EventSourceArn, BatchSize, FunctionResponseTypes = [], ScalingConfig } = found.mapping;
  const queue = queues.get(EventSourceArn);
  if (!queue) throw new Error(`no queue has the ARN ${EventSourceArn}`);
  return queueTrigger({
    queue,
    handler: handlerOf(found, onFault),
    batchSize: BatchSize,
    reportBatchItemFailures: FunctionResponseTypes.includes('ReportBatchItemFailures'),
    retryDelay: 100,
    ...(ScalingConfig ? { maximumConcurrency: ScalingConfig.MaximumConcurrency } : {}),
  });
};

/** Follows one table's stream: as one shard, one batch after the other. */
const streamFollower = (found: Found, { queues, tables, onFault }: TriggersParts) => {
  const { EventSourceArn, BatchSize, MaximumRetryAttempts, FilterCriteria, DestinationConfig } = found.mapping;
  const table = /table\/([^/]+)\/stream/.exec(EventSourceArn)?.[1] ?? '';
  const filters = (FilterCriteria?.Filters ?? []).map(({ Pattern }) => eventPattern(JSON.parse(Pattern)));
  const trigger = streamTrigger({
    records: () => tables().records(table),
    handler: handlerOf(found, onFault),
    batchSize: BatchSize,
    ...(filters.length > 0 ? { filter: (record) => filters.some((matches) => matches(record)) } : {}),
    ...(MaximumRetryAttempts === undefined ? {} : { retries: MaximumRetryAttempts }),
  });
  const deadLetters = DestinationConfig?.OnFailure.Destination;
  let told = 0;
  let following = Promise.resolve();
  const follow = async (): Promise<void> => {
    await trigger.drain();
    for (const record of trigger.setAside.slice(told))
      queues.get(deadLetters ?? '')?.send(JSON.stringify({ sequence: record.dynamodb.SequenceNumber }));
    told = trigger.setAside.length;
  };
  return { table, wake: () => void (following = following.then(follow).catch(onFault)), idle: () => following };
};

export const triggersOf = (parts: TriggersParts): Triggers => {
  const mappings = mappingsOf(parts);
  const queueTriggers = mappings.filter(({ isQueue }) => isQueue).map((found) => queueTriggerOf(found, parts));
  const followers = mappings.filter(({ isQueue }) => !isQueue).map((found) => streamFollower(found, parts));
  return {
    onRecord: (table) => followers.filter((one) => one.table === table).forEach((one) => one.wake()),
    start: () => queueTriggers.forEach((one) => one.start()),
    stop: async () => {
      await Promise.all(followers.map((one) => one.idle()));
      await Promise.all(queueTriggers.map((one) => one.stop()));
    },
  };
};

interface ScheduleTarget {
  readonly Arn: string;
  readonly Input: string;
}

/** Lets every schedule tick once, one after the other: all functions starting at once are more than two cores bear. @throws when a function fails, or does not let EventBridge call it */
export const tick = async (cloud: Cloud, functions: ReadonlyMap<string, LambdaFunction>): Promise<void> => {
  const schedules = cloud.ofType('AWS::Events::Rule').filter(({ properties }) => properties['ScheduleExpression']);
  for (const { arn = '', properties } of schedules) {
    for (const { Arn, Input } of properties['Targets'] as readonly ScheduleTarget[]) {
      if (!mayInvoke(cloud, Arn, { service: 'events.amazonaws.com', sourceArn: arn }))
        throw new Error(`${Arn} does not let ${arn} call it`);
      await functions.get(Arn)?.invoke(JSON.parse(Input));
    }
  }
};
