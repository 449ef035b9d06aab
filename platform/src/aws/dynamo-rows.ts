/**
 * Rows as DynamoDB items (docs/decisions/0020): top-level texts, numbers, booleans and null are native, so that conditions and counters
 * work on them; whatever nests is JSON text, which knows no limits of depth, names or numbers. The item is never larger than the row as
 * JSON, so what the port accepts, DynamoDB accepts.
 *
 * Source: Amazon DynamoDB Developer Guide, "Supported data types and naming rules" and "DynamoDB item sizes and formats".
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { fromText } from '../kernel/row-text.ts';
import type { RowText } from '../kernel/row-text.ts';
import { MAX_ROW_BYTES } from '../kernel/table.ts';
import type { Json, Key, Row } from '../kernel/table.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** The attribute of that name, and nothing that every object inherits. */
export const attributeIn = (item: Item, name: string): AttributeValue | undefined => (Object.hasOwn(item, name) ? item[name] : undefined);

/** Begins the names that are not fields of rows; a field whose name is empty or begins so gets one more. */
const ESCAPE = '~';

export const attributeOf = (field: string): string => (field === '' || field.startsWith(ESCAPE) ? `${ESCAPE}${field}` : field);

/** The field that an attribute holds; undefined when it is one of our own marks. */
const fieldOf = (attribute: string): string | undefined => {
  if (!attribute.startsWith(ESCAPE)) return attribute;
  const field = attribute.slice(ESCAPE.length);
  return field === '' || field.startsWith(ESCAPE) ? field : undefined;
};

/** Marks rows whose counters cannot be added to blindly: they hold a fraction, or are near the largest size. */
export const CAREFUL = `${ESCAPE}careful`;

/** What an update sets that has nothing to add. */
export const TOUCHED = `${ESCAPE}touched`;

/** Less room than this and a counter might push the row over its size. */
const ROOM_BYTES = 16 * 1024;

const isFraction = (value: Json | undefined): boolean => typeof value === 'number' && !Number.isSafeInteger(value);

/** `outgoing` is an object in every row that has it; as plain text a filter of the stream's trigger can look for it. */
const OUTGOING = 'outgoing';

const attributeValue = (field: string, value: Json): AttributeValue => {
  if (field === OUTGOING) return { S: JSON.stringify(value) };
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return { L: [{ S: JSON.stringify(value) }] };
};

export const keyItem = ({ pk, sk }: Key): Record<string, AttributeValue> => ({ pk: { S: pk }, sk: { S: sk } });

export const itemOf = ({ key, body, bytes }: RowText): Record<string, AttributeValue> => {
  const { pk: _pk, sk: _sk, ...fields } = fromText(key, body);
  const attributes = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [[attributeOf(field), attributeValue(field, value)] as const],
  );
  const careful = bytes > MAX_ROW_BYTES - ROOM_BYTES || Object.values(fields).some(isFraction);
  return { ...Object.fromEntries(attributes), ...(careful ? { [CAREFUL]: { BOOL: true } } : {}), ...keyItem(key) };
};

const nested = (field: string, { L: list }: AttributeValue): Json => {
  const text = list?.[0]?.S;
  if (text === undefined) throw new Error(`the attribute ${field} was not written by this adapter`);
  return JSON.parse(text) as Json; // written by attributeValue
};

const valueOf = (field: string, attribute: AttributeValue): Json => {
  if (attribute.S !== undefined) return field === OUTGOING ? (JSON.parse(attribute.S) as Json) : attribute.S; // written by attributeValue
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  return attribute.NULL === undefined ? nested(field, attribute) : null;
};

export const rowOf = (item: Item): Row => {
  const fields = Object.entries(item).flatMap(([name, attribute]) => {
    const field = fieldOf(name);
    return field === undefined ? [] : [[field, valueOf(field, attribute)] as const];
  });
  return Object.fromEntries(fields) as unknown as Row; // every item has its key
};
