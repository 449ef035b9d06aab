/** Which permissions each call of an AWS service takes (AWS Service Authorization Reference, "Actions" of each service). */
import { CHOSEN } from '../../cdk/src/rules/synthesised.ts';
import { ACCOUNT, REGION } from './physical.ts';
import type { Ask } from './policies.ts';

export interface Call {
  /** Prefix of its actions: `dynamodb`. */
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

const regional = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const tableAsk = (action: string, table: string): Ask => ({
  action: `dynamodb:${action}`,
  resource: regional('dynamodb', `table/${table}`),
});

type Transaction = { readonly TransactItems: readonly Readonly<Record<string, { readonly TableName: string }>>[] };

/** A transaction takes what its actions take ("Using IAM with DynamoDB transactions"). */
const ACTION_OF_PART: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

const ofTable = (operation: string, input: unknown): readonly Ask[] => {
  if (operation === 'BatchGetItem')
    return Object.keys((input as { readonly RequestItems: object }).RequestItems).map((table) => tableAsk(operation, table));
  if (operation !== 'TransactWriteItems') return [tableAsk(operation, (input as { readonly TableName: string }).TableName)];
  return (input as Transaction).TransactItems.flatMap((item) =>
    Object.entries(item).map(([part, { TableName }]) => tableAsk(ACTION_OF_PART[part] ?? part, TableName)),
  );
};

type Entries = { readonly Entries: readonly { readonly EventBusName: string; readonly Source: string; readonly DetailType: string }[] };

const ofBus = (operation: string, input: unknown): readonly Ask[] =>
  (input as Entries).Entries.map(({ EventBusName, Source, DetailType }) => ({
    action: `events:${operation}`,
    resource: regional('events', `event-bus/${EventBusName}`),
    context: { 'events:source': Source, 'events:detail-type': DetailType },
  }));

const ofObjects = (operation: string, input: unknown): readonly Ask[] => {
  const { Bucket, Key } = input as { readonly Bucket: string; readonly Key: string };
  const bucket = `arn:aws:s3:::${Bucket}`;
  return [{ action: `s3:${operation}`, resource: operation === 'ListBucket' ? bucket : `${bucket}/${Key}` }];
};

const ofParameters = (operation: string, input: unknown): readonly Ask[] => [
  { action: `ssm:${operation}`, resource: regional('ssm', `parameter${(input as { readonly Name: string }).Name}`) },
];

/** The paths of a domain are below its ARN (Amazon OpenSearch Service Developer Guide, "Identity and Access Management"). */
const ofSearch = (operation: string, input: unknown): readonly Ask[] => [
  { action: `es:${operation}`, resource: `${CHOSEN.indexDomainArn}/${(input as { readonly path: readonly string[] }).path.join('/')}` },
];

/** @param machineOf the state machine that waits under a task token */
const ofSagas =
  (machineOf: (taskToken: string) => string) =>
  (operation: string, input: unknown): readonly Ask[] => {
    const { stateMachineArn, taskToken } = input as { readonly stateMachineArn?: string; readonly taskToken?: string };
    return [{ action: `states:${operation}`, resource: stateMachineArn ?? machineOf(taskToken ?? '') }];
  };

/** Everything that the caller has to be allowed. */
export const asksOf = ({ service, operation, input }: Call, machineOf: (taskToken: string) => string): readonly Ask[] => {
  const services: Readonly<Record<string, (operation: string, input: unknown) => readonly Ask[]>> = {
    dynamodb: ofTable,
    es: ofSearch,
    events: ofBus,
    s3: ofObjects,
    ssm: ofParameters,
    states: ofSagas(machineOf),
  };
  const asks = services[service];
  if (!asks) throw new Error(`this runner does not know which permissions ${service}:${operation} takes`);
  return asks(operation, input);
};
