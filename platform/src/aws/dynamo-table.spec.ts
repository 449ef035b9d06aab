import { afterAll, beforeAll } from '@jest/globals';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describeTable } from '../kernel/table.suite.ts';
import type { OpenTable } from '../kernel/table-suite/fresh-table.ts';
import { dynamoDbWire } from './doubles/dynamodb-wire.ts';
import type { DynamoDbWire } from './doubles/dynamodb-wire.ts';
import { dynamoTable } from './dynamo-table.ts';
import { clientOf, createTable, impatient } from './test-tables.ts';

let wire: DynamoDbWire;
let client: DynamoDBClient;
beforeAll(async () => {
  wire = await dynamoDbWire();
  client = clientOf(wire.endpoint);
});
afterAll(async () => {
  client.destroy();
  await wire.close();
});

let tables = 0;
const onDouble: OpenTable = async (now) => {
  tables += 1;
  const tableName = `table-${tables}`;
  wire.createTable(tableName);
  return { table: dynamoTable({ client, tableName, now, patience: impatient }), close: async () => undefined };
};
describeTable('the DynamoDB table, on our double,', onDouble);

const endpoint = process.env['DYNAMODB_ENDPOINT'];
if (endpoint !== undefined) {
  const real = clientOf(endpoint);
  afterAll(() => real.destroy());
  describeTable(`the DynamoDB table, on ${endpoint},`, async (now) => {
    const { tableName, drop } = await createTable(real);
    return { table: dynamoTable({ client: real, tableName, now }), close: drop };
  });
}
