/** One operation of the port as one action of a transaction. */
import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { RowText } from '../kernel/row-text.ts';
import { decideWrite } from '../kernel/write-decision.ts';
import type { Intent } from '../kernel/write-decision.ts';
import { addable, conditionText, gone, terms, there } from './dynamo-conditions.ts';
import type { Terms } from './dynamo-conditions.ts';
import { attributeIn, attributeOf, itemOf, keyItem, rowOf, TOUCHED } from './dynamo-rows.ts';
import type { Item } from './dynamo-rows.ts';

export interface Target {
  readonly tableName: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

type Amounts = ReadonlyMap<string, number>;
type Adding = Intent & { readonly effect: { readonly kind: 'add' } };

const conditionsOf = (use: Terms, { condition }: Intent, { now }: Target): readonly string[] =>
  condition === undefined ? [] : [conditionText(use, condition, now)];

/** The optional parts of an action; DynamoDB refuses empty maps and unused entries. */
const expressions = (use: Terms, conditions: readonly string[]) => ({
  ...(conditions.length > 0 ? { ConditionExpression: conditions.join(' AND ') } : {}),
  ...(Object.keys(use.names).length > 0 ? { ExpressionAttributeNames: use.names } : {}),
  ...(Object.keys(use.values).length > 0 ? { ExpressionAttributeValues: use.values } : {}),
});

export const isVisible = (item: Item | undefined, now: number): item is Item =>
  item !== undefined && !(item['expiresAt']?.N !== undefined && Number(item['expiresAt'].N) * 1000 <= now);

const bodyOf = (item: Item): string => {
  const { pk: _pk, sk: _sk, ...fields } = rowOf(item);
  return JSON.stringify(fields);
};

/** What the kernel says a counter's row becomes. @throws what the port throws when it cannot be added to */
const decided = (intent: Adding, item: Item | undefined): RowText => {
  const [change] = decideWrite([intent], () => item && bodyOf(item));
  if (change === undefined || !('put' in change)) throw new Error('adding puts a row');
  return change.put;
};

const update = (
  intent: Adding,
  target: Target,
  write: (use: Terms) => { set: string; conditions: readonly string[] },
): TransactWriteItem => {
  const use = terms();
  const { set, conditions } = write(use);
  const all = [...conditionsOf(use, intent, target), ...conditions];
  return {
    Update: {
      TableName: target.tableName,
      Key: keyItem(intent.key),
      UpdateExpression: set,
      ...expressions(use, all),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

const numbersOf = (use: Terms, amounts: Amounts, operator: ' ' | ' = '): string =>
  Array.from(amounts, ([field, amount]) => `${use.name(attributeOf(field))}${operator}${use.value({ N: String(amount) })}`).join(', ');

/** An update has to change something, so an addition of nothing leaves a mark that no row shows. */
const touching = (use: Terms): string => `SET ${use.name(TOUCHED)} = ${use.value({ BOOL: true })}`;

/** Adds without having looked; where it cannot, the answer brings the item. */
const adding = (intent: Adding, target: Target): TransactWriteItem =>
  update(intent, target, (use) => ({
    set: intent.effect.amounts.size === 0 ? touching(use) : `ADD ${numbersOf(use, intent.effect.amounts, ' ')}`,
    conditions: [addable(use, intent.effect.amounts, target.now)],
  }));

/** Sets the sums of a row that was seen, as long as its counters stay as they were. */
const settingSums = (intent: Adding, item: Item, target: Target): TransactWriteItem => {
  const after = itemOf(decided(intent, item));
  const sums = new Map(Array.from(intent.effect.amounts.keys(), (field) => [field, Number(attributeIn(after, attributeOf(field))?.N)]));
  return update(intent, target, (use) => ({
    set: sums.size === 0 ? touching(use) : `SET ${numbersOf(use, sums, ' = ')}`,
    conditions: [there(use, target.now), ...Array.from(sums.keys(), (field) => unchanged(use, attributeOf(field), item))],
  }));
};

const unchanged = (use: Terms, attribute: string, item: Item): string => {
  const before: AttributeValue | undefined = attributeIn(item, attribute);
  const name = use.name(attribute);
  return before === undefined ? `attribute_not_exists(${name})` : `${name} = ${use.value(before)}`;
};

/** Begins anew where only an expired row stands: its fields must not come back. */
const beginning = (intent: Adding, target: Target): TransactWriteItem => {
  const use = terms();
  const conditions = [...conditionsOf(use, intent, target), gone(use, target.now)];
  return {
    Put: {
      TableName: target.tableName,
      Item: itemOf(decided(intent, undefined)),
      ...expressions(use, conditions),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

const added = (intent: Adding, target: Target, seen: Item | undefined): TransactWriteItem => {
  if (seen === undefined) return adding(intent, target);
  return isVisible(seen, target.now) ? settingSums(intent, seen, target) : beginning(intent, target);
};

/** @param seen the item that stood in the way of adding blindly, from an earlier try */
export const actionOf = (intent: Intent, target: Target, seen: Item | undefined): TransactWriteItem => {
  const { effect, key } = intent;
  if (effect.kind === 'add') return added({ ...intent, effect }, target, seen);
  const use = terms();
  const common = { TableName: target.tableName, ...expressions(use, conditionsOf(use, intent, target)) };
  switch (effect.kind) {
    case 'put':
      return { Put: { ...common, Item: itemOf(effect.row) } };
    case 'delete':
      return { Delete: { ...common, Key: keyItem(key) } };
    case 'check':
      // the kernel's type: a check has a condition
      return { ConditionCheck: { ...common, Key: keyItem(key), ConditionExpression: common.ConditionExpression ?? '' } };
  }
};
