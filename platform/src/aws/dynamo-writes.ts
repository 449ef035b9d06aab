/**
 * Writes: one unconditional put or delete goes alone, which is half the price and harmless to repeat; everything else is a transaction,
 * whose token makes a repeat after a lost answer harmless too (docs/decisions/0021).
 *
 * Source: Amazon DynamoDB Developer Guide, "Amazon DynamoDB Transactions: How it works".
 */
import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { CancellationReason, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConditionFailed } from '../kernel/table.ts';
import type { Operation } from '../kernel/table.ts';
import { holds, intentsOf } from '../kernel/write-decision.ts';
import type { Intent } from '../kernel/write-decision.ts';
import { actionOf, isVisible } from './dynamo-operations.ts';
import { itemOf, keyItem, rowOf } from './dynamo-rows.ts';
import type { Item } from './dynamo-rows.ts';
import { persistently, rest, TRIES } from './retries.ts';
import type { Patience } from './retries.ts';

export interface WriteParts {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly patience: Patience;
}

/** What a transaction came to: done, or the reasons, one for each operation. */
type Attempt = { readonly done: true } | { readonly done: false; readonly reasons: readonly CancellationReason[]; readonly cause: Error };

const FAILED = 'ConditionalCheckFailed';
/** Reasons of a cancellation that may be gone the next time. */
const PASSING: ReadonlySet<string> = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const sendAlone = async ({ client, tableName }: WriteParts, { key, effect }: Intent): Promise<void> => {
  if (effect.kind === 'put') await client.send(new PutItemCommand({ TableName: tableName, Item: itemOf(effect.row) }));
  else await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyItem(key) }));
};

/** Whether doing it twice is as doing it once, so that no token is needed. */
const isRepeatable = ({ condition, effect }: Intent): boolean =>
  condition === undefined && (effect.kind === 'put' || effect.kind === 'delete');

const transact = (parts: WriteParts, intents: readonly Intent[], seen: ReadonlyMap<number, Item>): Promise<Attempt> => {
  const target = { tableName: parts.tableName, now: parts.now() };
  // One token for all tries of the very same actions: whichever of them arrived, the transaction happens once.
  const command = {
    TransactItems: intents.map((intent, place) => actionOf(intent, target, seen.get(place))),
    ClientRequestToken: randomUUID(),
  };
  return persistently(parts.patience, async (): Promise<Attempt> => {
    try {
      await parts.client.send(new TransactWriteItemsCommand(command));
      return { done: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      return { done: false, reasons: error.CancellationReasons ?? [], cause: error };
    }
  });
};

/** Whether the port's own condition failed; an addition may also have failed because one must look before it. */
const isRefused = (intent: Intent, item: Item | undefined, now: number): boolean => {
  if (intent.effect.kind !== 'add') return true;
  if (intent.condition === undefined) return false;
  return !holds(intent.condition, isVisible(item, now) ? rowOf(item) : undefined);
};

/** Learns from a cancelled transaction what the next try has to know. @throws {ConditionFailed} */
const learn = (intents: readonly Intent[], { reasons, cause }: Attempt & { done: false }, now: number): ReadonlyMap<number, Item> => {
  const conditional = reasons.flatMap((reason, place) => (reason.Code === FAILED ? [place] : []));
  const refused = conditional.filter((place) => {
    const intent = intents[place];
    return intent !== undefined && isRefused(intent, reasons[place]?.Item, now);
  });
  if (refused.length > 0) throw new ConditionFailed(refused);
  const fault = reasons.find(({ Code = 'None' }) => Code !== 'None' && Code !== FAILED && !PASSING.has(Code));
  if (fault) throw new Error(`DynamoDB cancelled a write: ${fault.Code} ${fault.Message ?? ''}`, { cause });
  return new Map(
    conditional.flatMap((place) => {
      const item = reasons[place]?.Item;
      return item === undefined ? [] : [[place, item] as const];
    }),
  );
};

export const writer =
  (parts: WriteParts) =>
  async (operations: readonly Operation[]): Promise<void> => {
    const intents = intentsOf(operations);
    const [first] = intents;
    if (first === undefined) return;
    if (intents.length === 1 && isRepeatable(first)) return persistently(parts.patience, () => sendAlone(parts, first));
    let seen: ReadonlyMap<number, Item> = new Map();
    for (let tried = 1; ; tried += 1) {
      const attempt = await transact(parts, intents, seen);
      if (attempt.done) return;
      seen = learn(intents, attempt, parts.now());
      if (tried === TRIES)
        throw new Error(`a write was cancelled ${tried} times, last: ${attempt.cause.message}`, { cause: attempt.cause });
      await rest(parts.patience, tried);
    }
  };
