import { describe, expect, it } from '@jest/globals';
import { failed, machine, ok, task, worldForEach } from './fixtures/world.ts';

const end = { Type: 'Pass', End: true };
const caughtAt = { ...end, Output: { caught: '{% $states.input %}' } };
const all = [{ ErrorEquals: ['States.ALL'], Next: 'Z' }];

const branches = [
  { StartAt: 'A', States: { A: task({ Output: '{% $outer & $states.input.name %}' }) } },
  {
    StartAt: 'B',
    States: { B: task({ Next: 'B2', Assign: { mine: 1 } }), B2: { Type: 'Wait', Seconds: 30, Output: '{% $mine %}', End: true } },
  },
  { StartAt: 'C', States: { C: { Type: 'Wait', Seconds: 40, Next: 'C2' }, C2: { Type: 'Succeed', Output: 'c' } } },
];
const parallel = (fields: object) => ({ Type: 'Parallel', Arguments: { name: '{% $states.input.n %}' }, Branches: branches, ...fields });
const first = { Type: 'Pass', Assign: { outer: 'o' }, Next: 'P' };

const item = task({
  Arguments: {
    Entries: [
      {
        Source: 's',
        DetailType: 't',
        Detail: { taskToken: '{% $states.context.Task.Token %}', given: '{% $states.input %}', at: '{% $states.context.Map.Item.Index %}' },
      },
    ],
  },
  Output: '{% $states.result.n %}',
});
const map = (fields: object) => ({ Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: item } }, ...fields });

const machines = {
  joined: machine({ S: first, P: parallel({ Output: '{% $states.result %}', End: true }) }),
  caught: machine({ S: first, P: parallel({ Catch: all, Next: 'Z' }), Z: caughtAt }),
  retried: machine({ S: first, P: parallel({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }], End: true }) }),
  uncaught: machine({ S: first, P: parallel({ End: true }) }),
  failing: machine({
    P: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Inner', Cause: 'why' } } },
        { StartAt: 'A', States: { A: task() } },
      ],
      Catch: all,
      Next: 'Z',
    },
    Z: caughtAt,
  }),
  map: machine({ M: map({ Items: '{% $states.input.items %}', MaxConcurrency: 2, End: true }) }),
  selected: machine({
    M: map({
      Items: ['{% $states.input.x %}', 'y'],
      ItemSelector: { i: '{% $states.context.Map.Item.Index %}', v: '{% $states.context.Map.Item.Value %}' },
      End: true,
    }),
  }),
  implicit: machine({ M: map({ End: true }) }),
  mapCaught: machine({ M: map({ Catch: all, MaxConcurrency: 2, Next: 'Z' }), Z: caughtAt }),
  nested: machine({
    M: {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'P',
        States: {
          P: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'I', States: { I: item } },
              { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 5, End: true } } },
            ],
            End: true,
          },
        },
      },
      Catch: all,
      Next: 'Z',
    },
    Z: caughtAt,
  }),
};

const of = worldForEach(machines);
const { view, types } = of;
const start = (name: keyof typeof machines, input: unknown = { n: 'N' }): Promise<void> => of.start(name, input);
const answerItem = async (at: number, n: number) => {
  const token = of.sent.findLast(({ detail }) => detail.at === at)?.token ?? '';
  await of.runner.complete(token, ok({ n }));
  await of.runner.quiet();
};

describe('Parallel', () => {
  it('runs its branches at once and joins their outputs in order', async () => {
    await start('joined');
    expect(view('joined')?.at).toEqual(['A', 'B', 'C']);
    await of.answer('B', ok());
    await of.answer('A', ok());
    await of.pass(39_999);
    expect(view('joined')?.status).toBe('RUNNING');
    await of.pass(1);
    expect(view('joined')?.output).toEqual(['oN', 1, 'c']);
    expect(types('joined')).toEqual(expect.arrayContaining(['ParallelStateStarted', 'ParallelStateSucceeded', 'ParallelStateExited']));
  });

  it('stops the other branches when one fails, and is caught as a whole', async () => {
    await start('caught');
    const late = of.last('B').token ?? '';
    await of.answer('A', failed('Mine', 'because'));
    expect(view('caught')?.output).toEqual({ caught: { Error: 'Mine', Cause: 'because' } });
    expect(types('caught')).toEqual(expect.arrayContaining(['TaskStateAborted', 'WaitStateAborted', 'ParallelStateFailed']));
    expect(await of.runner.complete(late, ok())).toBe('timed-out');
    expect(of.nextTimer()).toBeUndefined();
  });

  it('begins all branches again on a retry', async () => {
    await start('retried');
    await of.answer('A', failed('Mine'));
    await of.pass(1000);
    expect(of.sent.map(({ stateName }) => stateName)).toEqual(['A', 'B', 'A', 'B']);
    await of.answer('A', failed('Again'));
    expect(view('retried')).toMatchObject({ status: 'FAILED', error: 'Again' });
  });

  it('fails the execution with the error of its branch when nothing catches it', async () => {
    await start('uncaught');
    await of.pass(60_000);
    expect(view('uncaught')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('takes a Fail in a branch as the failure of the branch only', async () => {
    await start('failing');
    expect(view('failing')?.output).toEqual({ caught: { Error: 'Inner', Cause: 'why' } });
  });
});

describe('Map', () => {
  it('works on at most MaxConcurrency items at once and keeps their order', async () => {
    await start('map', { items: ['a', 'b', 'c', 'd'] });
    expect(of.sent.map(({ detail }) => detail.given)).toEqual(['a', 'b']);
    await answerItem(1, 11);
    expect(of.sent.map(({ detail }) => detail.given)).toEqual(['a', 'b', 'c']);
    await answerItem(2, 12);
    await answerItem(3, 13);
    await answerItem(0, 10);
    expect(view('map')?.output).toEqual([10, 11, 12, 13]);
    expect(types('map').filter((type) => type === 'MapIterationSucceeded')).toHaveLength(4);
  });

  it('is through at once without items', async () => {
    await start('map', { items: [] });
    expect(view('map')).toMatchObject({ status: 'SUCCEEDED', output: [] });
  });

  it('shapes items with ItemSelector', async () => {
    await start('selected', { x: 'X' });
    expect(of.sent.map(({ detail }) => detail.given)).toEqual([
      { i: 0, v: 'X' },
      { i: 1, v: 'y' },
    ]);
  });

  it('takes its input as items when it names none, forty at once', async () => {
    await start(
      'implicit',
      Array.from({ length: 45 }, (_, at) => at),
    );
    expect(of.sent).toHaveLength(40);
  });

  it('fails when the items are no list', async () => {
    await start('map', { items: 'abc' });
    expect(view('map')).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('stops the other iterations when one fails', async () => {
    await start('mapCaught', ['a', 'b', 'c']);
    await of.answer('I', failed('Mine'));
    expect(view('mapCaught')?.output).toEqual({ caught: { Error: 'Mine', Cause: '' } });
    expect(of.sent).toHaveLength(2);
    expect(types('mapCaught')).toEqual(
      expect.arrayContaining(['MapIterationFailed', 'TaskStateAborted', 'MapIterationAborted', 'MapStateFailed']),
    );
  });

  it('may hold branches, which know their item and stop with it', async () => {
    await start('nested', ['a', 'b']);
    expect(of.sent.map(({ detail }) => detail.at)).toEqual([0, 1]);
    await answerItem(0, 1);
    await of.answer('I', failed('Deep'));
    expect(view('nested')?.output).toMatchObject({ caught: { Error: 'Deep' } });
    expect(of.nextTimer()).toBeUndefined();
  });
});
