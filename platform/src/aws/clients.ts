/**
 * Clients of AWS services, each made and, except for the table's, loaded at its first use: most functions need one or two of them, and
 * every module costs time at a cold start.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SSMClient } from '@aws-sdk/client-ssm';

export interface AwsClients {
  readonly table: () => DynamoDBClient;
  readonly bus: () => Promise<EventBridgeClient>;
  readonly sagas: () => Promise<SFNClient>;
  readonly objects: () => Promise<S3Client>;
  readonly parameters: () => Promise<SSMClient>;
}

/** Where they call and as whom; the environment says it on AWS. */
export interface ClientSettings {
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly endpoints?: { readonly [Client in keyof AwsClients]?: string };
}

export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

export const awsClients = ({ endpoints = {}, ...common }: ClientSettings = {}): AwsClients => {
  const at = (endpoint: string | undefined) => ({ ...common, ...(endpoint === undefined ? {} : { endpoint }) });
  return {
    table: once(() => new DynamoDBClient(at(endpoints.table))),
    bus: once(async () => {
      const { EventBridgeClient } = await import('@aws-sdk/client-eventbridge');
      return new EventBridgeClient(at(endpoints.bus));
    }),
    sagas: once(async () => {
      const { SFNClient } = await import('@aws-sdk/client-sfn');
      return new SFNClient(at(endpoints.sagas));
    }),
    objects: once(async () => {
      const { S3Client } = await import('@aws-sdk/client-s3');
      // an endpoint of our own has no host for each bucket
      // A presigned address cannot hold the checksum of a body that is not there yet.
      const checksums = { requestChecksumCalculation: 'WHEN_REQUIRED' } as const;
      return new S3Client({ ...at(endpoints.objects), ...checksums, forcePathStyle: endpoints.objects !== undefined });
    }),
    parameters: once(async () => {
      const { SSMClient } = await import('@aws-sdk/client-ssm');
      return new SSMClient(at(endpoints.parameters));
    }),
  };
};
