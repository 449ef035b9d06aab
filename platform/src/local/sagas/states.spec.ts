import { afterEach, describe, expect, it } from '@jest/globals';
import type { World } from './fixtures/world.ts';
import { machine, START, task, world } from './fixtures/world.ts';
import type { SagaRunner } from './runner.ts';

let tidy: (() => void)[] = [];
afterEach(() => {
  tidy.forEach((clean) => clean());
  tidy = [];
});

/** Runs one machine until it waits for something. */
const begun = async (
  definition: unknown,
  input: unknown = {},
): Promise<{ of: World; runner: SagaRunner; view: () => ReturnType<SagaRunner['describe']> }> => {
  const of = world({ m: definition });
  const runner = of.open();
  tidy.push(() => void runner.stop().then(of.tidy));
  await runner.start('m', 'one', input as never);
  await runner.quiet();
  return { of, runner, view: () => runner.describe('m', 'one') };
};

const outputOf = async (definition: unknown, input: unknown = {}) => (await begun(definition, input)).view()?.output;
const endOf = async (definition: unknown, input: unknown = {}) => {
  const { status, error, cause } = (await begun(definition, input)).view() ?? {};
  return { status, error, cause };
};

const end = { Type: 'Pass', End: true };

describe('Pass', () => {
  it('hands its input on when it says nothing else', async () => {
    expect(await outputOf(machine({ A: end }), { a: 1 })).toEqual({ a: 1 });
  });

  it('assigns variables that later states see, while its own fields see the old ones', async () => {
    const first = { Type: 'Pass', Assign: { x: 1, y: '{% $states.input.y %}' }, Next: 'B' };
    const second = { Type: 'Pass', Assign: { x: '{% $x + 1 %}', old: '{% $x %}' }, Output: '{% $x %}', Next: 'C' };
    const third = { ...end, Output: '{% [$x, $old, $y, $states.input] %}' };
    expect(await outputOf(machine({ A: first, B: second, C: third }), { y: 'why' })).toEqual([2, 1, 'why', 1]);
  });

  it('fails the execution when an expression fails, as it has no Catch', async () => {
    expect(await endOf(machine({ A: { ...end, Output: '{% $states.input.missing %}' } }))).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining('Output'),
    });
  });

  it('sees the context of its execution', async () => {
    const { view } = await begun(machine({ A: { ...end, Output: '{% $states.context %}' } }), { i: 1 });
    expect(view()?.output).toEqual({
      Execution: {
        Id: 'arn:aws:states:local:000000000000:execution:m:one',
        Name: 'one',
        Input: { i: 1 },
        StartTime: new Date(START).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: 'arn:aws:states:local:000000000000:stateMachine:m', Name: 'm' },
      State: { Name: 'A', EnteredTime: new Date(START).toISOString(), RetryCount: 0 },
    });
  });
});

