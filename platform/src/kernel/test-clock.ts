/** A clock for specs that stands still until it is moved; sleeping moves it, so that waiting costs no time. */
import type { Clock } from './ports.ts';

export interface MovableClock extends Clock {
  forward(milliseconds: number): void;
}

export const movableClock = (start = Date.UTC(2026, 0, 1)): MovableClock => {
  let now = start;
  return {
    now: () => now,
    forward: (milliseconds) => void (now += milliseconds),
    sleep: (milliseconds) => {
      now += milliseconds;
      return new Promise((resolve) => void setImmediate(resolve));
    },
  };
};
