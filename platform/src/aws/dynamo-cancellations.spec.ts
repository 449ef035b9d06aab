import { afterEach, describe, expect, it } from '@jest/globals';
import { ConditionFailed } from '../kernel/table.ts';
import type { Operation, Table } from '../kernel/table.ts';
import { awsJsonWire } from './doubles/aws-json-wire.ts';
import { cancelled } from './doubles/dynamodb-writes.ts';
import { dynamoTable } from './dynamo-table.ts';
import { clientThatAsksOnce, impatient } from './test-tables.ts';

/** Amazon DynamoDB API Reference, "TransactWriteItems", CancellationReasons. */
type Code =
  | 'None'
  | 'ConditionalCheckFailed'
  | 'TransactionConflict'
  | 'ThrottlingError'
  | 'ProvisionedThroughputExceeded'
  | 'ItemCollectionSizeLimitExceeded'
  | 'ValidationError';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A table whose transactions are cancelled with these reasons, one list after the other; the last one stands for all that follow. */
const cancelling = async (
  ...script: readonly (readonly Code[] | 'done')[]
): Promise<{ readonly table: Table; readonly tokens: string[] }> => {
  const tokens: string[] = [];
  const wire = await awsJsonWire('DynamoDB_20120810', {
    TransactWriteItems: ({ ClientRequestToken }: { readonly ClientRequestToken: string }) => {
      const next = script[Math.min(tokens.length, script.length - 1)] ?? 'done';
      tokens.push(ClientRequestToken);
      if (next === 'done') return {};
      throw cancelled(next.map((code) => ({ Code: code, ...(code === 'None' ? {} : { Message: `because of ${code}` }) })));
    },
  });
  const client = clientThatAsksOnce(wire.endpoint);
  closing.push(async () => {
    client.destroy();
    await wire.close();
  });
  return { table: dynamoTable({ client, tableName: 'notes', now: Date.now, patience: impatient }), tokens };
};

const operations: readonly Operation[] = ['a', 'b', 'c'].map((sk) => ({ put: { pk: 'p', sk }, if: 'absent' }));
const failureOf = (table: Table): Promise<unknown> =>
  table.write(operations).then(
    () => 'done',
    (error: unknown) => error,
  );

describe('a cancelled transaction', () => {
  it.each<[string, readonly Code[], readonly number[]]>([
    ['one condition', ['None', 'ConditionalCheckFailed', 'None'], [1]],
    ['several conditions', ['ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'], [0, 2]],
    ['a condition beside another transaction', ['TransactionConflict', 'ConditionalCheckFailed', 'None'], [1]],
    ['a condition beside throttling', ['None', 'ConditionalCheckFailed', 'ThrottlingError'], [1]],
  ])('by %s says which, and is not tried again', async (_, reasons, failed) => {
    const { table, tokens } = await cancelling(reasons);
    expect(await failureOf(table)).toEqual(expect.objectContaining({ name: 'ConditionFailed', failed }));
    expect(tokens).toHaveLength(1);
  });

  it.each<[string, readonly Code[]]>([
    ['another transaction', ['None', 'TransactionConflict', 'None']],
    ['throttling', ['ThrottlingError', 'None', 'None']],
    ['the table’s capacity', ['None', 'None', 'ProvisionedThroughputExceeded']],
    ['all of these at once', ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']],
    ['reasons that were not told', []],
  ])('by %s is tried again under another token until it is done', async (_, reasons) => {
    const { table, tokens } = await cancelling(reasons, reasons, 'done');
    expect(await failureOf(table)).toBe('done');
    expect(new Set(tokens).size).toBe(3);
  });

  it('by what does not pass becomes a fault that names the reasons, and no refusal', async () => {
    const { table, tokens } = await cancelling(['None', 'TransactionConflict', 'None']);
    const fault = await failureOf(table);
    expect(fault).not.toBeInstanceOf(ConditionFailed);
    expect(String(fault)).toContain('[None, TransactionConflict, None]');
    expect(tokens.length).toBeGreaterThan(3);
  });

  it.each<[Code]>([['ValidationError'], ['ItemCollectionSizeLimitExceeded']])('by %s is a fault at once', async (code) => {
    const { table, tokens } = await cancelling(['None', code, 'TransactionConflict']);
    expect(String(await failureOf(table))).toContain(`${code} because of ${code}`);
    expect(tokens).toHaveLength(1);
  });
});
