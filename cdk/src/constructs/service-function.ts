import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { FunctionKind, VariableName } from '@wikibot/platform/aws/environment';
import { Construct } from 'constructs';
import type { Storehouse } from './storehouse.ts';

export interface Shape {
  readonly memory: number;
  readonly timeout: Duration;
}

/** One function for each trigger, because each needs another role, another patience and another size. */
export const SHAPES: Readonly<Record<FunctionKind, Shape>> = {
  // Streams may run for 15 minutes; nothing of ours needs more than five (a bundle of a large wiki).
  http: { memory: 1024, timeout: Duration.minutes(5) },
  work: { memory: 1024, timeout: Duration.seconds(60) },
  outbox: { memory: 512, timeout: Duration.seconds(60) },
  authorizer: { memory: 1024, timeout: Duration.seconds(10) },
  // Building a view again may take as long as a function may run.
  timer: { memory: 1024, timeout: Duration.minutes(15) },
  // Others decide how long they take to answer.
  outside: { memory: 1024, timeout: Duration.minutes(5) },
};

export interface ServiceFunctionProps {
  readonly service: string;
  readonly kind: FunctionKind;
  /** The folder of the bundle; its entry exports one handler of the kind's name. */
  readonly bundle: string;
  readonly logDays: number;
  /** Where the function has to stand to reach the repositories. */
  readonly place?: Storehouse;
}

/** A function with a role and a log group of its own, and nothing else until it is granted. */
export class ServiceFunction extends Construct {
  readonly kind: FunctionKind;
  readonly service: string;
  readonly fn: LambdaFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { kind, service, place } = props;
    this.kind = kind;
    this.service = service;
    const logGroup = new LogGroup(this, 'Log', { retention: props.logDays, removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // Network interfaces have no ARN before they are made: the one permission that cannot be narrowed.
      ...(place ? { managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaENIManagementAccess')] } : {}),
    });
    this.fn = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: `lambda.${kind}`,
      code: Code.fromAsset(props.bundle),
      memorySize: SHAPES[kind].memory,
      timeout: SHAPES[kind].timeout,
      description: `${service}: ${kind}`,
      role,
      logGroup,
      ...(place ? { vpc: place.vpc, securityGroups: [place.client] } : {}),
    });
    logGroup.grantWrite(role);
  }

  /** Sets a variable of the shared table of names. */
  tell(name: VariableName, value: string): void {
    this.fn.addEnvironment(name, value);
  }

  /** Mounts the repositories; the function stands in their network already. */
  mount(fileSystem: { readonly arn: string; readonly localMountPath: string }): void {
    const resource = this.fn.node.defaultChild as CfnFunction; // the only child of its kind
    resource.fileSystemConfigs = [fileSystem];
  }

  errors(period: Duration): Metric {
    return this.fn.metricErrors({ period });
  }
}
