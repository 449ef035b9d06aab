/** Parallel and Map: one child strand per branch or item. */
import type { Json } from '../../kernel/table.ts';
import { admit } from './admit.ts';
import type { MapState, ParallelState } from './definition.ts';
import type { Draft } from './draft.ts';
import { StateFailed } from './failure.ts';
import { settle } from './leave.ts';
import { bounded } from './payload.ts';
import { ask } from './scope.ts';
import type { Phase } from './strand.ts';

/** Step Functions runs about so many iterations of an inline Map at once, whatever is asked for. */
export const MAX_ITERATIONS_AT_ONCE = 40;

interface Child {
  readonly index: number;
  readonly state: string;
  readonly input: Json;
  readonly phase: Phase;
  readonly item?: { readonly Index: number; readonly Value: Json };
}

const branchOff = (draft: Draft, parent: number, child: Child): void => {
  const { last, item } = draft.strand(parent);
  draft.add({ ...(item && { item }), ...child, parent, variables: {}, entered: draft.now, retries: [], last });
};

export const beginParallel = async (draft: Draft, id: number, state: ParallelState): Promise<void> => {
  const { input } = draft.strand(id);
  const given = state.Arguments === undefined ? input : await ask(draft, id, { field: 'Arguments', template: state.Arguments });
  bounded(given, 'the arguments of the state');
  draft.update(id, { phase: { kind: 'branching', width: state.Branches.length } });
  draft.record(id, 'ParallelStateStarted');
  for (const [index, branch] of state.Branches.entries()) {
    branchOff(draft, id, { index, state: branch.StartAt, input: given, phase: { kind: 'entering', again: false } });
  }
};

export const beginMap = async (draft: Draft, id: number, state: MapState): Promise<void> => {
  const items = await itemsOf(draft, id, state);
  const width = await widthOf(draft, id, state);
  const inputs = await inputsOf(draft, id, { items, selector: state.ItemSelector });
  draft.update(id, { phase: { kind: 'branching', width } });
  draft.record(id, 'MapStateStarted', { length: items.length });
  if (items.length === 0) {
    draft.record(id, 'MapStateSucceeded');
    return settle(draft, id, []);
  }
  for (const [index, Value] of items.entries()) {
    const input = inputs[index] ?? null;
    branchOff(draft, id, { index, state: state.ItemProcessor.StartAt, input, phase: { kind: 'pending' }, item: { Index: index, Value } });
  }
  admit(draft, id);
};

const itemsOf = async (draft: Draft, id: number, { Items }: MapState): Promise<readonly Json[]> => {
  const items = Items === undefined ? draft.strand(id).input : await ask(draft, id, { field: 'Items', template: Items });
  if (Array.isArray(items)) return items;
  throw new StateFailed({ error: 'States.QueryEvaluationError', cause: 'Items is no array', location: 'Items' });
};

const widthOf = async (draft: Draft, id: number, { MaxConcurrency = 0 }: MapState): Promise<number> => {
  const asked = await ask(draft, id, { field: 'MaxConcurrency', template: MaxConcurrency });
  if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 0) {
    throw new StateFailed({ error: 'States.QueryEvaluationError', cause: 'MaxConcurrency is no count', location: 'MaxConcurrency' });
  }
  return asked === 0 ? MAX_ITERATIONS_AT_ONCE : Math.min(asked, MAX_ITERATIONS_AT_ONCE);
};

/** The items as the iterations get them. */
const inputsOf = async (
  draft: Draft,
  id: number,
  { items, selector }: { items: readonly Json[]; selector: Json | undefined },
): Promise<readonly Json[]> => {
  if (selector === undefined) return items.map((item) => bounded(item, 'an item'));
  const inputs: Json[] = [];
  for (const [Index, Value] of items.entries()) {
    const input = await ask(draft, id, { field: 'ItemSelector', template: selector, sight: { item: { Index, Value } } });
    inputs.push(bounded(input, 'an item'));
  }
  return inputs;
};
