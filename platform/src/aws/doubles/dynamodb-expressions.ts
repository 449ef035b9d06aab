/**
 * The expressions that our adapter sends, and no others: comparisons, BETWEEN, three functions, AND, OR and parentheses; `SET` and `ADD`.
 * Every name is a placeholder, so no reserved word can slip in ("Reserved words in DynamoDB"), and each that is given must be used
 * ("Expression attribute names in DynamoDB").
 */
import { attributeIn, compared, invalid, isSame } from './dynamodb-values.ts';
import type { Item, Value } from './dynamodb-values.ts';

export interface ExpressionInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
}

/** Looks placeholders up and remembers which were used. */
export interface Scope {
  name(token: string): string;
  value(token: string): Value;
  /** @throws when something was given and not used */
  finish(): void;
}

const MAX_EXPRESSION_BYTES = 4096;
const MAX_SUBSTITUTION_BYTES = 2 * 1024 * 1024;

export const scopeOf = ({ ExpressionAttributeNames: names, ExpressionAttributeValues: values }: ExpressionInput): Scope => {
  const used = new Set<string>();
  for (const [field, given] of Object.entries({ ExpressionAttributeNames: names, ExpressionAttributeValues: values })) {
    if (given && Object.keys(given).length === 0) throw invalid(`${field} must not be empty`);
    if (Buffer.byteLength(JSON.stringify(given ?? {})) > MAX_SUBSTITUTION_BYTES) throw invalid(`${field} exceeds max size`);
  }
  const find = <T>(given: Readonly<Record<string, T>> | undefined, token: string): T => {
    const found = given?.[token];
    if (found === undefined) throw invalid(`An expression attribute name or value used in expression is not defined; ${token}`);
    used.add(token);
    return found;
  };
  return {
    name: (token) => find(names, token),
    value: (token) => find(values, token),
    finish: () => {
      const unused = Object.keys({ ...names, ...values }).filter((token) => !used.has(token));
      if (unused.length > 0)
        throw invalid(`Value provided in ExpressionAttributeNames or Values unused in expressions: keys: {${unused.join(', ')}}`);
    },
  };
};

export type Test = (item: Item | undefined) => boolean;

/** A condition with what it says, for key conditions, which allow only few shapes. */
export interface Parsed {
  readonly test: Test;
  readonly shape: string;
  readonly attributes: readonly string[];
  readonly operands: readonly Value[];
}

