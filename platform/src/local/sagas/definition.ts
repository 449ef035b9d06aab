/**
 * State machines in the Amazon States Language, as far as this house writes them: JSONata only, tasks that put events.
 * What is not described here is refused when a definition is loaded, so nothing is silently ignored at run time.
 *
 * Source: Amazon States Language specification (states-language.net), AWS Step Functions Developer Guide.
 */
import * as z from 'zod';
import { problemsOf } from './definition-checks.ts';
import { isExpression } from './expressions.ts';

/** The only things a task may do: put events on the bus, and wait for a token or not. */
export const RESOURCES = ['arn:aws:states:::events:putEvents.waitForTaskToken', 'arn:aws:states:::events:putEvents'] as const;

const MAX_SECONDS = 99_999_999;
const MAX_DELAY_SECONDS = 31_622_400;

const Expression = z.string().refine(isExpression, 'must be a JSONata expression {% … %}');
const Seconds = z.int().min(1).max(MAX_SECONDS);
const Template = z.json();
const Assign = z.record(z.string().regex(/^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u), Template);
const ErrorEquals = z.array(z.string().min(1)).min(1);

const Retrier = z.strictObject({
  ErrorEquals,
  Comment: z.string().optional(),
  IntervalSeconds: Seconds.optional(),
  MaxAttempts: z.int().min(0).max(MAX_SECONDS).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.int().min(1).max(MAX_DELAY_SECONDS).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
export type Retrier = z.infer<typeof Retrier>;

const Catcher = z.strictObject({
  ErrorEquals,
  Comment: z.string().optional(),
  Next: z.string(),
  Assign: Assign.optional(),
  Output: Template.optional(),
});
export type Catcher = z.infer<typeof Catcher>;

const QueryLanguage = z.literal('JSONata', { error: 'only "JSONata" is run here; JSONPath definitions are refused' });
const every = { Comment: z.string().optional(), QueryLanguage: QueryLanguage.optional() };
const leaving = { Assign: Assign.optional(), Output: Template.optional() };
const onward = { Next: z.string().optional(), End: z.literal(true).optional() };
const failing = { Retry: z.array(Retrier).optional(), Catch: z.array(Catcher).optional() };

const Task = z.strictObject({
  Type: z.literal('Task'),
  ...every,
  ...leaving,
  ...onward,
  ...failing,
  Resource: z.enum(RESOURCES, { error: `only ${RESOURCES.join(' and ')} are run here` }),
  Arguments: z.union([Expression, z.record(z.string(), Template)]),
  TimeoutSeconds: z.union([Seconds, Expression]).optional(),
  HeartbeatSeconds: z.union([Seconds, Expression]).optional(),
});
export type TaskState = z.infer<typeof Task>;

const Pass = z.strictObject({ Type: z.literal('Pass'), ...every, ...leaving, ...onward });
const ChoiceRule = z.strictObject({ Comment: z.string().optional(), Condition: Expression, Next: z.string(), ...leaving });
const Choice = z.strictObject({
  Type: z.literal('Choice'),
  ...every,
  ...leaving,
  Choices: z.array(ChoiceRule).min(1),
  Default: z.string().optional(),
});
export type ChoiceState = z.infer<typeof Choice>;

const Wait = z.strictObject({
  Type: z.literal('Wait'),
  ...every,
  ...leaving,
  ...onward,
  Seconds: z.union([z.int().min(0).max(MAX_SECONDS), Expression]).optional(),
  Timestamp: z.union([z.iso.datetime({ offset: true }), Expression]).optional(),
});
export type WaitState = z.infer<typeof Wait>;

const Succeed = z.strictObject({ Type: z.literal('Succeed'), ...every, Output: Template.optional() });
const Fail = z.strictObject({ Type: z.literal('Fail'), ...every, Error: z.string().optional(), Cause: z.string().optional() });
export type FailState = z.infer<typeof Fail>;

/** A set of states with a beginning: the whole machine, a branch of a Parallel, the processor of a Map. */
export interface Block {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}
const states = { Comment: z.string().optional(), StartAt: z.string(), States: z.lazy(() => z.record(z.string().min(1).max(80), State)) };
const Branch: z.ZodType<Block> = z.lazy(() => z.strictObject(states));
const ItemProcessor: z.ZodType<Block> = z.lazy(() =>
  z.strictObject({ ...states, ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional() }),
);

const Parallel = z.strictObject({
  Type: z.literal('Parallel'),
  ...every,
  ...leaving,
  ...onward,
  ...failing,
  Arguments: Template.optional(),
  Branches: z.array(Branch).min(1),
});
export type ParallelState = z.infer<typeof Parallel>;

const MapShape = z.strictObject({
  Type: z.literal('Map'),
  ...every,
  ...leaving,
  ...onward,
  ...failing,
  Items: z.union([Expression, z.array(Template)]).optional(),
  ItemSelector: Template.optional(),
  ItemProcessor,
  MaxConcurrency: z.union([z.int().min(0), Expression]).optional(),
});
export type MapState = z.infer<typeof MapShape>;

const shapes = [Task, Pass, Choice, Wait, Succeed, Fail, Parallel, MapShape] as const;
export type State = z.infer<(typeof shapes)[number]>;
const State: z.ZodType<State> = z.discriminatedUnion('Type', shapes);

const StateMachine = z.strictObject({ ...states, QueryLanguage, Version: z.literal('1.0').optional(), TimeoutSeconds: Seconds.optional() });

/** A definition that passed every check of {@link loadDefinition}. `TimeoutSeconds` bounds a whole execution. */
export interface StateMachineDefinition extends Block {
  readonly QueryLanguage: 'JSONata';
  readonly TimeoutSeconds?: number | undefined;
}

/** A definition was refused; every problem begins with the place it was found at. */
export class InvalidDefinition extends Error {
  override readonly name = 'InvalidDefinition';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the state machine is refused:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Checks a definition as read from its file; what it answers can be run.
 * @param substitutions what stands for `${Name}` inside strings, as CloudFormation's DefinitionSubstitutions
 * @throws {InvalidDefinition} with every problem found
 */
export const loadDefinition = (json: unknown, substitutions: Readonly<Record<string, string>> = {}): StateMachineDefinition => {
  const shaped = StateMachine.safeParse(substituted(json, substitutions));
  if (!shaped.success)
    throw new InvalidDefinition(shaped.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`));
  const problems = problemsOf(shaped.data);
  if (problems.length > 0) throw new InvalidDefinition(problems);
  return shaped.data;
};

const substituted = (json: unknown, substitutions: Readonly<Record<string, string>>): unknown =>
  JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/\$\{(\w+)\}/g, (whole, name: string) => substitutions[name] ?? whole) : value,
  );
