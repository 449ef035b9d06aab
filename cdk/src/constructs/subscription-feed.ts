import { Duration } from 'aws-cdk-lib';
import type { EventPattern as RulePattern } from 'aws-cdk-lib/aws-events';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { TrustingPattern } from '../event-pattern.ts';
import type { Alarms } from './alarms.ts';
import type { Bus } from './event-bus.ts';
import { GuardedQueue } from './guarded-queue.ts';
import type { ServiceFunction } from './service-function.ts';
import { SHAPES } from './service-function.ts';

/** Facts of one wiki come in bursts; a batch is one turn of the function. */
const BATCH = 10;
/** How many turns of one subscriber run at once, so that a burst for one does not starve the others. */
const AT_ONCE = 10;
const TRIES = 5;

export interface SubscriptionFeedProps {
  /** `wiki.pages` */
  readonly subscriber: string;
  readonly pattern: TrustingPattern;
  readonly bus: Bus;
  readonly alarms: Alarms;
  readonly worker: ServiceFunction;
}

/** Rule -> queue -> function with partial answers: how one subscriber hears of what it subscribes to. */
export class SubscriptionFeed extends Construct {
  readonly queueArn: string;

  constructor(scope: Construct, id: string, props: SubscriptionFeedProps) {
    super(scope, id);
    const { worker, bus, alarms, subscriber } = props;
    const name = subscriber.replaceAll('.', '-');
    const { queue, deadLetters } = new GuardedQueue(this, 'Feed', {
      name,
      alarms,
      workedWithin: SHAPES[worker.kind].timeout,
      tries: TRIES,
    });
    this.queueArn = queue.queueArn;
    const rule = new Rule(this, 'Rule', {
      eventBus: bus.bus,
      description: `What ${subscriber} hears`,
      eventPattern: rulePattern(props.pattern),
    });
    rule.addTarget(new SqsQueue(queue, { deadLetterQueue: deadLetters, retryAttempts: 185, maxEventAge: Duration.hours(24) }));
    worker.fn.addEventSource(new SqsEventSource(queue, { batchSize: BATCH, maxConcurrency: AT_ONCE, reportBatchItemFailures: true }));
  }
}

const rulePattern = ({ 'detail-type': detailType, source, detail }: TrustingPattern): RulePattern => ({
  ...(source ? { source: [...source] } : {}),
  ...(detailType ? { detailType: [...detailType] as string[] } : {}), // CDK's type knows exact values only
  ...(detail ? { detail } : {}),
});