export const tokensOf = (expression: string): string[] => {
  if (Buffer.byteLength(expression) > MAX_EXPRESSION_BYTES) throw invalid('Expression size has exceeded the maximum allowed size');
  const tokens = expression.match(/[#:]\w+|[A-Za-z_]\w*|<=|[()=<>,]|\S/g) ?? [];
  if (tokens.length === 0) throw invalid('The expression can not be empty');
  return tokens;
};

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
};

const joined = (left: Parsed, right: Parsed, word: 'AND' | 'OR'): Parsed => ({
  test: word === 'AND' ? (item) => left.test(item) && right.test(item) : (item) => left.test(item) || right.test(item),
  shape: `${left.shape} ${word} ${right.shape}`,
  attributes: [...left.attributes, ...right.attributes],
  operands: [...left.operands, ...right.operands],
});

/** The tokens that are left, read as one part after the other. */
interface Cursor {
  readonly tokens: string[];
  take(): string;
  expect(wanted: string): void;
  attribute(): string;
  operand(): Value;
}

const cursorOf = (expression: string, scope: Scope): Cursor => {
  const tokens = tokensOf(expression);
  const take = (): string => tokens.shift() ?? '';
  return {
    tokens,
    take,
    expect: (wanted) => {
      const found = take();
      if (found !== wanted)
        throw invalid(`Syntax error or a shape that this double has not; expected ${wanted}, found ${found || 'the end'}`);
    },
    attribute: () => {
      const token = take();
      if (!token.startsWith('#')) throw invalid(`our adapter names attributes by placeholders only; token: ${token}`);
      return scope.name(token);
    },
    operand: () => {
      const token = take();
      if (!token.startsWith(':')) throw invalid(`our adapter compares with placeholders only; token: ${token}`);
      return scope.value(token);
    },
  };
};

const callOf = (cursor: Cursor): Parsed => {
  const shape = cursor.take();
  cursor.expect('(');
  const field = cursor.attribute();
  const exists: Test = (item) => attributeIn(item, field) !== undefined;
  if (shape === 'begins_with') {
    cursor.expect(',');
    const prefix = cursor.operand();
    cursor.expect(')');
    const text = prefix.S ?? '';
    if (text === '') throw invalid('begins_with takes a string that is not empty');
    return { attributes: [field], operands: [prefix], shape, test: (item) => attributeIn(item, field)?.S?.startsWith(text) === true };
  }
  cursor.expect(')');
  return { attributes: [field], operands: [], shape, test: shape === 'attribute_exists' ? exists : (item) => !exists(item) };
};

const comparisonOf = (cursor: Cursor): Parsed => {
  const field = cursor.attribute();
  const operator = cursor.take();
  const first = cursor.operand();
  const parsed = { attributes: [field], operands: [first], shape: operator };
  if (operator === '=') return { ...parsed, test: (item) => isSame(attributeIn(item, field), first) };
  if (operator === 'BETWEEN') {
    cursor.expect('AND');
    return between(field, first, cursor.operand());
  }
  const holds = OPERATORS[operator];
  if (!holds) throw invalid(`this double has no operator ${operator}`);
  return { ...parsed, test: (item) => holds(compared(attributeIn(item, field), first) ?? Number.NaN) };
};

const FUNCTIONS: ReadonlySet<string> = new Set(['attribute_exists', 'attribute_not_exists', 'begins_with']);

const unitOf = (cursor: Cursor): Parsed => {
  const { tokens } = cursor;
  if (tokens[0] !== '(') return FUNCTIONS.has(tokens[0] ?? '') ? callOf(cursor) : comparisonOf(cursor);
  cursor.take();
  if (tokens[0] === '(' && wrapsAll(tokens)) throw invalid('The expression has redundant parentheses');
  const inner = disjunctionOf(cursor);
  cursor.expect(')');
  return { ...inner, shape: `(${inner.shape})` };
};

const conjunctionOf = (cursor: Cursor): Parsed => {
  let parsed = unitOf(cursor);
  while (cursor.tokens[0] === 'AND') {
    cursor.take();
    parsed = joined(parsed, unitOf(cursor), 'AND');
  }
  return parsed;
};

const disjunctionOf = (cursor: Cursor): Parsed => {
  let parsed = conjunctionOf(cursor);
  while (cursor.tokens[0] === 'OR') {
    cursor.take();
    parsed = joined(parsed, conjunctionOf(cursor), 'OR');
  }
  return parsed;
};

export const parseCondition = (expression: string, scope: Scope): Parsed => {
  const cursor = cursorOf(expression, scope);
  const parsed = disjunctionOf(cursor);
  if (cursor.tokens.length > 0) throw invalid(`Syntax error; token: ${cursor.tokens[0] ?? ''}`);
  return parsed;
};

const between = (field: string, low: Value, high: Value): Parsed => {
  if ((compared(low, high) ?? 1) > 0) throw invalid('The BETWEEN operator requires upper bound to be greater than or equal to lower bound');
  const test: Test = (item) => (compared(attributeIn(item, field), low) ?? -1) >= 0 && (compared(attributeIn(item, field), high) ?? 1) <= 0;
  return { attributes: [field], operands: [low, high], shape: 'BETWEEN', test };
};

/** Whether the parenthesis that begins here is closed right before the one around it. */
const wrapsAll = (tokens: readonly string[]): boolean => {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (depth === 0) return tokens[index + 1] === ')';
  }
  return false;
};
