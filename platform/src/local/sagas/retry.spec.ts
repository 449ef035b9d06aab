import { describe, expect, it } from '@jest/globals';
import { failed, machine, ok, task, worldForEach } from './fixtures/world.ts';

const end = { Type: 'Pass', End: true };
const seen = { ...end, Output: { caught: '{% $states.input %}' } };
const all = [{ ErrorEquals: ['States.ALL'], Next: 'Z' }];
const retry = (fields: object = {}) => [{ ErrorEquals: ['States.ALL'], ...fields }];

const machines = {
  retried: machine({ A: task({ Retry: retry({ IntervalSeconds: 2, MaxAttempts: 3, MaxDelaySeconds: 5 }), Catch: all }), Z: seen }),
  jittered: machine({ A: task({ Retry: retry({ IntervalSeconds: 100, JitterStrategy: 'FULL' }) }) }),
  twoRetriers: machine({
    A: task({ Retry: [{ ErrorEquals: ['X'], MaxAttempts: 1 }, { ErrorEquals: ['Never'], MaxAttempts: 0 }, ...retry({ MaxAttempts: 1 })] }),
  }),
  counting: machine({
    A: task({
      Arguments: {
        Entries: [
          {
            Source: 's',
            DetailType: 't',
            Detail: { taskToken: '{% $states.context.Task.Token %}', n: '{% $states.context.State.RetryCount %}' },
          },
        ],
      },
      Retry: retry(),
    }),
  }),
};

const of = worldForEach(machines);
const { start, view, types } = of;

describe('Retry', () => {
  it('tries again with growing delays up to the maximum, each time with a token of its own, then gives up', async () => {
    await start('retried');
    const delays: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await of.answer('A', failed('X', String(attempt)));
      delays.push(of.nextTimer());
      await of.pass(of.nextTimer() ?? 0);
    }
    await of.answer('A', failed('X', 'last'));
    expect(delays).toEqual([2000, 4000, 5000]);
    expect(new Set(of.sent.map(({ token }) => token)).size).toBe(4);
    expect(view('retried')?.output).toEqual({ caught: { Error: 'X', Cause: 'last' } });
    expect(types('retried').filter((type) => type === 'TaskStateEntered')).toHaveLength(1);
    expect(types('retried').filter((type) => type === 'TaskScheduled')).toHaveLength(4);
  });

  it('spreads delays over the whole interval with full jitter', async () => {
    await start('jittered');
    await of.answer('A', failed('X'));
    expect(of.nextTimer()).toBeLessThan(100_000);
    expect(of.nextTimer()).toBeGreaterThanOrEqual(0);
  });

  it('counts per retrier, and none at all is a count', async () => {
    await start('twoRetriers');
    for (const error of ['X', 'Y']) {
      await of.answer('A', failed(error));
      await of.pass(1000);
    }
    await of.answer('A', failed('Never'));
    expect(of.sent).toHaveLength(3);
    expect(view('twoRetriers')).toMatchObject({ status: 'FAILED', error: 'Never' });
  });

  it('tells the task how often it was tried', async () => {
    await start('counting');
    await of.answer('A', failed('X'));
    await of.pass(1000);
    expect(of.sent.map(({ detail }) => detail.n)).toEqual([0, 1]);
  });

  it('takes a timeout too', async () => {
    await start('retried');
    await of.pass(62_000);
    expect(of.sent).toHaveLength(2);
  });

  it('takes events that the bus refused', async () => {
    let refusals = 1;
    of.bus(() => (refusals-- > 0 ? 'full' : undefined));
    await start('retried');
    await of.pass(2000);
    await of.answer('A', ok());
    expect(view('retried')?.status).toBe('SUCCEEDED');
    expect(types('retried')).toContain('TaskSubmitFailed');
  });
});
