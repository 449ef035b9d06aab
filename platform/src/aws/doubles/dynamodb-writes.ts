/** PutItem, UpdateItem, DeleteItem and TransactWriteItems of the double, as far as our adapter sends them. */
import { WireRefusal } from './aws-json-wire.ts';
import { parseCondition, scopeOf } from './dynamodb-expressions.ts';
import type { ExpressionInput, Test } from './dynamodb-expressions.ts';
import type { TableNamed } from './dynamodb-reads.ts';
import { checkItem, checkKey, keyOf } from './dynamodb-store.ts';
import type { StoredTable } from './dynamodb-store.ts';
import { parseUpdate } from './dynamodb-updates.ts';
import { checkValue, invalid, itemBytes } from './dynamodb-values.ts';
import type { Item } from './dynamodb-values.ts';
import { only } from './only.ts';

export interface Action extends ExpressionInput {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}

export type Kind = 'Put' | 'Delete' | 'Update' | 'ConditionCheck';

const EXPRESSIONS = [
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValuesOnConditionCheckFailure',
] as const;
const PARAMETERS: Readonly<Record<Kind, readonly string[]>> = {
  Put: ['TableName', 'Item', ...EXPRESSIONS],
  Delete: ['TableName', 'Key', ...EXPRESSIONS],
  Update: ['TableName', 'Key', 'UpdateExpression', ...EXPRESSIONS],
  ConditionCheck: ['TableName', 'Key', ...EXPRESSIONS],
};

interface Planned {
  readonly table: StoredTable;
  readonly key: Item;
  readonly before: Item | undefined;
  readonly holds: Test;
  readonly returnsOld: boolean;
  /** The item that will be there; the same as `before` for a check. @throws what is wrong with it */
  readonly after: () => Item | undefined;
}

const checked = (item: Item): Item => {
  Object.values(item).forEach((value) => checkValue(value));
  checkItem(item);
  return item;
};

interface Effects {
  readonly before: Item | undefined;
  readonly put: Item;
  readonly update: () => Item;
}

const AFTER: Readonly<Record<Kind, (effects: Effects) => Item | undefined>> = {
  Put: ({ put }) => checked(put),
  Delete: () => undefined,
  Update: ({ update }) => checked(update()),
  ConditionCheck: ({ before }) => before,
};

export const plan = (tables: TableNamed, kind: Kind, action: Action): Planned => {
  only(action, ...PARAMETERS[kind]);
  const table = tables(action.TableName);
  const scope = scopeOf(action);
  const holds = action.ConditionExpression === undefined ? () => true : parseCondition(action.ConditionExpression, scope).test;
  const update = action.UpdateExpression === undefined ? (item: Item) => item : parseUpdate(action.UpdateExpression, scope);
  scope.finish();
  if (kind === 'Put') checkItem(action.Item ?? {});
  const key = kind === 'Put' ? keyOf(action.Item ?? {}) : (action.Key ?? {});
  checkKey(key);
  const before = table.find(key);
  return {
    table,
    key,
    before,
    holds,
    returnsOld: action.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    after: () => AFTER[kind]({ before, put: action.Item ?? {}, update: () => update(before ?? key) }),
  };
};

const oldItem = ({ before, returnsOld }: Planned): { readonly Item?: Item } => (before && returnsOld ? { Item: before } : {});

const writeOne =
  (kind: Kind) =>
  (tables: TableNamed, input: Action): object => {
    const planned = plan(tables, kind, input);
    if (!planned.holds(planned.before))
      throw new WireRefusal('ConditionalCheckFailedException', 'The conditional request failed', { more: oldItem(planned) });
    planned.table.put(planned.key, planned.after());
    return {};
  };

export const putItem = writeOne('Put');
export const updateItem = writeOne('Update');
export const deleteItem = writeOne('Delete');

export interface TransactInput {
  readonly TransactItems: readonly Readonly<Partial<Record<Kind, Action>>>[];
  readonly ClientRequestToken: string;
}

/** API Reference, TransactWriteItems: at most 100 actions on different items, 4 MB together. */
const MAX_ACTIONS = 100;
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

/** The reasons stand in the order of the actions, `None` for those that were well. */
export const cancelled = (reasons: readonly Reason[]): WireRefusal => {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new WireRefusal(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    {
      more: { CancellationReasons: reasons },
    },
  );
};

/** What will be there, or the reason why not. */
const outcomeOf = (planned: Planned): { readonly reason: Reason; readonly after?: Item | undefined } => {
  if (!planned.holds(planned.before))
    return { reason: { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...oldItem(planned) } };
  try {
    return { reason: { Code: 'None' }, after: planned.after() };
  } catch (error) {
    return { reason: { Code: 'ValidationError', Message: error instanceof Error ? error.message : String(error) } };
  }
};

export const plannedActions = (tables: TableNamed, { TransactItems: items }: TransactInput): readonly Planned[] => {
  if (items.length === 0 || items.length > MAX_ACTIONS) throw invalid(`Member must have length between 1 and ${MAX_ACTIONS}`);
  const all = items.map((item) => {
    const [[kind, action] = [], ...others] = Object.entries(item);
    if (kind === undefined || action === undefined || others.length > 0)
      throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
    only(item, ...Object.keys(PARAMETERS));
    return plan(tables, kind as Kind, action); // a known kind: the line before
  });
  const keys = all.map(({ table, key }) => JSON.stringify([table.name, key['pk'], key['sk']]));
  if (new Set(keys).size < keys.length) throw invalid('Transaction request cannot include multiple operations on one item');
  return all;
};

export const transactWriteItems = (tables: TableNamed, input: TransactInput): object => {
  only(input, 'TransactItems', 'ClientRequestToken');
  const all = plannedActions(tables, input);
  const outcomes = all.map(outcomeOf);
  if (outcomes.some(({ reason }) => reason.Code !== 'None')) throw cancelled(outcomes.map(({ reason }) => reason));
  const bytes = outcomes.reduce((sum, { after }) => sum + itemBytes(after ?? {}), 0);
  if (bytes > MAX_TRANSACTION_BYTES) throw invalid('Collection of items in the transaction exceeds 4 MB');
  all.forEach(({ table, key, before }, place) => {
    const after = outcomes[place]?.after;
    if (after !== before) table.put(key, after);
  });
  return {};
};
