/** Durations in milliseconds, and what is said of them. */
export interface Figures {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
  readonly failed: number;
}

/** The nearest-rank percentile; NaN of nothing. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

export const ascending = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);

export const figuresOf = (
  durations: readonly number[],
  { seconds, failed }: { readonly seconds: number; readonly failed: number },
): Figures => {
  const sorted = ascending(durations);
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((share) => percentile(sorted, share));
  return { requests: sorted.length, perSecond: sorted.length / seconds, p50, p95, p99, most: sorted.at(-1) ?? Number.NaN, failed };
};
