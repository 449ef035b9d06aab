/** Keeps running executions in memory as the journal has them, and carries out what a transition decided. */
import type { Change, Draft } from './draft.ts';
import { draftOf } from './draft.ts';
import { enter } from './enter.ts';
import { messageOf } from './expressions.ts';
import { cutOff } from './happen.ts';
import type { Journal } from './journal.ts';
import type { Query } from './query.ts';
import type { Running, Strand } from './strand.ts';

/** Step Functions ends an execution whose history has so many events; a definition that loops for ever is found here, not there. */
export const MAX_EVENTS = 25_000;
/** The events that the end itself may still need. */
const RESERVE = 100;
/** How many states one transaction enters at most. */
const MAX_ENTERED = 50;

export interface Live {
  /** A running execution, from memory or the journal. */
  get(id: number): Running | undefined;
  /** Forgets the memory of an execution; the journal is the truth. */
  evict(id: number): void;
  /** One transition and what follows from it at once: decided on a draft, journalled, and only then taken over and followed. */
  step(id: number, act: (draft: Draft) => Promise<void> | void): Promise<void>;
  /** Goes on where an execution stopped between states. */
  drain(id: number): Promise<void>;
}

/** What must follow once a transition is on disk. */
export interface Followers {
  /** The strands that are new or changed; all of them when an execution comes back. */
  changed(running: Running, strands: readonly Strand[]): void;
  dropped(running: Running, strands: Iterable<number>): void;
  ended(running: Running): void;
}

interface Parts {
  readonly journal: Journal;
  readonly query: Query;
  readonly random: () => number;
  readonly now: () => number;
  readonly followers: Followers;
  readonly maxEvents: number;
}

export const live = ({ journal, query, random, now, followers, maxEvents }: Parts): Live => {
  const memory = new Map<number, Running>();
  const get = (id: number): Running | undefined => {
    const running = memory.get(id) ?? journal.load(id);
    if (running !== undefined) memory.set(id, running);
    return running;
  };

  const step: Live['step'] = async (id, act) => {
    const running = get(id);
    if (running === undefined) return;
    const draft = await decided(running, act, { query, random, now: now(), maxEvents });
    const change = draft.change();
    if (change.events.length === 0 && change.strands.size === 0) return;
    journalled(id, change);
    if (change.ending !== undefined) {
      memory.delete(id);
      return followers.ended(running);
    }
    const strands = new Map([...running.strands].filter(([strand]) => !change.dropped.has(strand)));
    for (const [strand, body] of change.strands) strands.set(strand, body);
    const next = { ...running, strands, events: running.events + change.events.length };
    memory.set(id, next);
    followers.dropped(next, change.dropped);
    followers.changed(next, [...change.strands.values()]);
  };

  /** After a failed write only the journal knows whether it took place. */
  const journalled = (id: number, change: Change): void => {
    try {
      journal.apply(change);
    } catch (error) {
      memory.delete(id);
      throw error;
    }
  };

  const isReady = (id: number): boolean => [...(get(id)?.strands.values() ?? [])].some(({ phase }) => phase.kind === 'entering');
  const drain = async (id: number): Promise<void> => {
    while (isReady(id)) await step(id, () => {});
  };

  return { get, evict: (id) => void memory.delete(id), step, drain };
};

type Act = (draft: Draft) => Promise<void> | void;

/** Enters states until every strand waits for something outside: what follows at once shares the transaction. */
const goOn = async (draft: Draft, maxEvents: number): Promise<void> => {
  for (let entered = 0; entered < MAX_ENTERED; entered += 1) {
    const strand = draft.ready();
    if (strand === undefined) return;
    if (draft.events() >= maxEvents - RESERVE) {
      return cutOff(draft, { status: 'FAILED', error: 'States.Runtime', cause: `the history has ${maxEvents} events` });
    }
    await enter(draft, strand);
  }
};

/** A fault in our own code ends the execution visibly, as States.Runtime does on AWS, instead of stopping it for ever. */
const decided = async (running: Running, act: Act, tools: Parameters<typeof draftOf>[1] & { maxEvents: number }): Promise<Draft> => {
  const draft = draftOf(running, tools);
  try {
    await act(draft);
    await goOn(draft, tools.maxEvents);
    return draft;
  } catch (error) {
    const ended = draftOf(running, tools);
    cutOff(ended, { status: 'FAILED', error: 'States.Runtime', cause: messageOf(error) });
    return ended;
  }
};
