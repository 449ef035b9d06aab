/** Stops a strand and everything below it, because a sibling failed or the execution is over. */
import type { State } from './definition.ts';
import type { Draft } from './draft.ts';
import type { HistoryEventType } from './history.ts';

const ABORTED: Partial<Record<State['Type'], HistoryEventType>> = {
  Task: 'TaskStateAborted',
  Wait: 'WaitStateAborted',
  Parallel: 'ParallelStateAborted',
  Map: 'MapStateAborted',
};

/** The children of a strand, not the strand itself. */
export const abandonChildren = (draft: Draft, id: number): void => {
  for (const child of draft.childrenOf(id)) abandon(draft, child.id);
};

export const abandon = (draft: Draft, id: number): void => {
  abandonChildren(draft, id);
  stopWork(draft, id);
  const { parent, index, phase } = draft.strand(id);
  if (parent !== undefined && phase.kind !== 'pending' && phase.kind !== 'ended' && draft.stateOf(parent).Type === 'Map') {
    draft.record(id, 'MapIterationAborted', { name: draft.strand(parent).state, index });
  }
  draft.drop(id);
};

/** A state that was entered is recorded as stopped. */
export const stopWork = (draft: Draft, id: number): void => {
  const { phase } = draft.strand(id);
  if (phase.kind === 'pending' || phase.kind === 'ended' || (phase.kind === 'entering' && !phase.again)) return;
  const type = ABORTED[draft.stateOf(id).Type];
  if (type !== undefined) draft.record(id, type);
};
