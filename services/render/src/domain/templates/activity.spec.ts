import { describe, expect, it } from '@jest/globals';
import { perDay } from './activity.ts';

describe('the activity of a week', () => {
  const now = Date.UTC(2026, 10, 30, 12);
  const at = (day: number, hour = 0): string => new Date(Date.UTC(2026, 10, day, hour)).toISOString();

  it('is counted by day, today last', () => {
    const counted = [
      { at: at(30, 11), changes: 2 },
      { at: at(30, 1), changes: 3 },
      { at: at(24, 23), changes: 4 },
    ];
    expect(perDay(counted, now)).toEqual([4, 0, 0, 0, 0, 0, 5]);
  });

  it('leaves out what is older, yet to come, or no time at all', () => {
    const counted = [at(23, 23), at(31, 1), 'sometime'].map((time) => ({ at: time, changes: 1 }));
    expect(perDay(counted, now)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
