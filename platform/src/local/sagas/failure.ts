/** How states fail, which retriers and catchers take it, and how long a retry waits. */
import type { Retrier } from './definition.ts';

/** What went wrong. `location` is the field whose evaluation failed. */
export interface Failure {
  readonly error: string;
  readonly cause?: string;
  readonly location?: string;
}

/** Thrown inside a transition by what a state cannot do; the transition turns it into Retry, Catch or the end. */
export class StateFailed extends Error {
  override readonly name = 'StateFailed';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.error}: ${failure.cause ?? ''}`);
    this.failure = failure;
  }
}

/** What neither States.ALL nor States.TaskFailed takes (Developer Guide, "Error names"). */
const TERMINAL: ReadonlySet<string> = new Set(['States.DataLimitExceeded', 'States.Runtime']);
const TIMEOUTS: ReadonlySet<string> = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

const WILDCARDS: Readonly<Record<string, (error: string) => boolean>> = {
  'States.ALL': (error) => !TERMINAL.has(error),
  'States.TaskFailed': (error) => !TERMINAL.has(error) && !TIMEOUTS.has(error),
  'States.Timeout': (error) => TIMEOUTS.has(error),
};

/** Does one of these names take this error? A missed heartbeat is also a timeout. States.Runtime is never taken. */
export const takes = (errorEquals: readonly string[], error: string): boolean =>
  error !== 'States.Runtime' && errorEquals.some((name) => name === error || (WILDCARDS[name]?.(error) ?? false));

const DEFAULTS = { IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 } as const;

/** Milliseconds until the next try after `tried` retries by this retrier, or nothing when it has no more. */
export const retryDelay = (retrier: Retrier, tried: number, random: () => number): number | undefined => {
  const { IntervalSeconds: interval = DEFAULTS.IntervalSeconds, BackoffRate: rate = DEFAULTS.BackoffRate } = retrier;
  if (tried >= (retrier.MaxAttempts ?? DEFAULTS.MaxAttempts)) return undefined;
  const seconds = Math.min(interval * rate ** tried, retrier.MaxDelaySeconds ?? Number.MAX_SAFE_INTEGER / 1000);
  return Math.round(seconds * 1000 * (retrier.JitterStrategy === 'FULL' ? random() : 1));
};
