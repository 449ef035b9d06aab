/** Tables of the double: items in key order, and every change as a stream record. */
import { compareUtf8 } from '../../kernel/utf8-order.ts';
import { WireRefusal } from './aws-json-wire.ts';
import { invalid, itemBytes, stored } from './dynamodb-values.ts';
import type { Item } from './dynamodb-values.ts';

/** As DynamoDB Streams gives it to Lambda (AWS Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB", example event). */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamView;
  };
}

export type StreamView = 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES';

export interface StoredTable {
  readonly name: string;
  find(key: Item): Item | undefined;
  /** Items of one partition in the order of their sort keys. */
  partition(pk: string): readonly Item[];
  put(key: Item, item: Item | undefined): void;
  readonly records: readonly StreamRecord[];
}

/** "Constraints in Amazon DynamoDB": keys of 1 to 2,048 and 1 to 1,024 bytes; "Quotas": items of 400 KB. */
const KEY_BYTES = { pk: 2048, sk: 1024 } as const;
const MAX_ITEM_BYTES = 400 * 1024;
const MAX_NAME_BYTES = 65_535;

export const checkKey = (key: Item): void => {
  const names = Object.keys(key).toSorted();
  if (names.join() !== 'pk,sk') throw invalid('The provided key element does not match the schema');
  checkKeyValues(key);
};

export const checkKeyValues = (item: Item): void => {
  for (const [name, limit] of Object.entries(KEY_BYTES)) {
    const text = item[name]?.S;
    if (text === undefined) throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    if (text === '')
      throw invalid(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
      );
    if (Buffer.byteLength(text) > limit)
      throw invalid(`One or more parameter values were invalid: Size of ${name} has exceeded the maximum size limit of ${limit} bytes`);
  }
};

export const checkItem = (item: Item): void => {
  checkKeyValues(item);
  for (const name of Object.keys(item)) {
    if (name === '' || Buffer.byteLength(name) > MAX_NAME_BYTES)
      throw invalid('One or more parameter values were invalid: attribute name must be 1 to 65535 bytes');
  }
  if (itemBytes(item) > MAX_ITEM_BYTES) throw invalid('Item size has exceeded the maximum allowed size');
};

export const keyOf = (item: Item): Item => ({ pk: item['pk'] ?? {}, sk: item['sk'] ?? {} });
const sortOf = (item: Item): string => item['sk']?.S ?? '';
const text = (item: Item): string => JSON.stringify(Object.entries(item).toSorted(([left], [right]) => (left < right ? -1 : 1)));

const eventOf = (before: Item | undefined, after: Item | undefined): StreamRecord['eventName'] => {
  if (!after) return 'REMOVE';
  return before ? 'MODIFY' : 'INSERT';
};

/** What tells a change: no record is written when nothing changes ("Change data capture for DynamoDB Streams"). */
interface Change {
  readonly key: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

const isChange = ({ before, after }: Change): boolean => {
  if (!before || !after) return before !== after;
  return text(before) !== text(after);
};

interface Told {
  readonly table: string;
  readonly view: StreamView;
  readonly number: number;
  readonly seconds: number;
}

const imagesOf = ({ before, after }: Change, view: StreamView): Pick<StreamRecord['dynamodb'], 'NewImage' | 'OldImage'> => ({
  ...(after ? { NewImage: after } : {}),
  ...(before && view === 'NEW_AND_OLD_IMAGES' ? { OldImage: before } : {}),
});

const recordOf = (change: Change, { table, view, number, seconds }: Told): StreamRecord => ({
  eventID: `${table}-${number}`,
  eventName: eventOf(change.before, change.after),
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'eu-central-1',
  eventSourceARN: `arn:aws:dynamodb:eu-central-1:123456789012:table/${table}/stream/2026-01-01T00:00:00.000`,
  dynamodb: {
    ApproximateCreationDateTime: seconds,
    Keys: change.key,
    ...imagesOf(change, view),
    SequenceNumber: String(number).padStart(21, '0'),
    SizeBytes: itemBytes(change.after ?? change.before ?? {}),
    StreamViewType: view,
  },
});

export interface TableOptions {
  readonly view: StreamView;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Is told that the stream has grown. */
  readonly onRecord: () => void;
}

export const storedTable = (name: string, { view, now, onRecord }: TableOptions): StoredTable => {
  const items = new Map<string, Map<string, Item>>();
  const records: StreamRecord[] = [];
  const find = (key: Item): Item | undefined => items.get(key['pk']?.S ?? '')?.get(sortOf(key));
  return {
    name,
    records,
    find,
    partition: (pk) => [...(items.get(pk)?.values() ?? [])].sort((left, right) => compareUtf8(sortOf(left), sortOf(right))),
    put: (key, item) => {
      const after = item && Object.fromEntries(Object.entries(item).map(([field, value]) => [field, stored(value)]));
      const change = { key: keyOf(key), before: find(key), after };
      const pk = key['pk']?.S ?? '';
      const partition = items.get(pk) ?? new Map<string, Item>();
      items.set(pk, partition);
      if (after) partition.set(sortOf(key), after);
      else partition.delete(sortOf(key));
      if (!isChange(change)) return;
      records.push(recordOf(change, { table: name, view, number: records.length + 1, seconds: Math.floor(now() / 1000) }));
      onRecord();
    },
  };
};

export const unknownTable = (name: string): WireRefusal =>
  new WireRefusal('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
