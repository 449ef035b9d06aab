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

export const tokenDesk = ({ journal, engine, now }: { journal: Journal; engine: Engine; now: () => number }): TokenDesk => {
  const onOpen = async (token: string, work: Work): Promise<TokenAnswer> => {
    const known = journal.token(token);
    if (known === undefined) return 'unknown';
    const { execution, strand } = known;
    return engine.inTurn(execution, async () => {
      const state = journal.token(token)?.state;
      const body = engine.live.get(execution)?.strands.get(strand);
      const call = body && callOf(body);
      if (state !== 'open' || call?.token !== token) return state === 'done' ? 'done' : 'timed-out';
      if (lateness(call, now()) !== undefined) return 'timed-out';
      await engine.live.step(execution, (draft) => work(draft, strand, call));
      return 'done';
    });
  };
  return {
    complete: (token, outcome) => onOpen(token, (draft, strand, call) => completed(draft, strand, { call, outcome })),
    heartbeat: (token) => onOpen(token, beat),
  };
};

const beat: Work = (draft, strand, call) => {
  const { phase } = draft.strand(strand);
  if (call.heartbeat === undefined || (phase.kind !== 'scheduled' && phase.kind !== 'submitted')) return;
  draft.update(strand, { phase: { kind: phase.kind, call: { ...call, heartbeatAt: draft.now + call.heartbeat } } });
};
