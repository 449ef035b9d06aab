/**
 * Runs sagas on one machine: executes the same state machine definitions that CDK deploys, with a journal in SQLite.
 * After a crash every execution goes on where it was; what a task puts on the bus is put at least once, with the same token.
 */
import type { Json } from '../../kernel/table.ts';
import { admitted } from './admission.ts';
import type { Timers } from './alarms.ts';
import type { StateMachineDefinition } from './definition.ts';
import { engine } from './engine.ts';
import { cutOff } from './happen.ts';
import type { JournalOptions } from './journal.ts';
import { openJournal } from './journal.ts';
import { MAX_EVENTS } from './live.ts';
import type { Overview } from './overview.ts';
import { overviewOf } from './overview.ts';
import type { PutEvents } from './sender.ts';
import type { TokenDesk } from './tokens.ts';
import { tokenDesk } from './tokens.ts';

export interface SagaRunnerParts {
  /** Path of the journal, its own SQLite file. */
  readonly file: string;
  readonly clock: { now(): number };
  /** In [0, 1); also makes task tokens, so give it a good source. */
  readonly random: () => number;
  readonly timers: Timers;
  /** Puts events on the bus, all or nothing; rejecting fails the task with EventBridge.FailedEntry. May see the same call again after a crash. */
  readonly putEvents: PutEvents;
  readonly definitions: ReadonlyMap<string, StateMachineDefinition>;
  /** Told of faults outside definitions, such as a full disk; the execution is tried again after a while. */
  readonly onFault?: (error: unknown) => void;
  /** An execution whose history gets so long fails; 25,000 unless told, as on AWS. */
  readonly maxEvents?: number;
  readonly journal?: JournalOptions;
}

export interface SagaRunner extends Overview, TokenDesk {
  /**
   * Begins an execution, durable when it resolves; repeating it with the same input is harmless.
   * @throws {StartRefused} for an unknown machine, a bad name, too large an input, or a name taken with another input
   */
  start(stateMachine: string, name: string, input: Json): Promise<'started' | 'exists'>;
  /** Ends a running execution; `over` when it had ended before. */
  abort(stateMachine: string, name: string, reason?: { error?: string; cause?: string }): Promise<'aborted' | 'over' | 'unknown'>;
  /** Once after opening: every running execution goes on where it was. */
  resume(): Promise<void>;
  /** Finishes the transition under way, leaves the rest to `resume`, and closes the journal. */
  stop(): Promise<void>;
  /** Resolves when every execution waits for time or a worker. */
  quiet(): Promise<void>;
  /** Deletes executions that ended before this time (epoch milliseconds), with history and tokens; answers how many. */
  forget(endedBefore: number): Promise<number>;
}

/**
 * Opens the journal; nothing runs before `resume` or `start`.
 * @example
 * const runner = sagaRunner({ file, clock: Date, random: Math.random, timers, putEvents, definitions });
 * await runner.resume();
 * await runner.start('wiki-bootstrap', sagaId, { wikiId });
 */
export const sagaRunner = (parts: SagaRunnerParts): SagaRunner => {
  const { clock, random, timers, putEvents, definitions, onFault = () => {}, maxEvents = MAX_EVENTS } = parts;
  const now = (): number => clock.now();
  const journal = openJournal(parts.file, parts.journal);
  const engineOf = engine({ journal, now, random, timers, putEvents, onFault, maxEvents });
  return {
    ...overviewOf(journal.database),
    ...tokenDesk({ journal, engine: engineOf, now }),
    start: async (stateMachine, name, input) => {
      const definition = definitions.get(stateMachine);
      const beginning = admitted(journal.find(stateMachine, name), { stateMachine, name, input }, { definition, now: now() });
      if (beginning === undefined) return 'exists';
      engineOf.wake(journal.begin(beginning));
      return 'started';
    },
    abort: async (stateMachine, name, { error, cause } = {}) => {
      const known = journal.find(stateMachine, name);
      if (known === undefined) return 'unknown';
      return engineOf.inTurn(known.id, async () => {
        if (engineOf.live.get(known.id) === undefined) return 'over';
        await engineOf.live.step(known.id, (draft) => cutOff(draft, { status: 'ABORTED', error, cause }));
        return 'aborted';
      });
    },
    resume: async () => journal.running().forEach(engineOf.wake),
    stop: async () => {
      await engineOf.stop();
      journal.close();
    },
    quiet: () => engineOf.quiet(),
    forget: async (endedBefore) => journal.forget(endedBefore),
  };
};
