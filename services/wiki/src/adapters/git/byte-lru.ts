/** A cache that forgets what was used longest ago when all it holds exceeds a number of bytes. */
export interface ByteLru<V> {
  get(key: string): V | undefined;
  put(key: string, value: V): void;
  /** Forgets all keys that begin so. */
  forget(prefix: string): void;
}

/** `sizeOf` in bytes. Values over half the limit are not kept: they would push out everything else. */
export const byteLru = <V>(limit: number, sizeOf: (value: V) => number): ByteLru<V> => {
  // A Map iterates in order of insertion: the first key is the one used longest ago.
  const entries = new Map<string, { readonly value: V; readonly size: number }>();
  let total = 0;
  const drop = (key: string) => {
    total -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    put: (key, value) => {
      drop(key);
      const size = sizeOf(value) + ENTRY_BYTES;
      if (size > limit / 2) return;
      entries.set(key, { value, size });
      total += size;
      for (const oldest of entries.keys()) {
        if (total <= limit) break;
        drop(oldest);
      }
    },
    forget: (prefix) => {
      for (const key of [...entries.keys()]) if (key.startsWith(prefix)) drop(key);
    },
  };
};

/** What a key and its place in the Map take, about. */
const ENTRY_BYTES = 250;
