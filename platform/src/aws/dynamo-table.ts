/** The table port over DynamoDB: one table for each service, keys `pk` and `sk`, expiry in `expiresAt`. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from '../kernel/table.ts';
import { reader } from './dynamo-reads.ts';
import { writer } from './dynamo-writes.ts';
import { systemPatience } from './retries.ts';
import type { Patience } from './retries.ts';

export interface DynamoTableParts {
  /** The plain client; rows are encoded here, so that nothing is lost on the way. */
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How it waits between tries. */
  readonly patience?: Patience;
}

export const dynamoTable = ({ patience = systemPatience, ...parts }: DynamoTableParts): Table => ({
  ...reader({ ...parts, patience }),
  write: writer({ ...parts, patience }),
});

/** Names of the attributes that a table is made with, for the stacks and for tests. */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk', expiry: 'expiresAt' } as const;
