/** The Lambda functions of the templates, by their ARNs. */
import { join } from 'node:path';
import type { Access } from './access.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import { lambdaFunction } from './lambda-function.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { Cloud, Made } from './resolved.ts';

interface FunctionProperties {
  readonly Code: { readonly S3Key: string };
  readonly Handler: string;
  readonly Role: string;
  readonly Timeout: number;
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
  readonly LoggingConfig: { readonly LogGroup: string };
  readonly FileSystemConfigs?: readonly { readonly Arn: string; readonly LocalMountPath: string }[];
  readonly VpcConfig?: object;
}

export const functionProperties = ({ properties }: Made): FunctionProperties => properties as unknown as FunctionProperties; // CloudFormation's own form

export interface FunctionsParts {
  readonly cloud: Cloud;
  readonly assembly: CloudAssembly;
  readonly access: Access;
  /** Where file systems lie on this machine, one folder for each access point. */
  readonly folder: string;
  readonly environmentOf: (caller: string) => Readonly<Record<string, string>>;
  /** Where hosts lie that functions call by their names. */
  readonly hosts: ReadonlyMap<string, string>;
  /** The same of the internet, to which no function in a network has a way. */
  readonly internet: ReadonlyMap<string, string>;
}

/** A mounted file system: where the function is told it lies becomes where it lies here. */
const mounted = (variables: Readonly<Record<string, string>>, mounts: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, mounts.get(value) ?? value]));

/** What a role needs before its function can log, stand in a network and reach a file system (AWS Lambda Developer Guide, "Execution role", "Configuring file system access"). */
const demandToRun = (
  { cloud, access }: FunctionsParts,
  { Role, LoggingConfig, FileSystemConfigs = [], VpcConfig }: FunctionProperties,
): void => {
  const arnOf = (type: string, ref: unknown): string => cloud.ofType(type).find((one) => one.ref === ref)?.arn ?? '';
  const asked = (actions: readonly string[], resource: string, context = {}): void =>
    access.demand(
      Role,
      actions.map((action) => ({ action, resource, context })),
    );
  asked(['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf('AWS::Logs::LogGroup', LoggingConfig.LogGroup));
  if (VpcConfig && !managedPoliciesOf(cloud, Role).includes('AWSLambdaENIManagementAccess'))
    throw new Error(`${Role} may not stand in a network`);
  for (const { Arn } of FileSystemConfigs) {
    const system = arnOf('AWS::EFS::FileSystem', cloud.byArn(Arn).properties['FileSystemId']);
    asked(['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], system, { 'elasticfilesystem:AccessPointArn': Arn });
  }
};

const managedPoliciesOf = (cloud: Cloud, roleArn: string): readonly string[] =>
  ((cloud.byArn(roleArn).properties['ManagedPolicyArns'] ?? []) as readonly string[]).map((arn) => arn.replace(/.*\//, '')); // CloudFormation's own form

export const functionsOf = (parts: FunctionsParts): ReadonlyMap<string, LambdaFunction> => {
  const { cloud, assembly, folder, environmentOf, hosts, internet } = parts;
  const made = cloud.ofType('AWS::Lambda::Function').map((fn): [string, LambdaFunction] => {
    const properties = functionProperties(fn);
    demandToRun(parts, properties);
    const { Code, Handler, Timeout, Environment, FileSystemConfigs = [] } = properties;
    const mounts = new Map(FileSystemConfigs.map(({ Arn, LocalMountPath }) => [LocalMountPath, join(folder, cloud.byArn(Arn).ref)]));
    const one = lambdaFunction({
      name: fn.ref,
      taskRoot: assembly.codeFolder(Code.S3Key),
      handler: Handler,
      environment: { ...mounted(Environment.Variables, mounts), ...environmentOf(fn.ref) },
      hosts: properties.VpcConfig ? hosts : new Map([...hosts, ...internet]),
      timeoutSeconds: Timeout,
    });
    return [fn.arn ?? '', one];
  });
  return new Map(made);
};
