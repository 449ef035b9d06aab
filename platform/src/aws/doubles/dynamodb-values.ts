/** Attribute values as the wire carries them: what they may be, how large they count, and how they compare. */
import { WireRefusal } from './aws-json-wire.ts';

/** The types that our adapter sends; every other is refused. */
export interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly NULL?: true;
  readonly L?: readonly Value[];
}

export type Item = Readonly<Record<string, Value>>;

/** The attribute of that name, and nothing that every object inherits. */
export const attributeIn = (item: Item | undefined, name: string): Value | undefined =>
  item !== undefined && Object.hasOwn(item, name) ? item[name] : undefined;

export const invalid = (message: string): WireRefusal => new WireRefusal('ValidationException', message);

const MAX_DIGITS = 38;

/** What is wrong with a number, in the order in which it is looked at. */
const NUMBER_FAULTS: readonly (readonly [(text: string) => boolean, string])[] = [
  [(text) => !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text), 'The parameter cannot be converted to a numeric value'],
  [(text) => digitsOf(text) > MAX_DIGITS, 'Attempting to store more than 38 significant digits in a Number'],
  [(text) => Math.abs(Number(text)) >= 1e126, 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
  [(text) => isTiny(Math.abs(Number(text))), 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
];

const digitsOf = (text: string): number =>
  text
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '').length;
const isTiny = (magnitude: number): boolean => magnitude !== 0 && magnitude < 1e-130;

/** Amazon DynamoDB Developer Guide, "Supported data types": 38 digits, 1E-130 to 9.99E+125. */
const checkNumber = (text: string): void => {
  const fault = NUMBER_FAULTS.find(([isFault]) => isFault(text));
  if (fault) throw invalid(`${fault[1]}: ${text}`);
};

/** Exactly one type each; nesting ends at 32 levels ("Quotas in Amazon DynamoDB", nested attribute depth). */
export const checkValue = (value: Value, depth = 1): void => {
  const [type, ...others] = Object.keys(value);
  if (type === undefined || others.length > 0)
    throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one');
  if (!['S', 'N', 'BOOL', 'NULL', 'L'].includes(type)) throw invalid(`this double has no attribute type ${type}`);
  if (depth > 32) throw invalid('Nesting Levels have exceeded supported limits');
  if (value.N !== undefined) checkNumber(value.N);
  value.L?.forEach((inner) => checkValue(inner, depth + 1));
};

const numberBytes = (text: string): number => Math.ceil(digitsOf(text) / 2) + (text.startsWith('-') ? 2 : 1);

/** "DynamoDB item sizes and formats": lists have 3 bytes of overhead, and one more for each element. */
export const valueBytes = (value: Value): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.L !== undefined) return value.L.reduce((sum, inner) => sum + 1 + valueBytes(inner), 3);
  return 1;
};

export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** Numbers come back in another notation than they went. */
export const stored = (value: Value): Value =>
  value.N === undefined ? value : { N: String(Number(value.N)).replace('e', 'E').replace('+', '') };

/** Negative, 0 or positive; undefined when the two cannot be compared. */
export const compared = (left: Value | undefined, right: Value | undefined): number | undefined => {
  if (!left || !right) return undefined;
  if (left.N !== undefined && right.N !== undefined) return Number(left.N) - Number(right.N);
  return left.S !== undefined && right.S !== undefined ? Buffer.compare(Buffer.from(left.S), Buffer.from(right.S)) : undefined;
};

export const isSame = (left: Value | undefined, right: Value | undefined): boolean => {
  if (left === undefined || right === undefined) return false;
  return compared(left, right) === 0 || JSON.stringify(left) === JSON.stringify(right);
};
