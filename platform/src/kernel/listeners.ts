/** Those who want to hear of something. */
export interface Listeners {
  /** The answer ends the listening. */
  add(listener: () => void): () => void;
  /** Calls all of them; one that throws ends the program as an uncaught error, not the call. */
  call(): void;
}

export function listeners(): Listeners {
  const all = new Set<() => void>();
  const callOne = (listener: () => void): void => {
    try {
      listener();
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
  return {
    add(listener) {
      const own = (): void => listener();
      all.add(own);
      return () => void all.delete(own);
    },
    call() {
      for (const listener of [...all]) callOne(listener);
    },
  };
}
