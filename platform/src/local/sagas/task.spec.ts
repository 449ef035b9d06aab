import { describe, expect, it } from '@jest/globals';
import { failed, machine, ok, task, worldForEach } from './fixtures/world.ts';

const end = { Type: 'Pass', End: true };
const seen = { ...end, Output: { caught: '{% $states.input %}' } };
const all = [{ ErrorEquals: ['States.ALL'], Next: 'Z' }];

const machines = {
  plain: machine({ A: task({ Output: '{% $states.result.n + 1 %}' }) }),
  caught: machine({ A: task({ HeartbeatSeconds: 10, Catch: all }), Z: seen }),
  named: machine({
    A: task({
      HeartbeatSeconds: 10,
      Catch: [
        { ErrorEquals: ['Mine'], Assign: { why: '{% $states.errorOutput.Cause %}' }, Output: 'mine', Next: 'Z' },
        { ErrorEquals: ['States.HeartbeatTimeout'], Output: 'silent', Next: 'Z' },
        { ErrorEquals: ['States.Timeout'], Output: 'late', Next: 'Z' },
        { ErrorEquals: ['States.TaskFailed'], Output: 'failed', Next: 'Z' },
      ],
      Assign: { why: 'fine' },
      Next: 'Z',
    }),
    Z: { ...end, Output: '{% [$states.input, $exists($why) ? $why : null] %}' },
  }),
  badOutput: machine({ A: task({ Output: '{% $states.result.missing %}', Catch: all }), Z: seen }),
  badCatch: machine({ A: task({ Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $nothing %}', Next: 'Z' }] }), Z: end }),
  dynamic: machine({ A: task({ TimeoutSeconds: '{% $states.input.t %}', Catch: all }), Z: seen }),
  big: machine({ A: task({ Catch: all }), Z: seen }),
  bigByName: machine({ A: task({ Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'Z' }] }), Z: seen }),
  bounded: machine({ A: task({ TimeoutSeconds: 1000, Catch: all }), Z: seen }, { TimeoutSeconds: 100 }),
};

const of = worldForEach(machines);
const { start, view, types } = of;

describe('a task that waits for its token', () => {
  it('goes on with the outcome of its worker', async () => {
    await start('plain');
    expect(view('plain')).toMatchObject({ status: 'RUNNING', at: ['A'] });
    expect(await of.answer('A', ok({ n: 1 }))).toBe('done');
    expect(view('plain')).toMatchObject({ status: 'SUCCEEDED', output: 2 });
    expect(types('plain')).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('takes one outcome: a repeated or different one changes nothing', async () => {
    await start('plain');
    await of.answer('A', ok({ n: 1 }));
    expect(await of.answer('A', ok({ n: 1 }))).toBe('done');
    expect(await of.answer('A', failed('Other'))).toBe('done');
    expect(view('plain')?.output).toBe(2);
    expect(of.sent).toHaveLength(1);
  });

  it('takes two outcomes at the same time as one', async () => {
    await start('plain');
    const token = of.last('A').token ?? '';
    expect(await Promise.all([of.runner.complete(token, ok({ n: 1 })), of.runner.complete(token, ok({ n: 5 }))])).toEqual(['done', 'done']);
    await of.runner.quiet();
    expect(view('plain')?.output).toBe(2);
  });

  it('does not know tokens that were never given out', async () => {
    expect(await of.runner.complete('made-up', ok())).toBe('unknown');
    expect(await of.runner.heartbeat('made-up')).toBe('unknown');
  });

  it('fails with the error and cause of its worker', async () => {
    await start('plain');
    await of.answer('A', failed('Mine', 'because'));
    expect(view('plain')).toMatchObject({ status: 'FAILED', error: 'Mine', cause: 'because' });
    expect(types('plain').slice(-2)).toEqual(['TaskFailed', 'ExecutionFailed']);
  });

  it('times out into Catch, and refuses the outcome that comes later', async () => {
    await start('dynamic', { t: 20 });
    await of.pass(19_999);
    expect(view('dynamic')?.status).toBe('RUNNING');
    await of.pass(1);
    expect(view('dynamic')?.output).toEqual({ caught: { Error: 'States.Timeout' } });
    expect(types('dynamic')).toContain('TaskTimedOut');
    expect(await of.answer('A', ok())).toBe('timed-out');
    expect(await of.runner.heartbeat(of.last('A').token ?? '')).toBe('timed-out');
  });

  it('fails when its timeout is no time', async () => {
    await start('dynamic', { t: 'soon' });
    expect(view('dynamic')?.output).toMatchObject({ caught: { Error: 'States.QueryEvaluationError' } });
    expect(of.sent).toEqual([]);
  });

  it('lives on heartbeats, up to its timeout', async () => {
    await start('named');
    for (let beat = 0; beat < 5; beat += 1) {
      await of.pass(9_000);
      expect(await of.runner.heartbeat(of.last('A').token ?? '')).toBe('done');
    }
    await of.pass(9_000);
    await of.runner.heartbeat(of.last('A').token ?? '');
    await of.pass(6_000);
    expect(view('named')?.output).toEqual(['late', null]);
  });

  it('fails without a heartbeat', async () => {
    await start('named');
    await of.pass(10_000);
    expect(view('named')?.output).toEqual(['silent', null]);
  });

  it.each([
    [failed('Mine', 'because'), ['mine', 'because']],
    [failed('Other'), ['failed', null]],
    [ok(), [{}, 'fine']],
  ])('goes where the first catcher that takes the error says', async (outcome, output) => {
    await start('named');
    await of.answer('A', outcome);
    expect(view('named')?.output).toEqual(output);
  });

  it('is caught with Error and Cause as output when the catcher says nothing else', async () => {
    await start('caught');
    await of.answer('A', failed('Mine', 'because'));
    expect(view('caught')?.output).toEqual({ caught: { Error: 'Mine', Cause: 'because' } });
  });

  it('catches what its own Output cannot evaluate', async () => {
    await start('badOutput');
    await of.answer('A', ok({}));
    expect(view('badOutput')?.output).toMatchObject({ caught: { Error: 'States.QueryEvaluationError' } });
    expect(types('badOutput')).toContain('EvaluationFailed');
  });

  it('fails the execution when a catcher cannot be evaluated', async () => {
    await start('badCatch');
    await of.answer('A', failed('Mine'));
    expect(view('badCatch')).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('fails for an output over 256 KiB, which only its own name catches', async () => {
    const output = ok('x'.repeat(262_143));
    await start('big');
    await of.answer('A', output);
    expect(view('big')).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    await start('bigByName');
    await of.answer('A', output);
    expect(view('bigByName')?.output).toMatchObject({ caught: { Error: 'States.DataLimitExceeded' } });
  });

  it('is cut off by the time limit of the whole execution, past every Catch', async () => {
    await start('bounded');
    await of.pass(100_000);
    expect(view('bounded')).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(types('bounded').slice(-2)).toEqual(['TaskStateAborted', 'ExecutionTimedOut']);
    expect(await of.answer('A', ok())).toBe('timed-out');
    expect(of.nextTimer()).toBeUndefined();
  });
});
