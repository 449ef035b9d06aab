/** How a state ends: with output to the next one, with the end of its branch, with a retry, a catch, or a failure that travels outwards. */
import type { Json } from '../../kernel/table.ts';
import type { Catcher, Retrier, State } from './definition.ts';
import type { Draft } from './draft.ts';
import { abandon } from './abandon.ts';
import type { Failure } from './failure.ts';
import { retryDelay, StateFailed, takes } from './failure.ts';
import { admit } from './admit.ts';
import { bounded, bytesOf, MAX_CAUSE_CHARS, MAX_ERROR_CHARS, MAX_VARIABLE_BYTES } from './payload.ts';
import type { Sight } from './scope.ts';
import { ask, variablesOf } from './scope.ts';

/** The fields that say how to leave, of a state, a rule of a Choice, or a catcher. */
export interface Exit {
  readonly Assign?: Readonly<Record<string, Json>> | undefined;
  readonly Output?: Json | undefined;
  readonly Next?: string | undefined;
}

/** The exit of a state itself; a Fail has none. */
export const exitOf = (state: State): Exit => (state.Type === 'Fail' ? {} : state);

/**
 * Evaluates `Assign` and `Output` (both see the variables as they were) and goes on.
 * @param unless the output of an exit without `Output`
 * @throws {StateFailed} before anything is changed
 */
export const leave = async (
  draft: Draft,
  id: number,
  { exit, sight = {}, unless }: { exit: Exit; sight?: Sight; unless: Json },
): Promise<void> => {
  const assigned = await assignedBy(draft, id, { exit, sight });
  const output = exit.Output === undefined ? unless : await ask(draft, id, { field: 'Output', template: exit.Output, sight });
  bounded(output, 'the output of the state');
  const { state, variables } = draft.strand(id);
  const details = { name: state, output, ...(exit.Assign && { assignedVariables: assigned }) };
  draft.record(id, `${draft.stateOf(id).Type as Exclude<State['Type'], 'Fail'>}StateExited`, details);
  draft.update(id, { variables: { ...variables, ...assigned } });
  if (exit.Next === undefined) return end(draft, id, output);
  draft.update(id, { state: exit.Next, input: output, entered: draft.now, retries: [], phase: { kind: 'entering', again: false } });
};

const assignedBy = async (draft: Draft, id: number, { exit, sight }: { exit: Exit; sight: Sight }): Promise<Record<string, Json>> => {
  if (exit.Assign === undefined) return {};
  // A template that is an object evaluates to an object.
  const assigned = (await ask(draft, id, { field: 'Assign', template: exit.Assign, sight })) as Record<string, Json>;
  bounded(assigned, 'what the state assigns');
  const all = { ...variablesOf(draft, id), ...assigned };
  if (bytesOf(all) > MAX_VARIABLE_BYTES) bounded(all, 'all variables together', MAX_VARIABLE_BYTES);
  return assigned;
};

/** The work of a Task, Parallel or Map is done. */
export const settle = (draft: Draft, id: number, result: Json): Promise<void> =>
  attempt(draft, id, async () => {
    bounded(result, 'the result of the state');
    await leave(draft, id, { exit: exitOf(draft.stateOf(id)), sight: { result }, unless: result });
  });

/** Does a piece of a state's work; what it cannot do fails the state. */
export const attempt = async (draft: Draft, id: number, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StateFailed)) throw error;
    await fail(draft, id, error.failure);
  }
};

/** The line of control has no next state. */
const end = async (draft: Draft, id: number, output: Json): Promise<void> => {
  const { parent, index, state } = draft.strand(id);
  if (parent === undefined) {
    draft.record(id, 'ExecutionSucceeded', { output });
    return draft.finish({ status: 'SUCCEEDED', output });
  }
  if (draft.stateOf(parent).Type === 'Map') draft.record(id, 'MapIterationSucceeded', { name: state, index });
  draft.update(id, { phase: { kind: 'ended', output } });
  await join(draft, parent);
};

