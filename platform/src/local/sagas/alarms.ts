/** One timer per key, for due times that may lie years ahead. */
export interface Timers {
  /** Calls once after so many milliseconds; answers what `clear` takes. */
  set(call: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

export interface Alarms {
  /** Replaces the alarm of this key; without a due time (epoch milliseconds) it is only cleared. */
  set(key: string, due: number | undefined): void;
  /** Clears every alarm whose key begins so. */
  clear(prefix: string): void;
  /** Clears all and sets no more. */
  close(): void;
}

/** The longest delay that Node's timers take. */
const LONGEST = 2 ** 31 - 1;

export const alarms = ({ timers, now, ring }: { timers: Timers; now: () => number; ring: (key: string) => void }): Alarms => {
  const armed = new Map<string, { readonly due: number; readonly timer: unknown }>();
  let open = true;
  const disarm = (key: string): void => {
    const alarm = armed.get(key);
    if (alarm === undefined) return;
    timers.clear(alarm.timer);
    armed.delete(key);
  };
  const arm = (key: string, due: number): void => {
    const timer = timers.set(
      () => (now() < due ? arm(key, due) : (armed.delete(key), ring(key))),
      Math.min(Math.max(due - now(), 0), LONGEST),
    );
    armed.set(key, { due, timer });
  };
  const clear = (prefix: string): void => {
    for (const key of [...armed.keys()]) if (key.startsWith(prefix)) disarm(key);
  };
  return {
    set: (key, due) => {
      if (due !== undefined && armed.get(key)?.due === due) return;
      disarm(key);
      if (due !== undefined && open) arm(key, due);
    },
    clear,
    close: () => {
      open = false;
      clear('');
    },
  };
};
