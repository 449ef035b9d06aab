/** Lets iterations of a Map begin while there are places. */
import type { Draft } from './draft.ts';

export const admit = (draft: Draft, parent: number): void => {
  const { phase, state } = draft.strand(parent);
  if (phase.kind !== 'branching') return;
  const children = draft.childrenOf(parent);
  const busy = children.filter((child) => child.phase.kind !== 'pending' && child.phase.kind !== 'ended').length;
  const next = children.filter((child) => child.phase.kind === 'pending').slice(0, phase.width - busy);
  for (const child of next) {
    draft.update(child.id, { entered: draft.now, phase: { kind: 'entering', again: false } });
    draft.record(child.id, 'MapIterationStarted', { name: state, index: child.index });
  }
};
