/** The desk where workers' outcomes and heartbeats arrive. Source: API Reference, SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat. */
import type { Draft } from './draft.ts';
import type { Engine } from './engine.ts';
import type { Outcome } from './happen.ts';
import { completed, lateness } from './happen.ts';
import type { Journal } from './journal.ts';
import type { TaskCall } from './strand.ts';
import { callOf } from './strand.ts';

/** `timed-out`: the task takes no outcome any more, by its time limits or because the execution went another way. */
export type TokenAnswer = 'done' | 'unknown' | 'timed-out';

export interface TokenDesk {
  /** Gives a task its outcome, durable when it resolves; repeating it is harmless, the first one counts. */
  complete(taskToken: string, outcome: Outcome): Promise<TokenAnswer>;
  /** Buys a task with HeartbeatSeconds that much time; without effect on others. */
  heartbeat(taskToken: string): Promise<TokenAnswer>;
}

type Work = (draft: Draft, strand: number, call: TaskCall) => Promise<void> | void;

interface Parts {
  readonly journal: Journal;
  readonly engine: Engine;
  readonly now: () => number;
}

export const tokenDesk = (parts: Parts): TokenDesk => {
  const onOpen = async (token: string, work: Work): Promise<TokenAnswer> => {
    const known = parts.journal.token(token);
    if (known === undefined) return 'unknown';
    return parts.engine.inTurn(known.execution, async () => {
      const held = holderOf(parts, token, known);
      if (typeof held === 'string') return held;
      await parts.engine.live.step(known.execution, (draft) => work(draft, known.strand, held));
      return 'done';
    });
  };
  return {
    complete: (token, outcome) => onOpen(token, (draft, strand, call) => completed(draft, strand, { call, outcome })),
    heartbeat: (token) => onOpen(token, beat),
  };
};

/** The call that still waits for this token, or the answer that a closed token has. */
const holderOf = ({ journal, engine, now }: Parts, token: string, place: { execution: number; strand: number }): TaskCall | TokenAnswer => {
  if (journal.token(token)?.state === 'done') return 'done';
  const strand = engine.live.get(place.execution)?.strands.get(place.strand);
  const call = strand && callOf(strand);
  if (call?.token !== token || lateness(call, now()) !== undefined) return 'timed-out';
  return call;
};

const beat: Work = (draft, strand, call) => {
  const { phase } = draft.strand(strand);
  if (call.heartbeat === undefined || (phase.kind !== 'scheduled' && phase.kind !== 'submitted')) return;
  draft.update(strand, { phase: { kind: phase.kind, call: { ...call, heartbeatAt: draft.now + call.heartbeat } } });
};
