/** What each type of state does when its turn comes. */
import type { Json } from '../../kernel/table.ts';
import type { ChoiceState, FailState, State, WaitState } from './definition.ts';
import type { Draft } from './draft.ts';
import { beginMap, beginParallel } from './enter-branches.ts';
import { beginTask } from './enter-task.ts';
import { StateFailed } from './failure.ts';
import { attempt, leave } from './leave.ts';
import { MAX_CAUSE_CHARS, MAX_ERROR_CHARS } from './payload.ts';
import { ask } from './scope.ts';

type Begin<Type extends State['Type']> = (draft: Draft, id: number, state: Extract<State, { Type: Type }>) => Promise<void>;

const through = async (draft: Draft, id: number, state: { Assign?: Record<string, Json>; Output?: Json; Next?: string }): Promise<void> =>
  leave(draft, id, { exit: state, unless: draft.strand(id).input });

const choose = async (draft: Draft, id: number, state: ChoiceState): Promise<void> => {
  const unless = draft.strand(id).input;
  for (const [at, rule] of state.Choices.entries()) {
    const holds = await ask(draft, id, { field: `Choices[${at}].Condition`, template: rule.Condition });
    if (typeof holds !== 'boolean') throw wrong(`Choices[${at}].Condition`, 'is not true or false');
    if (holds) return leave(draft, id, { exit: rule, unless });
  }
  if (state.Default === undefined)
    throw new StateFailed({ error: 'States.NoChoiceMatched', cause: 'no rule holds and there is no Default' });
  await leave(draft, id, { exit: { Assign: state.Assign, Output: state.Output, Next: state.Default }, unless });
};

const wait = async (draft: Draft, id: number, state: WaitState): Promise<void> => {
  const [field, template] = state.Seconds === undefined ? ['Timestamp', state.Timestamp ?? ''] : ['Seconds', state.Seconds];
  const answer = await ask(draft, id, { field: String(field), template });
  const due = field === 'Seconds' ? secondsFrom(answer, draft.now) : timestampFrom(answer);
  draft.update(id, { phase: { kind: 'waiting', due } });
};

const secondsFrom = (answer: Json, now: number): number => {
  if (typeof answer !== 'number' || !Number.isInteger(answer) || answer < 0 || answer > 99_999_999)
    throw wrong('Seconds', 'is no number of seconds');
  return now + answer * 1000;
};

const timestampFrom = (answer: Json): number => {
  const due = typeof answer === 'string' && /^\d{4}-\d\d-\d\dT/.test(answer) ? Date.parse(answer) : Number.NaN;
  if (Number.isNaN(due)) throw wrong('Timestamp', 'is no timestamp of RFC 3339');
  return due;
};

const giveUp = async (draft: Draft, id: number, state: FailState): Promise<void> => {
  const say = async (field: 'Error' | 'Cause', limit: number): Promise<string | undefined> => {
    const said = state[field] === undefined ? undefined : await ask(draft, id, { field, template: state[field] });
    if (said !== undefined && typeof said !== 'string') throw wrong(field, 'is no text');
    return said?.slice(0, limit);
  };
  const error = (await say('Error', MAX_ERROR_CHARS)) ?? '';
  const cause = await say('Cause', MAX_CAUSE_CHARS);
  throw new StateFailed({ error, ...(cause !== undefined && { cause }) });
};

/** An expression had a value of the wrong kind. */
const wrong = (location: string, what: string): StateFailed =>
  new StateFailed({ error: 'States.QueryEvaluationError', cause: `${location} ${what}`, location });

const BEGIN: { readonly [Type in State['Type']]: Begin<Type> } = {
  Pass: through as Begin<'Pass'>,
  Succeed: through as Begin<'Succeed'>,
  Choice: choose,
  Wait: wait,
  Fail: giveUp,
  Task: beginTask,
  Parallel: beginParallel,
  Map: beginMap,
};

/** Enters the state a strand stands before, or tries it again. */
export const enter = async (draft: Draft, id: number): Promise<void> => {
  const { phase, input, state: name } = draft.strand(id);
  const state = draft.stateOf(id);
  if (phase.kind === 'entering' && !phase.again) {
    draft.update(id, { entered: draft.now });
    draft.record(id, `${state.Type}StateEntered`, { name, input });
  }
  // The table gives each type its own function; the compiler cannot tie the two look-ups together.
  await attempt(draft, id, () => (BEGIN[state.Type] as Begin<State['Type']>)(draft, id, state as never));
};
