import { PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConditionFailed } from '../kernel/table.ts';
import type { Row, Table } from '../kernel/table.ts';
import { dynamoDbWire } from './doubles/dynamodb-wire.ts';
import type { DynamoDbWire, Fault } from './doubles/dynamodb-wire.ts';
import { dynamoTable } from './dynamo-table.ts';
import { clientThatAsksOnce, impatient } from './test-tables.ts';

const at = (sk: string) => ({ pk: 'p', sk });
let wire: DynamoDbWire;
let client: DynamoDBClient;
let table: Table;
beforeEach(async () => {
  wire = await dynamoDbWire();
  client = clientThatAsksOnce(wire.endpoint);
  wire.createTable('notes');
  table = dynamoTable({ client, tableName: 'notes', now: Date.now, patience: impatient });
});
afterEach(async () => {
  client.destroy();
  await wire.close();
});

const always = (kind: Fault['kind']): Fault => ({ kind, times: 1_000 });

describe('what DynamoDB refuses for now', () => {
  it.each(['throttled', 'broken', 'conflict'] as const)('is asked for again: %s', async (kind) => {
    wire.fail({ kind, times: 3, of: ['PutItem', 'TransactWriteItems'] });
    await table.write([{ put: { ...at('a'), n: 1 } }]);
    wire.fail({ kind, times: 3, of: ['PutItem', 'TransactWriteItems'] });
    await table.write([
      { put: at('b'), if: 'absent' },
      { add: at('a'), amounts: { n: 1 } },
    ]);
    expect((await table.query({ pk: 'p' })).rows).toEqual([{ ...at('a'), n: 2 }, at('b')]);
  });

  it.each(['throttled', 'conflict'] as const)('becomes a fault when it stays so: %s', async (kind) => {
    wire.fail(always(kind));
    const written = table.write([{ put: at('a') }, { put: at('b') }]);
    await expect(written).rejects.toThrow(Error);
    await expect(written).rejects.not.toThrow(ConditionFailed);
  });

  it.each([
    ['GetItem', (one: Table) => one.get(at('a'))],
    ['Query', (one: Table) => one.query({ pk: 'p' })],
    ['BatchGetItem', (one: Table) => one.getMany([at('a')])],
  ] as const)('does not disturb a reader: %s', async (operation, read) => {
    await table.write([{ put: at('a') }]);
    const before = await read(table);
    wire.fail({ kind: 'throttled', times: 4, of: [operation] });
    expect(await read(table)).toEqual(before);
  });
});

describe('an answer that is lost on its way', () => {
  it.each([1, 2, 5])('does not count twice, though it is lost %d times', async (times) => {
    wire.fail({ kind: 'lost', times });
    await table.write([{ add: at('a'), amounts: { n: 1 } }]);
    expect(await table.get(at('a'))).toEqual({ ...at('a'), n: 1 });
  });

  it('does not turn a write that was done into one that was refused', async () => {
    wire.fail({ kind: 'lost', times: 2 });
    await table.write([{ put: at('a'), if: 'absent' }]);
    expect(await table.get(at('a'))).toEqual(at('a'));
  });
});

describe('a batch that DynamoDB answers only in part', () => {
  const keys = Array.from({ length: 20 }, (_, n) => at(String(n).padStart(2, '0')));

  it('is read to its end, in the order that was asked for', async () => {
    await table.write(keys.slice(0, 10).map((key) => ({ put: key })));
    wire.fail({ kind: 'unprocessed', times: 10 });
    const asked = [...keys, ...keys.slice(0, 3)].reverse();
    expect(await table.getMany(asked)).toEqual(asked.map((key) => (key.sk < '10' ? key : undefined)));
  });

  it('of more than 16 MB is read in several', async () => {
    const large = Array.from({ length: 42 }, (_, n): Row => ({ ...at(`large ${n}`), text: 'x'.repeat(405_000) }));
    for (const row of large) await table.write([{ put: row }]);
    expect((await table.getMany(large)).filter((row) => row !== undefined)).toHaveLength(large.length);
    expect(wire.calls.filter((name) => name === 'BatchGetItem')).toHaveLength(2);
  });
});

