/** Wakes waiters within one process at once; where processes do not share memory, waiting falls back to its pause. */
export interface Wake {
  /** Resolves at the next call of the topic, or after so many milliseconds. */
  orAfter(milliseconds: number): Promise<void>;
  stop(): void;
}

export interface Wakes {
  listen(topic: string): Wake;
  call(topic: string): void;
}

export const wakes = (): Wakes => {
  const listeners = new Map<string, Set<() => void>>();
  return {
    call: (topic) => {
      for (const wake of listeners.get(topic) ?? []) wake();
    },
    listen: (topic) => {
      let called = false;
      let resolve: (() => void) | undefined;
      const wake = (): void => {
        called = true;
        resolve?.();
      };
      const all = listeners.get(topic) ?? new Set();
      listeners.set(topic, all.add(wake));
      return {
        orAfter: async (milliseconds) => {
          if (!called) {
            await new Promise<void>((done) => {
              const timer = setTimeout(done, milliseconds);
              resolve = () => {
                clearTimeout(timer);
                done();
              };
            });
          }
          called = false;
          resolve = undefined;
        },
        stop: () => {
          all.delete(wake);
          if (all.size === 0) listeners.delete(topic);
        },
      };
    },
  };
};
