/** What must follow once a transition is on disk: alarms for due times, calls to the bus. */
import type { Alarms } from './alarms.ts';
import { lateness } from './happen.ts';
import type { Followers } from './live.ts';
import type { Sender } from './sender.ts';
import { dueOf } from './strand.ts';

/** Names an alarm of an execution, or all of them; the slash at the end keeps one key from being the beginning of another. */
export const keyOf = (execution: number, part?: number | 'due' | 'again'): string =>
  part === undefined ? `${execution}/` : `${execution}/${part}/`;

/** The same for a strand that changes and for one that comes back from the journal; that is why a crash loses nothing. */
export const followersOf = ({ alarm, now, send }: { alarm: Alarms; now: () => number; send: Sender['send'] }): Followers => ({
  changed: (running, strands) => {
    for (const strand of strands) {
      alarm.set(keyOf(running.execution.id, strand.id), dueOf(strand));
      const call = strand.phase.kind === 'scheduled' ? strand.phase.call : undefined;
      if (call !== undefined && lateness(call, now()) === undefined) send(running, strand, call);
    }
  },
  dropped: ({ execution }, strands) => {
    for (const id of strands) alarm.set(keyOf(execution.id, id), undefined);
  },
  ended: ({ execution }) => alarm.clear(keyOf(execution.id)),
});