describe('an addition that needs a look', () => {
  it.each([
    ['beside a fraction', { rate: 0.5 }],
    ['in a row near its largest size', { text: 'x'.repeat(400_000) }],
  ])('counts %s, also when many come at once', async (_, fields) => {
    await table.write([{ put: { ...at('a'), ...fields, n: 1 } }]);
    await Promise.all(Array.from({ length: 3 }, () => table.write([{ add: at('a'), amounts: { n: 1, m: 2 } }])));
    expect(await table.get(at('a'))).toEqual({ ...at('a'), ...fields, n: 4, m: 6 });
  });

  it('leaves no mark on the row', async () => {
    await table.write([{ add: at('a'), amounts: {} }]);
    await table.write([{ put: { ...at('b'), '': 1, '~careful': 2, '~': 3, half: 0.5 } }]);
    expect((await table.query({ pk: 'p' })).rows).toEqual([at('a'), { ...at('b'), '': 1, '~careful': 2, '~': 3, half: 0.5 }]);
  });
});

describe('the double', () => {
  let strict: DynamoDbWire;
  let raw: DynamoDBClient;
  beforeAll(async () => {
    strict = await dynamoDbWire();
    strict.createTable('notes');
    raw = clientThatAsksOnce(strict.endpoint);
  });
  afterAll(async () => {
    raw.destroy();
    await strict.close();
  });
  const key = { pk: { S: 'p' }, sk: { S: 's' } };
  const put = (more: object) => raw.send(new PutItemCommand({ TableName: 'notes', Item: key, ...more }));

  it.each([
    ['an item over 400 KB', { Item: { ...key, text: { S: 'x'.repeat(400 * 1024) } } }, /size has exceeded/],
    ['an empty key', { Item: { ...key, sk: { S: '' } } }, /empty string/],
    ['a sort key over 1,024 bytes', { Item: { ...key, sk: { S: 'x'.repeat(1025) } } }, /1024 bytes/],
    ['a name that is not used', { ExpressionAttributeNames: { '#n': 'n' } }, /unused/],
    ['a name in the open, which might be reserved', { ConditionExpression: 'attribute_not_exists(status)' }, /placeholders only/],
    [
      'an operator that we do not send',
      { ConditionExpression: '#n <> :v', ExpressionAttributeNames: { '#n': 'n' }, ExpressionAttributeValues: { ':v': { N: '1' } } },
      /operand|operator|compares/,
    ],
    ['a type that we do not send', { Item: { ...key, bytes: { B: new Uint8Array(1) } } }, /attribute type B/],
    ['a number beyond its range', { Item: { ...key, n: { N: '1e126' } } }, /overflow/],
    ['a parameter that we do not send', { ReturnValues: 'ALL_OLD' }, /no parameter ReturnValues/],
  ])('refuses %s', async (_, more, message) => {
    await expect(put(more)).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringMatching(message) });
  });

  it('refuses an operation that we do not send, and a table that is not there', async () => {
    await expect(put({ TableName: 'other' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const { ScanCommand } = await import('@aws-sdk/client-dynamodb');
    await expect(raw.send(new ScanCommand({ TableName: 'notes' }))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('refuses transactions that touch an item twice, or too many, or one token for two', async () => {
    const write = (keys: readonly string[], token = 'token') =>
      raw.send(
        new TransactWriteItemsCommand({
          ClientRequestToken: token,
          TransactItems: keys.map((sk) => ({ Put: { TableName: 'notes', Item: { pk: { S: 'p' }, sk: { S: sk } } } })),
        }),
      );
    await expect(write(['a', 'a'])).rejects.toMatchObject({ message: expect.stringMatching(/multiple operations/) });
    await expect(write(Array.from({ length: 101 }, (_, n) => String(n)))).rejects.toMatchObject({ name: 'ValidationException' });
    await write(['a']);
    await expect(write(['b'])).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
  });

  it('refuses a start that lies outside of what is asked for', async () => {
    const outside = new QueryCommand({
      TableName: 'notes',
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :sk)',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: { ':pk': { S: 'p' }, ':sk': { S: 'a' } },
      ExclusiveStartKey: { pk: { S: 'p' }, sk: { S: 'b' } },
      ScanIndexForward: true,
      ConsistentRead: true,
    });
    await expect(raw.send(outside)).rejects.toMatchObject({ message: expect.stringMatching(/outside query boundaries/) });
  });
});
