/**
 * Evaluates templates: JSON in which strings `{% … %}` are JSONata, everything else literal. Source: Developer Guide,
 * "Transforming data with JSONata". Time is bounded by counting evaluation steps, so the same expression always
 * ends the same way, on a slow machine too.
 */
import jsonata from 'jsonata';
import type { Json } from '../../kernel/table.ts';
import { isExpression, messageOf, sourceOf } from './expressions.ts';
import { StateFailed } from './failure.ts';
import { queryFunctions } from './query-functions.ts';

/** Variables in reach of an expression, without their `$`. */
export type Scope = Readonly<Record<string, unknown>>;

export interface Query {
  /**
   * @param field where the template stands in its state, for the message
   * @throws {StateFailed} with States.QueryEvaluationError
   */
  (field: string, template: Json, scope: Scope): Promise<Json>;
}

const MAX_STEPS = 200_000;
const MAX_DEPTH = 500;

/** Evaluation against a source of randomness and a clock (epoch milliseconds). */
export const queries = ({ random, now, maxSteps = MAX_STEPS }: { random: () => number; now: () => number; maxSteps?: number }): Query => {
  const compiled = compiler(random, maxSteps);
  const run = async (source: string, scope: Scope): Promise<unknown> => {
    const one = compiled.take(source);
    const at = now();
    try {
      return await one.expression.evaluate(undefined, { millis: () => at, now: formatted(at), ...scope });
    } finally {
      compiled.giveBack(source, one);
    }
  };
  const evaluate: Query = async (field, template, scope) => {
    if (typeof template === 'string')
      return isExpression(template) ? failingAt(field, async () => asJson(await run(sourceOf(template), scope))) : template;
    if (typeof template !== 'object' || template === null) return template;
    if (Array.isArray(template)) return each(template, (inner, at) => evaluate(`${field}[${at}]`, inner, scope));
    const entries = await each(Object.entries(template), async ([name, inner]) => [
      name,
      await evaluate(`${field}.${name}`, inner ?? null, scope),
    ]);
    return Object.fromEntries(entries) as Json;
  };
  return evaluate;
};

/** `$now(picture?, timezone?)` by our clock. */
const formatted =
  (at: number) =>
  (picture?: string, timezone?: string): Promise<unknown> =>
    jsonata('$fromMillis($at, $picture, $timezone)').evaluate(undefined, { at, picture, timezone });

/** One after the other: a template's expressions share one budget of memory. */
const each = async <T, R>(list: readonly T[], make: (item: T, at: number) => Promise<R>): Promise<R[]> => {
  const made: R[] = [];
  for (const [at, item] of list.entries()) made.push(await make(item, at));
  return made;
};

interface Compiled {
  readonly expression: jsonata.Expression;
  readonly budget: { steps: number; depth: number };
}

/** Compiled expressions are used again, each by one evaluation at a time, because the budget belongs to the expression. */
const compiler = (random: () => number, maxSteps: number) => {
  const functions = Object.entries(queryFunctions(random));
  const idle = new Map<string, Compiled[]>();
  const compile = (source: string): Compiled => {
    const expression = jsonata(source);
    // Each function takes what its signature lets through.
    for (const [name, { call, signature }] of functions)
      expression.registerFunction(name, call as (...args: unknown[]) => unknown, signature);
    return { expression, budget: bounded(expression, maxSteps) };
  };
  return {
    take: (source: string): Compiled => {
      const one = idle.get(source)?.pop() ?? compile(source);
      Object.assign(one.budget, { steps: 0, depth: 0 });
      return one;
    },
    giveBack: (source: string, one: Compiled): void => void idle.set(source, [...(idle.get(source) ?? []), one]),
  };
};

/** JSONata calls these two hooks around every node it evaluates; throwing in one ends the evaluation. */
const bounded = (expression: jsonata.Expression, maxSteps: number): Compiled['budget'] => {
  const budget = { steps: 0, depth: 0 };
  const hook = (name: string, call: () => void) =>
    // The typing knows only string names, the library looks these up by symbol.
    expression.assign(Symbol.for(`jsonata.${name}`) as unknown as string, call);
  hook('__evaluate_entry', () => {
    budget.steps += 1;
    budget.depth += 1;
    if (budget.steps > maxSteps || budget.depth > MAX_DEPTH) throw new Error('the expression runs for too long or too deep');
  });
  hook('__evaluate_exit', () => {
    budget.depth -= 1;
  });
  return budget;
};

const failingAt = async <T>(location: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw new StateFailed({ error: 'States.QueryEvaluationError', cause: `${location}: ${messageOf(error)}`, location });
  }
};

/** JSON cannot say undefined, and a function is no value: both fail the evaluation. */
const asJson = (value: unknown): Json => {
  if (value === undefined) throw new Error('the expression returned nothing (undefined)');
  if (typeof value === 'function') throw new Error('the expression returned a function');
  if (typeof value !== 'object' || value === null) return value as Json;
  if (Array.isArray(value)) return value.map(asJson);
  // A lambda written in JSONata is an object with this mark.
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) throw new Error('the expression returned a function');
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, asJson(inner)]),
  );
};
