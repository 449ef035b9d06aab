import { describe, expect, it } from '@jest/globals';
import { retryDelay, takes } from './failure.ts';

describe('an error name in Retry or Catch', () => {
  it.each<[string, string, boolean]>([
    ['Mine', 'Mine', true],
    ['Mine', 'mine', false],
    ['States.ALL', 'Mine', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.ALL', 'States.Runtime', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.Runtime', 'States.Runtime', false],
    ['States.TaskFailed', 'Mine', true],
    ['States.TaskFailed', 'States.QueryEvaluationError', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.HeartbeatTimeout', false],
    ['States.Timeout', 'States.HeartbeatTimeout', true],
    ['States.HeartbeatTimeout', 'States.Timeout', false],
  ])('%s, for %s: %s', (name, error, taken) => {
    expect(takes([name], error)).toBe(taken);
  });
});

describe('the delay of a retry', () => {
  const delays = (retrier: object, random = 0.5) =>
    [0, 1, 2, 3].map((tried) => retryDelay({ ErrorEquals: ['X'], ...retrier }, tried, () => random));

  it.each<[string, object, readonly (number | undefined)[]]>([
    ['by default', {}, [1000, 2000, 4000, undefined]],
    ['with a rate', { IntervalSeconds: 3, BackoffRate: 1.5, MaxAttempts: 9 }, [3000, 4500, 6750, 10_125]],
    ['with a maximum', { IntervalSeconds: 3, MaxDelaySeconds: 5 }, [3000, 5000, 5000, undefined]],
    ['with full jitter', { IntervalSeconds: 2, JitterStrategy: 'FULL' }, [1000, 2000, 4000, undefined]],
    ['without attempts', { MaxAttempts: 0 }, [undefined, undefined, undefined, undefined]],
  ])('grows %s', (_how, retrier, expected) => {
    expect(delays(retrier)).toEqual(expected);
  });
});
