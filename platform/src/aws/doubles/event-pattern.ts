/**
 * Whether an event matches a pattern, for the operators that our rules use: exact strings, `exists`, `prefix` and `anything-but`. Every other operator is refused by
 * its name, as EventBridge refuses what is no pattern (Amazon EventBridge User Guide, "Comparison operators for use in event patterns",
 * "Creating Amazon EventBridge event patterns"; API Reference, "PutRule", InvalidEventPatternException).
 */
import { WireRefusal } from './aws-json-wire.ts';

export type MatchesEvent = (event: object) => boolean;

/** Amazon EventBridge User Guide, "Quotas", "Event pattern size". */
const MAX_PATTERN_CHARS = 2_048;

const refused = (place: string, reason: string): WireRefusal =>
  new WireRefusal('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason} at ${place || 'the top'}`);

/** What a field holds; undefined when the event has none of that name. */
type FieldTest = (value: unknown) => boolean;
type LeafTest = (leaves: readonly unknown[]) => boolean;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A list matches by any of its elements ("Arrays in Amazon EventBridge event patterns"). `exists` sees leaves only: a field that holds
 * fields of its own does not exist for it ("Comparison operators for use in event patterns", "Exists matching").
 */
const leavesOf = (value: unknown): readonly unknown[] => {
  if (value === undefined || isObject(value)) return [];
  return Array.isArray(value) ? value.flatMap(leavesOf) : [value];
};

const leafTest = (operator: unknown, place: string): LeafTest => {
  if (typeof operator === 'string') return (leaves) => leaves.includes(operator);
  if (!isObject(operator)) throw refused(place, `this double does not match ${JSON.stringify(operator)}`);
  const [[name, argument] = ['', undefined], ...others] = Object.entries(operator);
  if (others.length > 0) throw refused(place, 'Only one key allowed in match expression');
  const comparison = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (!comparison) throw refused(place, `this double has no operator ${name}`);
  return comparison(argument, place);
};

const isText = (value: unknown): value is string => typeof value === 'string';

/** By its name in a pattern. Neither `prefix` nor `anything-but` matches a field that is not there. */
const COMPARISONS: Readonly<Record<string, (argument: unknown, place: string) => LeafTest>> = {
  exists: (argument, place) => {
    if (typeof argument !== 'boolean') throw refused(place, 'exists match pattern must be either true or false');
    return (leaves) => leaves.length > 0 === argument;
  },
  prefix: (argument, place) => {
    if (!isText(argument)) throw refused(place, 'prefix match pattern must be a string');
    return (leaves) => leaves.some((leaf) => isText(leaf) && leaf.startsWith(argument));
  },
  'anything-but': (argument, place) => {
    if (!Array.isArray(argument) || argument.length === 0 || !argument.every(isText))
      throw refused(place, 'this double takes anything-but with a list of strings');
    return ([leaf, ...others]) => {
      if (others.length > 0) throw new Error(`this double does not guess what anything-but means for the list at ${place}`);
      return leaf !== undefined && !(argument as readonly unknown[]).includes(leaf);
    };
  },
};

const anyOf = (operators: readonly unknown[], place: string): FieldTest => {
  if (operators.length === 0) throw refused(place, 'Empty arrays are not allowed');
  const tests = operators.map((operator) => leafTest(operator, place));
  return (value) => {
    const leaves = leavesOf(value);
    return tests.some((test) => test(leaves));
  };
};

const fieldOf = (value: unknown, name: string, place: string): unknown => {
  if (Array.isArray(value)) throw new Error(`this double does not look for ${name} inside the list at ${place}`);
  return isObject(value) ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;
};

const allOf = (pattern: object, place: string): FieldTest => {
  const fields = Object.entries(pattern).map(([name, below]) => {
    const inside = place === '' ? name : `${place}.${name}`;
    if (name.startsWith('$')) throw refused(inside, `this double has no operator ${name}`);
    return { name, test: testOf(below, inside) };
  });
  if (fields.length === 0) throw refused(place, 'Empty objects are not allowed');
  return (value) => fields.every(({ name, test }) => test(fieldOf(value, name, place)));
};

const testOf = (pattern: unknown, place: string): FieldTest => {
  if (Array.isArray(pattern)) return anyOf(pattern, place);
  if (isObject(pattern)) return allOf(pattern, place);
  throw refused(place, 'Match value must be an object or an array');
};

/**
 * @example eventPattern({ detail: { kind: ['fact'], replay: [{ exists: false }] } })(event)
 * @throws {WireRefusal} InvalidEventPatternException, with the place in the pattern
 */
export const eventPattern = (pattern: unknown): MatchesEvent => {
  if (!isObject(pattern)) throw refused('', 'Filter is not an object');
  const { length } = JSON.stringify(pattern);
  if (length > MAX_PATTERN_CHARS) throw refused('', `the pattern has ${length} characters, the quota is ${MAX_PATTERN_CHARS}`);
  return allOf(pattern, '');
};
