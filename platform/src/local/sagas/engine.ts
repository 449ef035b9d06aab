/** Drives executions: transitions in turn, then what they ask for: alarms, calls to the bus, the next transition. */
import type { Timers } from './alarms.ts';
import { alarms } from './alarms.ts';
import { cutOff, lateness, refused, submitted, timePassed } from './happen.ts';
import type { Journal } from './journal.ts';
import type { Live } from './live.ts';
import { live } from './live.ts';
import { queries } from './query.ts';
import type { BusAnswer, PutEvents } from './sender.ts';
import { sender } from './sender.ts';
import type { Running, Strand } from './strand.ts';
import { callOf, dueOf } from './strand.ts';
import { turns } from './turns.ts';

export interface EngineParts {
  readonly journal: Journal;
  readonly now: () => number;
  readonly random: () => number;
  readonly timers: Timers;
  readonly putEvents: PutEvents;
  readonly onFault: (error: unknown) => void;
  readonly maxEvents: number;
}

export interface Engine {
  readonly live: Live;
  /** Does something to an execution when its turn comes, and lets it go on afterwards. Rejects as the work does, or when stopped. */
  inTurn<T>(id: number, work: () => Promise<T>): Promise<T>;
  /** Follows an execution from where it stands. */
  wake(id: number): void;
  stop(): Promise<void>;
  quiet(): Promise<void>;
}

const RETRY_AFTER_FAULT = 5_000;

export const engine = ({ journal, now, random, timers, putEvents, onFault, maxEvents }: EngineParts): Engine => {
  const turn = turns();
  let open = true;

  const alarm = alarms({ timers, now, ring: (key) => rung(key) });
  const running = live({
    journal,
    query: queries({ random, now }),
    random,
    now,
    maxEvents,
    followers: {
      changed: (execution, strands) => strands.forEach((strand) => follow(execution, strand)),
      dropped: ({ execution }, ids) => [...ids].forEach((id) => alarm.set(keyOf(execution.id, id), undefined)),
      ended: ({ execution }) => alarm.clear(keyOf(execution.id)),
    },
  });

  const answered = (answer: BusAnswer): Promise<void> => act(answer.execution, () => takeIn(running, answer));
  const bus = sender({ putEvents, answered });

  const follow = (execution: Running, strand: Strand): void => {
    alarm.set(keyOf(execution.execution.id, strand.id), dueOf(strand));
    const call = strand.phase.kind === 'scheduled' ? strand.phase.call : undefined;
    if (call !== undefined && lateness(call, now()) === undefined) bus.send(execution, strand, call);
  };

  const wake = (id: number): void => {
    const execution = running.get(id);
    if (execution === undefined) return;
    alarm.set(keyOf(id, 'due'), execution.execution.due);
    for (const strand of execution.strands.values()) follow(execution, strand);
    void act(id, async () => {});
  };

  /** A turn nobody waits for: after a fault the memory is dropped and the journal asked again later. */
  const act = async (id: number, work: () => Promise<void>): Promise<void> => {
    try {
      await turn.take(id, async () => {
        if (!open) return;
        await work();
        await running.drain(id);
      });
    } catch (error) {
      onFault(error);
      running.evict(id);
      if (open) alarm.set(keyOf(id, 'again'), now() + RETRY_AFTER_FAULT);
    }
  };

  const rung = (key: string): void => {
    const [execution = '', part = ''] = key.split('/');
    const id = Number(execution);
    if (part === 'again') return wake(id);
    void act(id, () => (part === 'due' ? running.step(id, timeOut) : passTime(running, id, Number(part))));
  };

  return {
    live: running,
    wake,
    inTurn: async (id, work) => {
      const answer = await turn.take(id, async () => {
        if (!open) throw new Error('the saga runner is stopped');
        return work();
      });
      void act(id, async () => {});
      return answer;
    },
    stop: async () => {
      open = false;
      alarm.clear('');
      await turn.quiet();
    },
    quiet: async () => {
      do {
        await Promise.allSettled(bus.underWay());
        await turn.quiet();
      } while (bus.underWay().length > 0);
    },
  };
};

/** The slash at the end keeps one key from being the beginning of another. */
const keyOf = (execution: number, part?: number | 'due' | 'again'): string =>
  part === undefined ? `${execution}/` : `${execution}/${part}/`;

const timeOut = (draft: Parameters<typeof cutOff>[0]): void => cutOff(draft, { status: 'TIMED_OUT', error: 'States.Timeout' });

/** The strand may be gone by the time its alarm gets its turn. */
const passTime = async (running: Live, id: number, strand: number): Promise<void> => {
  if (running.get(id)?.strands.has(strand)) await running.step(id, (draft) => timePassed(draft, strand));
};

/** The task may have its outcome, or have timed out, before the bus answers. */
const takeIn = async (running: Live, { execution, strand: id, call, refusal }: BusAnswer): Promise<void> => {
  const strand = running.get(execution)?.strands.get(id);
  if (strand?.phase.kind !== 'scheduled' || callOf(strand)?.token !== call.token) return;
  await running.step(execution, (draft) =>
    refusal === undefined ? submitted(draft, id, call) : refused(draft, id, { call, cause: refusal }),
  );
};