describe('Choice', () => {
  const choice = {
    Type: 'Choice',
    Choices: [
      { Condition: '{% $states.input.n > 10 %}', Assign: { size: 'large' }, Output: 'by rule', Next: 'Z' },
      { Condition: '{% $states.input.n > 5 %}', Next: 'Z' },
    ],
    Assign: { size: 'small' },
    Output: 'by default',
    Default: 'Z',
  };
  const definition = machine({
    S: { Type: 'Pass', Assign: { size: 'unknown' }, Next: 'A' },
    A: choice,
    Z: { ...end, Output: '{% [$size, $states.input] %}' },
  });

  it.each([
    [11, ['large', 'by rule']],
    [6, ['unknown', { n: 6 }]],
    [1, ['small', 'by default']],
  ])('takes the first rule that holds, with its own Assign and Output: %s', async (n, expected) => {
    expect(await outputOf(definition, { n })).toEqual(expected);
  });

  it('fails when no rule holds and there is no Default', async () => {
    const alone = { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Z' }] };
    expect(await endOf(machine({ A: alone, Z: end }))).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });

  it('fails when a condition is not true or false', async () => {
    const vague = { Type: 'Choice', Choices: [{ Condition: "{% 'yes' %}", Next: 'Z' }] };
    expect(await endOf(machine({ A: vague, Z: end }))).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });
});

describe('Succeed and Fail', () => {
  it('Succeed ends the execution with its output', async () => {
    expect(await outputOf(machine({ A: { Type: 'Succeed', Output: { done: '{% true %}' } } }))).toEqual({ done: true });
  });

  it('Fail ends it with error and cause, which may be expressions', async () => {
    const fail = { Type: 'Fail', Error: "{% 'E' & $states.input.n %}", Cause: 'because' };
    expect(await endOf(machine({ A: fail }), { n: 1 })).toEqual({ status: 'FAILED', error: 'E1', cause: 'because' });
  });
});

describe('Wait', () => {
  it.each([
    ['seconds', { Seconds: 90 }, 90_000],
    ['an expression of seconds', { Seconds: '{% $states.input.s %}' }, 30_000],
    ['a timestamp', { Timestamp: '2026-01-01T00:01:00Z' }, 60_000],
    ['an expression of a timestamp', { Timestamp: '{% $states.input.t %}' }, 120_000],
    ['months', { Seconds: 60 * 86_400 }, 60 * 86_400_000],
  ])('goes on after %s and not before', async (_what, fields, after) => {
    const definition = machine({ A: { Type: 'Wait', ...fields, Output: 'over', End: true } });
    const { of, runner, view } = await begun(definition, { s: 30, t: '2026-01-01T00:02:00Z' });
    await of.pass(runner, after - 1);
    expect(view()?.status).toBe('RUNNING');
    await of.pass(runner, 1);
    expect(view()).toMatchObject({ status: 'SUCCEEDED', output: 'over', ended: START + after });
  });

  it('does not wait for what is past', async () => {
    const { of, runner, view } = await begun(machine({ A: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true } }));
    await of.pass(runner, 0);
    expect(view()?.status).toBe('SUCCEEDED');
  });

  it('fails for what is no time', async () => {
    expect(await endOf(machine({ A: { Type: 'Wait', Seconds: '{% -1 %}', End: true } }))).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
    expect(await endOf(machine({ A: { Type: 'Wait', Timestamp: "{% 'soon' %}", End: true } }))).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('a plain putEvents task', () => {
  const plain = (fields = {}) =>
    task({
      Resource: 'arn:aws:states:::events:putEvents',
      Arguments: { Entries: [{ EventBusName: 'bus', Source: 's', DetailType: 't', Detail: { n: '{% $states.input.n %}' } }] },
      ...fields,
    });

  it('puts events and goes on with the answer of the bus', async () => {
    const { of, view } = await begun(machine({ A: plain() }), { n: 1 });
    expect(of.sent).toHaveLength(1);
    expect(of.sent[0]).toMatchObject({ executionName: 'one', stateMachine: 'm', stateName: 'A' });
    expect(of.sent[0]?.entry).toEqual({
      EventBusName: 'bus',
      Source: 's',
      DetailType: 't',
      Detail: '{"n":1}',
      Resources: ['arn:aws:states:local:000000000000:execution:m:one', 'arn:aws:states:local:000000000000:stateMachine:m'],
    });
    expect(view()).toMatchObject({ status: 'SUCCEEDED', output: { FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] } });
  });

  it('fails with EventBridge.FailedEntry when the bus refuses', async () => {
    const of = world({ m: machine({ A: plain({ Catch: [{ ErrorEquals: ['EventBridge.FailedEntry'], Next: 'Z' }] }), Z: end }) });
    of.bus(() => 'full');
    const runner = of.open();
    tidy.push(() => void runner.stop().then(of.tidy));
    await runner.start('m', 'one', { n: 1 });
    await runner.quiet();
    expect(runner.describe('m', 'one')?.output).toEqual({ Error: 'EventBridge.FailedEntry', Cause: 'full' });
  });

  it('fails for entries that EventBridge would not take', async () => {
    expect(await endOf(machine({ A: plain({ Arguments: { Entries: [{ Source: 's' }] } }) }))).toMatchObject({
      error: 'EventBridge.ValidationException',
    });
    expect(await endOf(machine({ A: plain({ Arguments: '{% $states.input %}' }) }))).toMatchObject({
      error: 'EventBridge.ValidationException',
    });
  });
});

describe('limits', () => {
  it('fails a state whose output is over 256 KiB, past every wildcard', async () => {
    const big = { Type: 'Pass', Output: "{% $pad('', 262143) %}", Next: 'Z' };
    expect(await endOf(machine({ A: big, Z: end }))).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('refuses an input over 256 KiB at the start', async () => {
    const { runner } = await begun(machine({ A: end }));
    await expect(runner.start('m', 'two', 'x'.repeat(262_144))).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  });

  it('ends an execution that runs in circles', async () => {
    const { view } = await begun(
      machine({
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'A' }], Default: 'C' },
        C: end,
      }),
    );
    expect(view()).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: expect.stringContaining('1000 events') });
  });
});
