/** Tables for specs: on the double, or on a real endpoint where `DYNAMODB_ENDPOINT` names one. */
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { Patience } from './retries.ts';

/** Rests without waiting. */
export const impatient: Patience = { sleep: () => new Promise((resolve) => void setImmediate(resolve)), random: () => 0.5 };

/** Credentials that mean nothing, for endpoints that do not check them. */
export const testAccount = { region: 'eu-central-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } } as const;

export const clientOf = (endpoint: string): DynamoDBClient => new DynamoDBClient({ ...testAccount, endpoint });

/** A client that asks once, so that what our adapter does by itself is seen, and nobody waits. */
export const clientThatAsksOnce = (endpoint: string): DynamoDBClient => new DynamoDBClient({ ...testAccount, endpoint, maxAttempts: 1 });

/** An empty table of the shape that the stacks make, and a way to be rid of it. */
export const createTable = async (client: DynamoDBClient): Promise<{ readonly tableName: string; drop(): Promise<void> }> => {
  const tableName = `wikibot-test-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { TableName: tableName });
  return { tableName, drop: async () => void (await client.send(new DeleteTableCommand({ TableName: tableName }))) };
};
