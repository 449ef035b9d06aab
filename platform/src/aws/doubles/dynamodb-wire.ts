/**
 * A strict double of DynamoDB at the wire, in memory: the operations and expressions that our adapter sends, with DynamoDB's documented
 * limits and error names; everything else is refused by name. Faults can be ordered, and changes are told as stream records.
 */
import { awsJsonWire, WireRefusal } from './aws-json-wire.ts';
import type { Admit, Wire } from './aws-json-wire.ts';
import { batchGetItem, getItem, query } from './dynamodb-reads.ts';
import type { BatchGetInput, GetInput, QueryInput } from './dynamodb-reads.ts';
import { storedTable, unknownTable } from './dynamodb-store.ts';
import type { StoredTable, StreamRecord, StreamView } from './dynamodb-store.ts';
import { cancelled, deleteItem, putItem, transactWriteItems, updateItem } from './dynamodb-writes.ts';
import type { Action, TransactInput } from './dynamodb-writes.ts';
import { invalid } from './dynamodb-values.ts';

/** What goes wrong with the next calls. */
export interface Fault {
  readonly times: number;
  /** Of these operations only, e.g. `PutItem`; any unless told. */
  readonly of?: readonly string[];
  /**
   * - `throttled`: refused before anything is done
   * - `conflict`: another transaction is at work on the item
   * - `broken`: refused with a server's error before anything is done
   * - `lost`: carried out, but the answer is a server's error
   * - `unprocessed`: a batch leaves all but one of its keys
   */
  readonly kind: 'throttled' | 'conflict' | 'broken' | 'lost' | 'unprocessed';
}

export interface DynamoDbWire extends Wire {
  createTable(name: string): void;
  /** Names of the operations that were called, in order. */
  readonly calls: readonly string[];
  fail(fault: Fault): void;
  /** All stream records of a table, oldest first; it grows. */
  records(table: string): readonly StreamRecord[];
}

interface DynamoDbWireOptions {
  readonly view?: StreamView;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly admit?: Admit;
  /** Is told the name of a table whose stream has grown. */
  readonly onRecord?: (table: string) => void;
}

interface CreateTableInput {
  readonly TableName: string;
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
}

const SERVER_ERROR = new WireRefusal('InternalServerError', 'The request processing has failed because of an unknown error', {
  status: 500,
});

/** Before an operation: throws what was ordered. Answers whether the answer is to be lost, and how many keys a batch may take. */
const faults = () => {
  const ordered: { kind: Fault['kind']; left: number; of: readonly string[] | undefined }[] = [];
  const next = (operation: string): Fault['kind'] | undefined => {
    const fault = ordered.find(({ of, left }) => left > 0 && (of === undefined || of.includes(operation)));
    if (fault) fault.left -= 1;
    return fault?.kind;
  };
  return { order: ({ kind, times, of }: Fault) => void ordered.push({ kind, left: times, of }), next };
};

const refusalOf = (kind: Fault['kind'] | undefined, input: object): WireRefusal | undefined => {
  if (kind === 'throttled') return new WireRefusal('ThrottlingException', 'Request rate exceeds the limit');
  if (kind === 'broken') return SERVER_ERROR;
  if (kind !== 'conflict') return undefined;
  if (!('TransactItems' in input)) return new WireRefusal('TransactionConflictException', 'Transaction is ongoing for the item');
  const actions = input.TransactItems as readonly unknown[]; // the parameter of TransactWriteItems
  return cancelled(
    actions.map((_, place) =>
      place === 0 ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
    ),
  );
};

/** "TransactWriteItems", ClientRequestToken: the same call within ten minutes happens once; a different one under the same token is refused. */
const remembering = () => {
  const done = new Map<string, string>();
  return (input: TransactInput, carryOut: () => object): object => {
    const text = JSON.stringify(input.TransactItems);
    const earlier = done.get(input.ClientRequestToken);
    if (earlier === text) return {};
    if (earlier !== undefined)
      throw new WireRefusal(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request',
      );
    const answer = carryOut();
    done.set(input.ClientRequestToken, text);
    return answer;
  };
};

export const dynamoDbWire = async (options: DynamoDbWireOptions = {}): Promise<DynamoDbWire> => {
  const { view = 'NEW_AND_OLD_IMAGES', now = Date.now, admit, onRecord } = options;
  const tables = new Map<string, StoredTable>();
  const calls: string[] = [];
  const { order, next } = faults();
  const once = remembering();
  const table = (name: string): StoredTable => {
    const found = tables.get(name);
    if (!found) throw unknownTable(name);
    return found;
  };
  const createTable = (name: string): void => void tables.set(name, storedTable(name, { view, now, onRecord: () => onRecord?.(name) }));

  const met = <I extends object>(name: string, carryOut: (input: I, kind: Fault['kind'] | undefined) => object) => ({
    [name]: (input: I): object => {
      calls.push(name);
      const kind = next(name);
      const refusal = refusalOf(kind, input);
      if (refusal) throw refusal;
      const answer = carryOut(input, kind);
      if (kind === 'lost') throw SERVER_ERROR;
      return answer;
    },
  });

  const operations = {
    ...met<GetInput>('GetItem', (input) => getItem(table, input)),
    ...met<BatchGetInput>('BatchGetItem', (input, kind) => batchGetItem(table, input, kind === 'unprocessed' ? 1 : undefined)),
    ...met<QueryInput>('Query', (input) => query(table, input)),
    ...met<Action>('PutItem', (input) => putItem(table, input)),
    ...met<Action>('UpdateItem', (input) => updateItem(table, input)),
    ...met<Action>('DeleteItem', (input) => deleteItem(table, input)),
    ...met<TransactInput>('TransactWriteItems', (input) => once(input, () => transactWriteItems(table, input))),
    ...met<CreateTableInput>('CreateTable', (input) => {
      const keys = input.KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join();
      if (keys !== 'pk HASH,sk RANGE') throw invalid(`this double has no key schema ${keys}`);
      createTable(input.TableName);
      return { TableDescription: { TableName: input.TableName, TableStatus: 'ACTIVE' } };
    }),
    ...met<{ TableName: string }>('DescribeTable', ({ TableName }) => ({
      Table: { TableName: table(TableName).name, TableStatus: 'ACTIVE' },
    })),
  };
  const wire = await awsJsonWire('DynamoDB_20120810', operations, admit);
  return { ...wire, createTable, calls, fail: order, records: (name) => table(name).records };
};
