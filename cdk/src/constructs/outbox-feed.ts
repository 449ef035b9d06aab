import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './guarded-queue.ts';
import type { ServiceFunction } from './service-function.ts';
import type { ServiceTable } from './service-table.ts';

/** With a poison row set aside after so many tries, a shard is held up for seconds, not for the stream's 24 hours. */
const TRIES = 10;
const BEHIND_MS = 60_000;

/** Only rows that leave the service wake the outbox. */
const OUTGOING = FilterCriteria.filter({ dynamodb: { NewImage: { outgoing: { S: FilterRule.exists() } } } });

export interface OutboxFeedProps {
  readonly service: string;
  readonly table: ServiceTable;
  readonly outbox: ServiceFunction;
  readonly alarms: Alarms;
}

/** The table's stream, which publishes what the service has written. */
export class OutboxFeed extends Construct {
  constructor(scope: Construct, id: string, { service, table, outbox, alarms }: OutboxFeedProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', { name: `${service}-outbox`, alarms });
    outbox.fn.addEventSource(
      new DynamoEventSource(table.table as ITable /* its optional fields may be undefined */, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: TRIES,
        filters: [OUTGOING],
        onFailure: new SqsDlq(deadLetters.queue),
      }),
    );
    alarms.add(this, {
      name: `${service}-outbox-behind`,
      severity: 'page',
      title: `What ${service} writes is published late, so others do not see it.`,
      runbook: 'outbox-behind',
      metric: outbox.fn.metric('IteratorAge', { period: Duration.minutes(1), statistic: Stats.MAXIMUM }),
      above: BEHIND_MS,
      periods: 3,
    });
  }
}
