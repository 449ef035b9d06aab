/** GetItem, BatchGetItem and Query of the double, as far as our adapter sends them (Amazon DynamoDB API Reference, one page each). */
import { parseCondition, scopeOf } from './dynamodb-expressions.ts';
import type { ExpressionInput, Test } from './dynamodb-expressions.ts';
import { checkKey, keyOf } from './dynamodb-store.ts';
import type { StoredTable } from './dynamodb-store.ts';
import { compared, invalid, itemBytes } from './dynamodb-values.ts';
import type { Item } from './dynamodb-values.ts';

/** Refuses what the double does not know, by its name. */
export const only = (input: object, ...known: readonly string[]): void => {
  const unknown = Object.keys(input).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw invalid(`this double has no parameter ${unknown.join(', ')}`);
};

export type TableNamed = (name: string) => StoredTable;

export interface GetInput {
  readonly TableName: string;
  readonly Key: Item;
  readonly ConsistentRead: boolean;
}

export const getItem = (table: TableNamed, input: GetInput): object => {
  only(input, 'TableName', 'Key', 'ConsistentRead');
  checkKey(input.Key);
  if (!input.ConsistentRead) throw invalid('our adapter reads consistently');
  const found = table(input.TableName).find(input.Key);
  return found ? { Item: found } : {};
};

export interface BatchGetInput {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[]; readonly ConsistentRead: boolean }>>;
}

const MAX_BATCH_KEYS = 100;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

/** Answers at most 16 MB, and at most `most` items when told to leave some. */
export const batchGetItem = (table: TableNamed, input: BatchGetInput, most = Number.POSITIVE_INFINITY): object => {
  only(input, 'RequestItems');
  const [[name, asked] = [], ...others] = Object.entries(input.RequestItems);
  if (name === undefined || asked === undefined || others.length > 0) throw invalid('our adapter reads one table at a time');
  only(asked, 'Keys', 'ConsistentRead');
  if (asked.Keys.length === 0 || asked.Keys.length > MAX_BATCH_KEYS) throw invalid('Too many items requested for the BatchGetItem call');
  asked.Keys.forEach(checkKey);
  if (new Set(asked.Keys.map((key) => JSON.stringify([key['pk'], key['sk']]))).size < asked.Keys.length)
    throw invalid('Provided list of item keys contains duplicates');
  const items: Item[] = [];
  let bytes = 0;
  let taken = 0;
  for (const key of asked.Keys) {
    const found = table(name).find(key);
    bytes += found ? itemBytes(found) : 0;
    if (taken >= most || bytes > MAX_BATCH_BYTES) break;
    taken += 1;
    if (found) items.push(found);
  }
  const left = asked.Keys.slice(taken);
  return { Responses: { [name]: items }, UnprocessedKeys: left.length > 0 ? { [name]: { ...asked, Keys: left } } : {} };
};

export interface QueryInput extends ExpressionInput {
  readonly TableName: string;
  readonly KeyConditionExpression: string;
  readonly FilterExpression?: string;
  readonly ScanIndexForward: boolean;
  readonly ConsistentRead: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
}

interface Conditions {
  readonly pk: string;
  readonly isKey: Test;
  readonly isKept: Test;
}

/** "Key condition expressions": the partition by equality, and at most one condition on the sort key. */
const KEY_SHAPES: readonly string[] = ['= pk', '= AND begins_with pk,sk'];

const conditionsOf = (input: QueryInput): Conditions => {
  const scope = scopeOf(input);
  const key = parseCondition(input.KeyConditionExpression, scope);
  if (!KEY_SHAPES.includes(`${key.shape} ${key.attributes.join()}`)) throw invalid(`Query key condition not supported: ${key.shape}`);
  const filter = input.FilterExpression === undefined ? undefined : parseCondition(input.FilterExpression, scope);
  if (filter?.attributes.some((name) => name === 'pk' || name === 'sk')) throw invalid('Filter Expression can only contain non-primary key attributes');
  scope.finish();
  const pk = key.operands[0]?.S ?? '';
  if (pk === '' || key.operands.some((value) => value.S === '')) throw invalid('a key value is an empty string value');
  return { pk, isKey: key.test, isKept: filter?.test ?? (() => true) };
};

const PAGE_BYTES = 1024 * 1024;

/** The items behind the start, in reading direction. */
const ahead = (items: readonly Item[], { ExclusiveStartKey: start, ScanIndexForward: forward }: QueryInput): readonly Item[] => {
  const ordered = forward ? items : items.toReversed();
  if (!start) return ordered;
  return ordered.filter((item) => (compared(item['sk'], start['sk']) ?? 0) * (forward ? 1 : -1) > 0);
};

const checkStart = (start: Item, { pk, isKey }: Conditions): void => {
  checkKey(start);
  if (start['pk']?.S !== pk || !isKey(start)) throw invalid('The provided starting key is outside query boundaries based on provided conditions');
};

/** "Paginating table query results": a page ends after `Limit` items or 1 MB, both counted before the filter. */
export const query = (table: TableNamed, input: QueryInput): object => {
  only(input, 'TableName', 'KeyConditionExpression', 'FilterExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues', 'ScanIndexForward', 'ConsistentRead', 'Limit', 'ExclusiveStartKey');
  if (input.Limit !== undefined && input.Limit < 1) throw invalid('Limit must be greater than or equal to 1');
  const conditions = conditionsOf(input);
  if (input.ExclusiveStartKey) checkStart(input.ExclusiveStartKey, conditions);
  const found = ahead(table(input.TableName).partition(conditions.pk).filter(conditions.isKey), input);
  const looked: Item[] = [];
  let bytes = 0;
  for (const item of found) {
    if (looked.length === input.Limit || bytes >= PAGE_BYTES) break;
    bytes += itemBytes(item);
    looked.push(item);
  }
  const items = looked.filter(conditions.isKept);
  const last = looked.at(-1);
  const isCut = looked.length === input.Limit || looked.length < found.length;
  return { Items: items, Count: items.length, ScannedCount: looked.length, ...(last && isCut ? { LastEvaluatedKey: keyOf(last) } : {}) };
};
