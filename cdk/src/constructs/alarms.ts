import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** `page`: people are refused or cannot see what they wrote. `ticket`: nothing is lost, but somebody has to look within days. */
export type Severity = 'page' | 'ticket';

export interface Watch {
  /** Unique in the deployment: `wiki-pages-dead-letters`. */
  readonly name: string;
  readonly severity: Severity;
  /** One sentence for whoever is woken. */
  readonly title: string;
  /** The heading in docs/aws.md that says what to do. */
  readonly runbook: string;
  readonly metric: IMetric;
  readonly above: number;
  /** How many periods in a row; 1 unless told. */
  readonly periods?: number;
}

/** The only door through which alarms are made, so that each has a name, a severity and a runbook. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly email: string | undefined }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'wikibot alarms', enforceSSL: true });
    if (props.email) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  /** Makes the alarm in the stack of what it watches. */
  add(scope: Construct, watch: Watch): void {
    const alarm = new Alarm(scope, `${watch.name}-alarm`, {
      alarmName: `wikibot-${watch.severity}-${watch.name}`,
      alarmDescription: `${watch.title} Runbook: docs/aws.md#${watch.runbook}`,
      metric: watch.metric,
      threshold: watch.above,
      evaluationPeriods: watch.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

export const FIVE_MINUTES = Duration.minutes(5);
