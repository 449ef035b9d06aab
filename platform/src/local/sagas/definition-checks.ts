/** What the shape of a definition cannot say: targets that exist, names that are unique, errors in a sensible order. */
import type { Block, Catcher, Retrier, State, StateMachineDefinition } from './definition.ts';
import { expressionsIn, problemOf } from './expressions.ts';

interface Place {
  readonly name: string;
  readonly state: State;
  readonly block: Block;
  /** Variables that enclosing blocks assign. */
  readonly outer: ReadonlySet<string>;
}

type Check = (place: Place) => readonly string[];

/** Every problem of a well-shaped definition, each beginning with the name of its state. */
export const problemsOf = (definition: StateMachineDefinition): readonly string[] => {
  const places = placesIn(definition, new Set());
  return [
    ...blocksOf(definition).flatMap(startProblems),
    ...repeated(places.map(({ name }) => name)).map((name) => `${name}: the name is used more than once`),
    ...places.flatMap((place) => CHECKS.flatMap((check) => check(place)).map((problem) => `${place.name}: ${problem}`)),
  ];
};

const innerBlocks = (state: State): readonly Block[] =>
  state.Type === 'Parallel' ? state.Branches : state.Type === 'Map' ? [state.ItemProcessor] : [];

const blocksOf = (block: Block): readonly Block[] => [
  block,
  ...Object.values(block.States).flatMap((state) => innerBlocks(state).flatMap(blocksOf)),
];

const placesIn = (block: Block, outer: ReadonlySet<string>): readonly Place[] => {
  const known = new Set([...outer, ...Object.values(block.States).flatMap(assignedBy)]);
  return Object.entries(block.States).flatMap(([name, state]) => [
    { name, state, block, outer },
    ...innerBlocks(state).flatMap((inner) => placesIn(inner, known)),
  ]);
};

const repeated = (names: readonly string[]): readonly string[] => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];

const catchersOf = (state: State): readonly Catcher[] => ('Catch' in state && state.Catch) || [];
const retriersOf = (state: State): readonly Retrier[] => ('Retry' in state && state.Retry) || [];
const rulesOf = (state: State) => (state.Type === 'Choice' ? state.Choices : []);

const assignedBy = (state: State): readonly string[] =>
  [...('Assign' in state ? [state] : []), ...catchersOf(state), ...rulesOf(state)].flatMap((part) => Object.keys(part.Assign ?? {}));

const targetsOf = (state: State): readonly string[] => [
  ...('Next' in state && state.Next !== undefined ? [state.Next] : []),
  ...(state.Type === 'Choice' && state.Default !== undefined ? [state.Default] : []),
  ...rulesOf(state).map((rule) => rule.Next),
  ...catchersOf(state).map((catcher) => catcher.Next),
];

const startProblems = (block: Block): readonly string[] => {
  if (!(block.StartAt in block.States)) return [`StartAt: there is no state ${block.StartAt}`];
  const reached = new Set([block.StartAt]);
  for (const name of reached) for (const target of targetsOf(block.States[name] as State)) if (target in block.States) reached.add(target);
  return Object.keys(block.States).flatMap((name) => (reached.has(name) ? [] : [`${name}: no state leads here`]));
};

const targetsExist: Check = ({ state, block }) =>
  targetsOf(state).flatMap((target) => (target in block.States ? [] : [`Next: there is no state ${target} in the same block`]));

const endsOrGoesOn: Check = ({ state }) =>
  ['Choice', 'Succeed', 'Fail'].includes(state.Type) || 'Next' in state !== 'End' in state ? [] : ['has exactly one of Next and End'];

const wildcardLast: Check = ({ state }) =>
  [retriersOf(state), catchersOf(state)].flatMap((list) =>
    list.flatMap(({ ErrorEquals }, at) => {
      if (!ErrorEquals.includes('States.ALL')) return [];
      return ErrorEquals.length === 1 && at === list.length - 1 ? [] : ['ErrorEquals: States.ALL stands alone and last'];
    }),
  );

const delaysGrow: Check = ({ state }) =>
  retriersOf(state).flatMap(({ IntervalSeconds = 1, MaxDelaySeconds }) =>
    MaxDelaySeconds !== undefined && MaxDelaySeconds <= IntervalSeconds ? ['Retry: MaxDelaySeconds is greater than IntervalSeconds'] : [],
  );

const taskIsBounded: Check = ({ state }) => {
  if (state.Type !== 'Task') return [];
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  const tooLong = typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout;
  return tooLong ? ['HeartbeatSeconds: is shorter than TimeoutSeconds'] : [];
};

const waitingTaskIsHeard: Check = ({ state }) => {
  if (state.Type !== 'Task' || !state.Resource.endsWith('.waitForTaskToken')) return [];
  const passesOn = JSON.stringify(state.Arguments).includes('$states.context.Task.Token');
  return [
    ...(state.TimeoutSeconds === undefined ? ['TimeoutSeconds: a task that waits for a token has one'] : []),
    ...(passesOn ? [] : ['Arguments: pass on $states.context.Task.Token']),
  ];
};

const waitHasOneEnd: Check = ({ state }) =>
  state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)
    ? ['has exactly one of Seconds and Timestamp']
    : [];

const assignsOwnNames: Check = ({ state, outer }) =>
  assignedBy(state).flatMap((name) => {
    if (name === 'states') return ['Assign: $states is reserved'];
    return outer.has(name) ? [`Assign: $${name} belongs to an enclosing scope`] : [];
  });

/** Fields of this state itself: what stands in inner blocks is checked at their own states. */
const ownExpressions: Check = ({ state }) =>
  Object.entries(state)
    .filter(([field]) => field !== 'Branches' && field !== 'ItemProcessor')
    .flatMap(([field, template]) => expressionsIn(template, field))
    .flatMap(({ path, text }) => {
      const problem = problemOf(text);
      return problem === undefined ? [] : [`${path}: ${problem}`];
    });

/** `$states.result` exists once work is done, `$states.errorOutput` only in a catcher. */
const statesInReach: Check = ({ state }) => {
  const worksOut = ['Task', 'Parallel', 'Map'].includes(state.Type);
  return Object.entries(state)
    .filter(([field]) => !['Branches', 'ItemProcessor', 'Catch'].includes(field))
    .flatMap(([field, template]) => expressionsIn(template, field))
    .flatMap(({ path, text }) => [
      ...(text.includes('$states.errorOutput') ? [`${path}: $states.errorOutput exists only in Catch`] : []),
      ...(text.includes('$states.result') && !(worksOut && /^(Assign|Output)\b/.test(path))
        ? [`${path}: $states.result does not exist yet`]
        : []),
    ]);
};

const CHECKS: readonly Check[] = [
  targetsExist,
  endsOrGoesOn,
  wildcardLast,
  delaysGrow,
  taskIsBounded,
  waitingTaskIsHeard,
  waitHasOneEnd,
  assignsOwnNames,
  ownExpressions,
  statesInReach,
];
