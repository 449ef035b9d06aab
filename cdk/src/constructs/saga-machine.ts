import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { FIVE_MINUTES } from './alarms.ts';
import type { Bus } from './event-bus.ts';
import type { ServiceFunction } from './service-function.ts';

export interface SagaMachineProps {
  readonly service: ServiceName;
  readonly name: string;
  readonly meaning: string;
  readonly mustSucceed: boolean;
  /** The Amazon States Language file, as it is; `${EventBus}` becomes the name of the bus. */
  readonly definition: object;
  readonly bus: Bus;
  readonly alarms: Alarms;
}

/** A saga as a state machine that can do one thing: put requests of its owner on the bus. */
export class SagaMachine extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SagaMachineProps) {
    super(scope, id);
    const { service, name, bus } = props;
    const machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      comment: props.meaning,
      definitionBody: DefinitionBody.fromString(JSON.stringify(props.definition)),
      definitionSubstitutions: { EventBus: bus.bus.eventBusName },
    });
    this.arn = machine.stateMachineArn;
    bus.grantPublish(machine, service);
    props.alarms.add(this, {
      name: `${service}-${name}-timed-out`,
      severity: 'ticket',
      title: `A run of ${service}'s ${name} did not end in its time.`,
      runbook: 'saga-timed-out',
      metric: machine.metricTimedOut({ period: FIVE_MINUTES }),
      above: 0,
    });
    if (!props.mustSucceed) return;
    props.alarms.add(this, {
      name: `${service}-${name}-failed`,
      severity: 'ticket',
      title: `A run of ${service}'s ${name} has failed, which nobody was told.`,
      runbook: 'saga-failed',
      metric: machine.metricFailed({ period: FIVE_MINUTES }),
      above: 0,
    });
  }

  /** Starts runs and tells their waiting steps how they ended. */
  grantDrive(outbox: ServiceFunction): void {
    outbox.fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['states:StartExecution', 'states:SendTaskSuccess', 'states:SendTaskFailure'],
        resources: [this.arn],
      }),
    );
  }
}
