/** The services of AWS that functions call, as doubles at the wire: with the tables, buses, buckets and machines of the templates. */
import { dynamoDbWire } from '@wikibot/platform/aws/doubles/dynamodb-wire';
import type { DynamoDbWire } from '@wikibot/platform/aws/doubles/dynamodb-wire';
import { eventBridgeWire } from '@wikibot/platform/aws/doubles/eventbridge-wire';
import type { BusEvent, EventBridgeWire } from '@wikibot/platform/aws/doubles/eventbridge-wire';
import { openSearchWire } from '@wikibot/platform/aws/doubles/opensearch-wire';
import type { OpenSearchWire } from '@wikibot/platform/aws/doubles/opensearch-wire';
import { s3Wire } from '@wikibot/platform/aws/doubles/s3-wire';
import type { S3Wire } from '@wikibot/platform/aws/doubles/s3-wire';
import { sfnWire } from '@wikibot/platform/aws/doubles/sfn-wire';
import type { SfnWire } from '@wikibot/platform/aws/doubles/sfn-wire';
import { ssmWire } from '@wikibot/platform/aws/doubles/ssm-wire';
import type { SsmWire } from '@wikibot/platform/aws/doubles/ssm-wire';
import { CHOSEN } from '../../cdk/src/rules/synthesised.ts';
import type { Access } from './access.ts';
import type { Machines } from './machines.ts';
import { REGION } from './physical.ts';
import type { Cloud } from './resolved.ts';

export interface Services {
  readonly tables: DynamoDbWire;
  readonly bus: EventBridgeWire;
  readonly objects: S3Wire;
  readonly sagas: SfnWire;
  readonly parameters: SsmWire;
  readonly search: OpenSearchWire;
  /** Endpoints by the host names that the templates know them by: what a name server would say. */
  readonly hosts: ReadonlyMap<string, string>;
  /** The environment of whoever calls them under this name (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). */
  readonly environmentOf: (caller: string) => Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface ServicesParts {
  readonly cloud: Cloud;
  readonly access: Access;
  readonly machines: Machines;
  readonly onEvent: (event: BusEvent) => void;
  /** Is told the name of a table whose stream has grown. */
  readonly onRecord: (table: string) => void;
}

const refsOf = (cloud: Cloud, type: string): readonly string[] => cloud.ofType(type).map(({ ref }) => ref);

export const openServices = async ({ cloud, access, machines, onEvent, onRecord }: ServicesParts): Promise<Services> => {
  const [tables, bus, objects, sagas, parameters, search] = await Promise.all([
    dynamoDbWire({ admit: access.admit('dynamodb'), onRecord }),
    eventBridgeWire({ admit: access.admit('events'), buses: refsOf(cloud, 'AWS::Events::EventBus'), onEvent }),
    s3Wire({ admit: access.admit('s3'), secret: 'not checked', buckets: refsOf(cloud, 'AWS::S3::Bucket') }),
    sfnWire({
      admit: access.admit('states'),
      stateMachines: refsOf(cloud, 'AWS::StepFunctions::StateMachine'),
      onStart: machines.start,
      onComplete: machines.complete,
    }),
    ssmWire({ admit: access.admit('ssm') }),
    openSearchWire({ admit: access.admit('es') }),
  ]);
  for (const table of refsOf(cloud, 'AWS::DynamoDB::Table')) tables.createTable(table);
  const all = [tables, bus, objects, sagas, parameters, search];
  return {
    tables,
    bus,
    objects,
    sagas,
    parameters,
    search,
    hosts: new Map([[new URL(CHOSEN.indexEndpoint).hostname, search.endpoint]]),
    environmentOf: (caller) => ({
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: caller,
      AWS_SECRET_ACCESS_KEY: 'not checked',
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint,
      AWS_ENDPOINT_URL_S3: objects.endpoint,
      AWS_ENDPOINT_URL_SFN: sagas.endpoint,
      AWS_ENDPOINT_URL_SSM: parameters.endpoint,
    }),
    close: async () => void (await Promise.all(all.map((one) => one.close()))),
  };
};