/** Goes on with the parent once every child is through; otherwise lets the next iteration of a Map begin. */
const join = async (draft: Draft, parent: number): Promise<void> => {
  const outputs = draft.childrenOf(parent).map(({ phase }) => (phase.kind === 'ended' ? phase.output : undefined));
  const type = draft.stateOf(parent).Type === 'Map' ? 'Map' : 'Parallel';
  if (outputs.includes(undefined)) return type === 'Map' ? admit(draft, parent) : undefined;
  const children = draft.childrenOf(parent);
  draft.update(parent, { last: Math.max(...children.map(({ last }) => last)) });
  for (const child of children) draft.drop(child.id);
  draft.record(parent, `${type}StateSucceeded`);
  await settle(draft, parent, outputs as Json[]);
};

/** A state failed: the first retrier that takes the error decides, then the first catcher, then it fails what it is part of. */
export const fail = async (draft: Draft, id: number, raw: Failure): Promise<void> => {
  const failure = clipped(raw);
  const { error, cause, location } = failure;
  if (location !== undefined) draft.record(id, 'EvaluationFailed', { state: draft.strand(id).state, error, cause, location });
  if (retry(draft, id, failure)) return;
  const state = draft.stateOf(id);
  const catcher = catchersOf(state).find(({ ErrorEquals }) => takes(ErrorEquals, error));
  if (catcher === undefined) return failStrand(draft, id, failure);
  const errorOutput = { Error: error, ...(cause !== undefined && { Cause: cause }) };
  try {
    await leave(draft, id, { exit: catcher, sight: { errorOutput }, unless: errorOutput });
  } catch (inCatch) {
    if (!(inCatch instanceof StateFailed)) throw inCatch;
    await failStrand(draft, id, clipped(inCatch.failure));
  }
};

const catchersOf = (state: State): readonly Catcher[] => ('Catch' in state && state.Catch) || [];
const retriersOf = (state: State): readonly Retrier[] => ('Retry' in state && state.Retry) || [];

const clipped = ({ error, cause, location }: Failure): Failure => ({
  error: error.slice(0, MAX_ERROR_CHARS),
  ...(cause !== undefined && { cause: cause.slice(0, MAX_CAUSE_CHARS) }),
  ...(location !== undefined && { location }),
});

const retry = (draft: Draft, id: number, { error }: Failure): boolean => {
  const retriers = retriersOf(draft.stateOf(id));
  const at = retriers.findIndex(({ ErrorEquals }) => takes(ErrorEquals, error));
  const retrier = retriers[at];
  if (retrier === undefined) return false;
  const { retries } = draft.strand(id);
  const delay = retryDelay(retrier, retries[at] ?? 0, draft.random);
  if (delay === undefined) return false;
  const counted = retriers.map((_, place) => (retries[place] ?? 0) + (place === at ? 1 : 0));
  draft.update(id, { retries: counted, phase: { kind: 'retrying', due: draft.now + delay } });
  return true;
};

/** Nothing took the failure on this line of control: its siblings stop and the parent state fails with it. */
export const failStrand = async (draft: Draft, id: number, { error, cause }: Failure): Promise<void> => {
  const { parent, index, state } = draft.strand(id);
  if (parent === undefined) {
    draft.record(id, 'ExecutionFailed', { error, cause });
    return draft.finish({ status: 'FAILED', error, cause });
  }
  const type = draft.stateOf(parent).Type === 'Map' ? 'Map' : 'Parallel';
  if (type === 'Map') draft.record(id, 'MapIterationFailed', { name: state, index });
  draft.update(parent, { last: draft.strand(id).last });
  draft.drop(id);
  for (const sibling of draft.childrenOf(parent)) abandon(draft, sibling.id);
  draft.record(parent, `${type}StateFailed`, { error, cause });
  await fail(draft, parent, { error, ...(cause !== undefined && { cause }) });
};
