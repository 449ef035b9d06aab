/** Update expressions as our adapter sends them: `SET #a = :b, …` or `ADD #a :b, …` ("Using update expressions in DynamoDB"). */
import { tokensOf } from './dynamodb-expressions.ts';
import type { Scope } from './dynamodb-expressions.ts';
import { attributeIn, invalid } from './dynamodb-values.ts';
import type { Item, Value } from './dynamodb-values.ts';

export type Update = (item: Item) => Item;

const sum = (before: Value | undefined, amount: Value): Value => {
  if (amount.N === undefined) throw invalid('Incorrect operand type for operator or function; operator: ADD');
  if (before !== undefined && before.N === undefined) throw invalid('An operand in the update expression has an incorrect data type');
  return { N: String(Number(before?.N ?? 0) + Number(amount.N)) };
};

const KEYS: ReadonlySet<string> = new Set(['pk', 'sk']);

type Clause = 'SET' | 'ADD';
type Changed = readonly (readonly [string, Value])[];

const checkTarget = (name: string, earlier: Changed): string => {
  if (KEYS.has(name)) throw invalid(`Cannot update attribute ${name}. This attribute is part of the key`);
  if (earlier.some(([other]) => other === name)) throw invalid('Two document paths overlap with each other');
  return name;
};

const changesOf = (clause: Clause, tokens: string[], scope: Scope): Changed => {
  const take = (): string => tokens.shift() ?? '';
  const changes: [string, Value][] = [];
  do {
    const name = checkTarget(scope.name(take()), changes);
    if (clause === 'SET' && take() !== '=') throw invalid('Syntax error in SET');
    changes.push([name, scope.value(take())]);
  } while (take() === ',');
  if (tokens.length > 0) throw invalid(`this double has no second clause; token: ${tokens[0] ?? ''}`);
  return changes;
};

export const parseUpdate = (expression: string, scope: Scope): Update => {
  const [clause, ...tokens] = tokensOf(expression);
  if (clause !== 'SET' && clause !== 'ADD') throw invalid(`this double has no update clause ${clause ?? ''}`);
  const changes = changesOf(clause, tokens, scope);
  return (item) => {
    const values = changes.map(([name, value]) => [name, clause === 'SET' ? value : sum(attributeIn(item, name), value)] as const);
    return { ...item, ...Object.fromEntries(values) };
  };
};
