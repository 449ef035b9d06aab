/** One thing after the other per key: transitions of the same execution never overlap. */
export interface Turns {
  /** Rejects as the work does, or with {@link Stopped} once closed. */
  take<T>(key: number, work: () => Promise<T>): Promise<T>;
  /** Work under way is finished, work that waits for its turn is not begun. */
  close(): void;
  /** Resolves when nothing is under way or waiting. */
  quiet(): Promise<void>;
}

/** The runner was stopped before this could be done; nothing of it has happened. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export const turns = (): Turns => {
  const tails = new Map<number, Promise<unknown>>();
  let open = true;
  return {
    take: <T>(key: number, work: () => Promise<T>): Promise<T> => {
      const begin = (): Promise<T> => (open ? work() : Promise.reject(new Stopped('the saga runner is stopped')));
      const mine = (tails.get(key) ?? Promise.resolve()).then(begin, begin);
      tails.set(key, mine);
      const clean = (): void => void (tails.get(key) === mine && tails.delete(key));
      mine.then(clean, clean);
      return mine;
    },
    close: () => {
      open = false;
    },
    quiet: async () => {
      while (tails.size > 0) await Promise.allSettled(tails.values());
    },
  };
};
