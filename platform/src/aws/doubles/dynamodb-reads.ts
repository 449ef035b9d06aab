/** GetItem, BatchGetItem and Query of the double, as far as our adapter sends them (Amazon DynamoDB API Reference, one page each). */
import { parseCondition, scopeOf } from './dynamodb-expressions.ts';
import type { ExpressionInput, Scope, Test } from './dynamodb-expressions.ts';
import { checkKey, keyOf } from './dynamodb-store.ts';
import type { StoredTable } from './dynamodb-store.ts';
import { compared, invalid, itemBytes } from './dynamodb-values.ts';
import type { Item } from './dynamodb-values.ts';
import { only } from './only.ts';

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
  readonly RequestItems: Readonly<Record<string, BatchAsked>>;
}

const MAX_BATCH_KEYS = 100;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

interface BatchAsked {
  readonly Keys: readonly Item[];
  readonly ConsistentRead: boolean;
}

const checkBatch = (asked: BatchAsked): void => {
  only(asked, 'Keys', 'ConsistentRead');
  if (asked.Keys.length === 0 || asked.Keys.length > MAX_BATCH_KEYS) throw invalid('Too many items requested for the BatchGetItem call');
  asked.Keys.forEach(checkKey);
  const different = new Set(asked.Keys.map((key) => JSON.stringify([key['pk'], key['sk']])));
  if (different.size < asked.Keys.length) throw invalid('Provided list of item keys contains duplicates');
};

/** The first keys whose items have at most 16 MB together, and at most `most` of them. */
const takenOf = (table: StoredTable, keys: readonly Item[], most: number): readonly (Item | undefined)[] => {
  const items: (Item | undefined)[] = [];
  let bytes = 0;
  for (const key of keys.slice(0, most)) {
    const found = table.find(key);
    bytes += itemBytes(found ?? {});
    if (bytes > MAX_BATCH_BYTES) break;
    items.push(found);
  }
  return items;
};

/** Leaves keys to another call when the answer would be too large, or when told to. */
export const batchGetItem = (table: TableNamed, input: BatchGetInput, most = MAX_BATCH_KEYS): object => {
  only(input, 'RequestItems');
  const [entry, ...others] = Object.entries(input.RequestItems);
  if (entry === undefined || others.length > 0) throw invalid('our adapter reads one table at a time');
  const [name, asked] = entry;
  checkBatch(asked);
  const items = takenOf(table(name), asked.Keys, most);
  const left = asked.Keys.slice(items.length);
  const found = items.filter((item) => item !== undefined);
  return { Responses: { [name]: found }, UnprocessedKeys: left.length > 0 ? { [name]: { ...asked, Keys: left } } : {} };
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
  const isKept = input.FilterExpression === undefined ? () => true : filterOf(input.FilterExpression, scope);
  scope.finish();
  if (key.operands.some((value) => value.S === ''))
    throw invalid('One or more parameter values are not valid: a key value is an empty string value');
  return { pk: key.operands[0]?.S ?? '', isKey: key.test, isKept };
};

const filterOf = (expression: string, scope: Scope): Test => {
  const { test, attributes } = parseCondition(expression, scope);
  if (attributes.includes('pk') || attributes.includes('sk'))
    throw invalid('Filter Expression can only contain non-primary key attributes');
  return test;
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
  if (start['pk']?.S !== pk || !isKey(start))
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
};

/** A page ends after `Limit` items or 1 MB, both counted before the filter. */
const pageOf = (found: readonly Item[], limit: number): readonly Item[] => {
  const page: Item[] = [];
  let bytes = 0;
  for (const item of found) {
    if (page.length === limit || bytes >= PAGE_BYTES) break;
    bytes += itemBytes(item);
    page.push(item);
  }
  return page;
};

const QUERY_PARAMETERS = [
  'TableName',
  'KeyConditionExpression',
  'FilterExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ScanIndexForward',
  'ConsistentRead',
  'Limit',
  'ExclusiveStartKey',
];

/** "Paginating table query results": a key to go on from comes also when the page is full and nothing happens to follow. */
export const query = (table: TableNamed, input: QueryInput): object => {
  only(input, ...QUERY_PARAMETERS);
  const { Limit: limit = Number.POSITIVE_INFINITY, ExclusiveStartKey: start } = input;
  if (limit < 1) throw invalid('Limit must be greater than or equal to 1');
  const conditions = conditionsOf(input);
  if (start) checkStart(start, conditions);
  const found = ahead(table(input.TableName).partition(conditions.pk).filter(conditions.isKey), input);
  const page = pageOf(found, limit);
  const items = page.filter(conditions.isKept);
  const last = page.length === limit || page.length < found.length ? page.at(-1) : undefined;
  return { Items: items, Count: items.length, ScannedCount: page.length, ...(last ? { LastEvaluatedKey: keyOf(last) } : {}) };
};
