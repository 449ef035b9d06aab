/** Drives executions: transitions in turn, then what they ask for: alarms, calls to the bus, the next transition. */
import type { Timers } from './alarms.ts';
import { alarms } from './alarms.ts';
import { followersOf, keyOf } from './following.ts';
import { cutOff, refused, submitted, timePassed } from './happen.ts';
import type { Journal } from './journal.ts';
import type { Live } from './live.ts';
import { live } from './live.ts';
import { queries } from './query.ts';
import type { BusAnswer, PutEvents } from './sender.ts';
import { sender } from './sender.ts';
import { callOf } from './strand.ts';
import { Stopped, turns } from './turns.ts';

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
  const alarm = alarms({ timers, now, ring: (key) => rung(key) });
  const followers = followersOf({ alarm, now, send: (...call) => bus.send(...call) });
  const running = live({ journal, query: queries({ random, now }), random, now, followers, maxEvents });
  const bus = sender({ putEvents, answered: (answer) => act(answer.execution, () => takeIn(running, answer)) });

  const wake = (id: number): void => {
    const execution = running.get(id);
    if (execution === undefined) return;
    alarm.set(keyOf(id, 'due'), execution.execution.due);
    followers.changed(execution, [...execution.strands.values()]);
    void act(id, async () => {});
  };

  /** A turn nobody waits for: after a fault the memory is dropped and the journal asked again later. */
  const act = async (id: number, work: () => Promise<void>): Promise<void> => {
    try {
      await turn.take(id, () => work().then(() => running.drain(id)));
    } catch (error) {
      if (error instanceof Stopped) return;
      onFault(error);
      running.evict(id);
      alarm.set(keyOf(id, 'again'), now() + RETRY_AFTER_FAULT);
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
      const answer = await turn.take(id, work);
      void act(id, async () => {});
      return answer;
    },
    stop: async () => {
      turn.close();
      await turn.quiet();
      alarm.close();
    },
    quiet: async () => {
      do {
        await Promise.allSettled(bus.underWay());
        await turn.quiet();
      } while (bus.underWay().length > 0);
    },
  };
};

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
