/** One thing after the other per key: transitions of the same execution never overlap. */
export interface Turns {
  take<T>(key: number, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way or waiting. */
  quiet(): Promise<void>;
}

export const turns = (): Turns => {
  const tails = new Map<number, Promise<unknown>>();
  return {
    take: <T>(key: number, work: () => Promise<T>): Promise<T> => {
      const mine = (tails.get(key) ?? Promise.resolve()).then(work, work);
      tails.set(key, mine);
      const clean = (): void => void (tails.get(key) === mine && tails.delete(key));
      mine.then(clean, clean);
      return mine;
    },
    quiet: async () => {
      while (tails.size > 0) await Promise.allSettled(tails.values());
    },
  };
};
