/**
 * Reads: always strongly consistent. A page is filled over expired rows and over DynamoDB's own pages of 1 MB; it goes on behind the key
 * that it ended with, whether a row still stands there or not.
 *
 * Source: Amazon DynamoDB Developer Guide, "Key condition expressions" and "Paginating table query results".
 */
import { BatchGetItemCommand, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Key, Query, Row, RowPage } from '../kernel/table.ts';
import { checkKey, checkKeys, checkQuery } from '../kernel/table-limits.ts';
import type { KeyRange } from '../kernel/table-limits.ts';
import { compareUtf8 } from '../kernel/utf8-order.ts';
import { notExpired, terms } from './dynamo-conditions.ts';
import { isVisible } from './dynamo-operations.ts';
import { keyItem, rowOf } from './dynamo-rows.ts';
import type { Item } from './dynamo-rows.ts';
import { persistently, rest, TRIES } from './retries.ts';
import type { Patience } from './retries.ts';

export interface ReadParts {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly patience: Patience;
}

const visibleRow = (item: Item | undefined, now: number): Row | undefined => (isVisible(item, now) ? rowOf(item) : undefined);

const textOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
const keyOfItem = (item: Item): Key => ({ pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' });

export const reader = (parts: ReadParts) => {
  const { client, tableName, now, patience } = parts;
  const collect = collector(parts);
  const fill = filler(parts);

  const get = async (key: Key): Promise<Row | undefined> => {
    const command = new GetItemCommand({ TableName: tableName, Key: keyItem(checkKey(key)), ConsistentRead: true });
    const { Item } = await persistently(patience, () => client.send(command));
    return visibleRow(Item, now());
  };

  const getMany = async (keys: readonly Key[]): Promise<readonly (Row | undefined)[]> => {
    const wanted = checkKeys(keys).map(({ pk, sk }) => ({ pk, sk }));
    const different = new Map(wanted.map((key) => [textOf(key), keyItem(key)]));
    const items = await collect([...different.values()]);
    const found = new Map(items.map((item) => [textOf(keyOfItem(item)), item]));
    // each caller of a repeated key gets a row of its own
    return wanted.map((key) => visibleRow(found.get(textOf(key)), now()));
  };

  const query = async (asked: Query): Promise<RowPage> => {
    const range = checkQuery(asked);
    const start = startOf(asked, range);
    if (start === 'past the end') return { rows: [] };
    return fill({ TableName: tableName, ...inputOf(asked, range, now()), ...(start ? { ExclusiveStartKey: start } : {}) }, range.limit);
  };

  return { get, getMany, query };
};

/** Reads items by their keys, and asks again for those that DynamoDB left. */
const collector = ({ client, tableName, patience }: ReadParts) => {
  const batch = async (keys: readonly Item[]): Promise<{ readonly items: readonly Item[]; readonly left: readonly Item[] }> => {
    const command = new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: [...keys], ConsistentRead: true } } });
    const { Responses = {}, UnprocessedKeys = {} } = await persistently(patience, () => client.send(command));
    return { items: Responses[tableName] ?? [], left: UnprocessedKeys[tableName]?.Keys ?? [] };
  };
  return async (keys: readonly Item[]): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let left = keys;
    for (let fruitless = 0; left.length > 0;) {
      const { length } = left;
      const answer = await batch(left);
      items.push(...answer.items);
      left = answer.left;
      fruitless = left.length < length ? 0 : fruitless + 1;
      if (fruitless === TRIES) throw new Error(`DynamoDB left ${left.length} keys of ${tableName} unread ${TRIES} times`);
      if (left.length > 0) await rest(patience, fruitless + 1);
    }
    return items;
  };
};

/** Reads on until the page is full or the partition ends. */
const filler =
  ({ client, patience }: ReadParts) =>
  async (input: QueryCommandInput, limit: number): Promise<RowPage> => {
    const rows: Row[] = [];
    let last = input.ExclusiveStartKey;
    let ask = limit;
    do {
      const command = new QueryCommand({ ...input, Limit: ask, ...(last ? { ExclusiveStartKey: last } : {}) });
      const page = await persistently(patience, () => client.send(command));
      rows.push(...(page.Items ?? []).map(rowOf));
      last = page.LastEvaluatedKey;
      ask = Math.max(AFTER_EXPIRED, limit - rows.length);
    } while (last && rows.length < limit);
    const kept = rows.slice(0, limit);
    const end = kept.at(-1);
    return end !== undefined && (last || rows.length > limit) ? { rows: kept, next: end.sk } : { rows: kept };
  };

/** Once expired rows have made a page short, as many are looked at in each further call. */
const AFTER_EXPIRED = 100;

const inputOf = ({ pk, prefix }: Query, { reverse }: KeyRange, now: number) => {
  const use = terms();
  const partition = `${use.name('pk')} = ${use.value({ S: pk })}`;
  const begins = prefix ? ` AND begins_with(${use.name('sk')}, ${use.value({ S: prefix })})` : '';
  return {
    KeyConditionExpression: partition + begins,
    FilterExpression: notExpired(use, now),
    ExpressionAttributeNames: use.names,
    ExpressionAttributeValues: use.values,
    ScanIndexForward: !reverse,
    ConsistentRead: true,
  };
};

/** A start has to lie within the prefix; one before it is none, and behind it there is nothing to find. */
const startOf = ({ pk, prefix = '', after }: Query, { reverse }: KeyRange): Record<string, AttributeValue> | undefined | 'past the end' => {
  if (after === undefined) return undefined;
  if (after.startsWith(prefix)) return keyItem({ pk, sk: after });
  const isBehind = compareUtf8(after, prefix) > 0;
  return isBehind === reverse ? undefined : 'past the end';
};
