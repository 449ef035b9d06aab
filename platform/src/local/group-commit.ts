/**
 * Many writers, one commit: what is submitted in the same turn of the event loop is committed together, because the
 * fsync costs far more than the writes. A lone writer waits for nobody: its commit runs at the end of the current turn.
 *
 * The end of the turn, not the next microtask: requests that arrive together are read in one turn but as separate
 * callbacks, with the microtasks drained between them, and would never meet in one commit.
 */
import { setImmediate } from 'node:timers';

export interface GroupCommit<Work> {
  /** Resolves when the work is durable; rejects with its own error, or with that of the whole commit. */
  submit(work: Work): Promise<void>;
  /** Commits at once what is waiting. */
  flush(): void;
}

interface Waiting<Work> {
  readonly work: Work;
  resolve(): void;
  reject(error: unknown): void;
}

/** So many works in one commit at most, so that other work of the program is not kept waiting. */
const MAX_GROUP = 256;

/** @param commit makes the works durable; answers, in their order, the error of each that failed alone; throws when all failed */
export function groupCommit<Work>(commit: (works: readonly Work[]) => readonly (Error | undefined)[]): GroupCommit<Work> {
  let waiting: Waiting<Work>[] = [];
  let scheduled = false;

  const settle = (group: readonly Waiting<Work>[]): void => {
    if (group.length === 0) return;
    try {
      const errors = commit(group.map(({ work }) => work));
      group.forEach(({ resolve, reject }, place) => (errors[place] === undefined ? resolve() : reject(errors[place])));
    } catch (error) {
      group.forEach(({ reject }) => reject(error));
    }
  };
  const schedule = (): void => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const group = waiting.slice(0, MAX_GROUP);
      waiting = waiting.slice(MAX_GROUP);
      schedule();
      settle(group);
    });
  };
  return {
    submit(work) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ work, resolve, reject });
      schedule();
      return promise;
    },
    flush() {
      const group = waiting;
      waiting = [];
      settle(group);
    },
  };
}
