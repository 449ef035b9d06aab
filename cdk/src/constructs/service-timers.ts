import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FIVE_MINUTES } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

/** EventBridge rules do not tick faster. */
const FASTEST_SECONDS = 60;

const TITLES = {
  inside: (service: string) => `The timers of ${service} fail: what it sends may not arrive, and gaps in its views stay open.`,
  outside: (service: string) => `What ${service} does on the internet fails, and is not tried again in its time.`,
} as const;

export interface Tick {
  readonly name: string;
  readonly everySeconds: number;
  /** What the function receives: which timer it is. */
  readonly event: Readonly<Record<string, unknown>>;
}

export interface ServiceTimersProps {
  readonly service: string;
  readonly timer: ServiceFunction;
  readonly ticks: readonly Tick[];
  readonly alarms: Alarms;
}

/** One schedule for each timer of a manifest, one for the care of its views, and one for its echo. */
export class ServiceTimers extends Construct {
  constructor(scope: Construct, id: string, { service, timer, ticks, alarms }: ServiceTimersProps) {
    super(scope, id);
    for (const { name, everySeconds, event } of ticks) {
      const every = Duration.minutes(Math.max(1, Math.ceil(everySeconds / FASTEST_SECONDS)));
      const rule = new Rule(this, name, { schedule: Schedule.rate(every), description: `${service}: ${name}` });
      rule.addTarget(new LambdaFunction(timer.fn, { event: RuleTargetInput.fromObject(event), retryAttempts: 0 }));
    }
    alarms.add(this, {
      name: `${service}-${timer.kind}-fails`,
      severity: 'page',
      title: TITLES[timer.kind === 'outside' ? 'outside' : 'inside'](service),
      runbook: `${timer.kind}-fails`,
      metric: timer.errors(FIVE_MINUTES),
      above: 0,
      periods: 3,
    });
  }
}
