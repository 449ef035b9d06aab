/** Remembers how old facts were when a view had them, and wakes whoever waits for the view. */
const MOST = 1_000;

export const viewLags = (call: (topic: string) => void) => {
  const recent = new Map<string, number[]>();
  return {
    /** In milliseconds, the latest thousand of each view. */
    recent: recent as ReadonlyMap<string, readonly number[]>,
    applied: (view: { readonly name: string }, stream: string, lag: number): void => {
      const lags = recent.get(view.name) ?? [];
      lags.push(lag);
      if (lags.length > MOST) lags.shift();
      recent.set(view.name, lags);
      call(`${view.name} ${stream}`);
    },
  };
};
