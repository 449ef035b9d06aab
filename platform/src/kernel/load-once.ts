/** Slices are imported when they are first needed, and kept: asking the module loader at every request costs more than many slices do. */
type Load<T> = () => Promise<{ readonly default: T }>;

export const loadOnce = () => {
  const loaded = new Map<unknown, Promise<unknown>>();
  return <T>(load: Load<T>): Promise<T> => {
    const known = loaded.get(load) as Promise<T> | undefined; // set below, under the same key
    if (known) return known;
    const slice = load().then((module) => module.default);
    loaded.set(load, slice);
    slice.catch(() => loaded.delete(load));
    return slice;
  };
};
