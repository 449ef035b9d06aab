import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FIVE_MINUTES } from './alarms.ts';

/** The longest that SQS keeps a message: time to notice, mend and redrive (Amazon SQS Developer Guide, "Message quotas"). */
const KEPT = Duration.days(14);

/** Where messages end that could not be worked off; whatever arrives is an alarm. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: { readonly name: string; readonly alarms: Alarms }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: KEPT });
    props.alarms.add(this, {
      name: `${props.name}-dead-letters`,
      severity: 'ticket',
      title: `Messages for ${props.name} could not be worked off and wait among the dead letters.`,
      runbook: 'dead-letters',
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      above: 0,
    });
  }
}

export interface GuardedQueueProps {
  readonly name: string;
  readonly alarms: Alarms;
  /** The timeout of the function behind it. A message is hidden six times as long (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
  readonly workedWithin: Duration;
  /** How often a message is tried before it is a dead letter. */
  readonly tries: number;
}

/** A queue that loses nothing: encrypted, with dead letters and an alarm. */
export class GuardedQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: GuardedQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters', props).queue;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(props.workedWithin.toSeconds() * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.tries },
    });
  }
}
