import { describe, expect, it } from '@jest/globals';
import { shared } from './durable-files.ts';

describe('a run that callers share', () => {
  it('begins after the call of each of them, and only one is under way at a time', async () => {
    const ends: (() => void)[] = [];
    const run = shared(
      () =>
        new Promise((resolve) => {
          ends.push(resolve);
        }),
    );
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const [first, second, third] = [run(), run(), run()];
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    await turn();
    expect(ends).toHaveLength(2);
    const fourth = run();
    ends[1]?.();
    await Promise.all([second, third]);
    await turn();
    expect(ends).toHaveLength(3);
    ends[2]?.();
    await fourth;
    void run();
    expect(ends).toHaveLength(4);
  });

  it('runs again after a failure', async () => {
    let runs = 0;
    const run = shared(async () => {
      runs += 1;
      if (runs === 1) throw new Error('first');
    });
    const [first, second] = [run(), run()];
    await expect(first).rejects.toThrow('first');
    await second;
    expect(runs).toBe(2);
  });
});
