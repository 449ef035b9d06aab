import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Json } from '../../kernel/table.ts';
import { loadDefinition } from './definition.ts';
import type { World } from './fixtures/world.ts';
import { machine, ok, START, task, world } from './fixtures/world.ts';
import type { SagaRunner } from './runner.ts';

const machines = {
  one: machine({ A: task({ Output: 'old' }) }),
  waiting: machine({ A: { Type: 'Wait', Seconds: 3_000_000, End: true } }),
};

let of: World;
let runner: SagaRunner;
beforeEach(() => {
  of = world(machines);
  runner = of.open();
});
afterEach(async () => {
  await runner.stop();
  of.tidy();
});

describe('starting', () => {
  it('is harmless to repeat with the same input, in any order of fields, running or ended', async () => {
    expect(await runner.start('one', 'x', { a: 1, b: 2 })).toBe('started');
    expect(await runner.start('one', 'x', { b: 2, a: 1 })).toBe('exists');
    await of.answer(runner, 'A', ok());
    expect(await runner.start('one', 'x', { a: 1, b: 2 })).toBe('exists');
    expect(of.sent).toHaveLength(1);
  });

  it('starts once when asked twice at the same time', async () => {
    const answers = await Promise.all([runner.start('one', 'x', {}), runner.start('one', 'x', {})]);
    expect(answers).toEqual(['started', 'exists']);
  });

  it.each<[string, string, string, Json]>([
    ['ExecutionAlreadyExists', 'one', 'x', { other: true }],
    ['StateMachineDoesNotExist', 'two', 'y', {}],
    ['InvalidName', 'one', 'with space', {}],
    ['InvalidName', 'one', 'x'.repeat(81), {}],
  ])('is refused with %s', async (refusal, ...begin) => {
    await runner.start('one', 'x', {});
    await expect(runner.start(...begin)).rejects.toMatchObject({ name: refusal });
  });
});

describe('looking', () => {
  it('lists the newest first, by machine and status, page by page', async () => {
    for (const name of ['a', 'b', 'c']) await runner.start('one', name, {});
    await runner.start('waiting', 'd', {});
    await runner.quiet();
    await of.answer(runner, 'A', ok());
    const page = runner.list({ limit: 2 });
    expect(page.executions.map(({ name }) => name)).toEqual(['d', 'c']);
    expect(runner.list({ limit: 2, after: page.next ?? '' }).executions.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(runner.list({ limit: 10, stateMachine: 'one', status: 'RUNNING' }).executions.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(runner.list({ limit: 10, status: 'SUCCEEDED' }).executions).toEqual([
      { stateMachine: 'one', name: 'c', status: 'SUCCEEDED', started: START, ended: START },
    ]);
  });

  it('knows nothing of what does not exist', () => {
    expect(runner.describe('one', 'nobody')).toBeUndefined();
    expect(runner.history('one', 'nobody')).toEqual([]);
  });

  it('numbers events and says which one each followed', async () => {
    await runner.start('one', 'x', {});
    await of.answer(runner, 'A', ok());
    expect(runner.history('one', 'x').map(({ id, previousEventId }) => [id, previousEventId])).toEqual(
      Array.from({ length: 8 }, (_, at) => [at + 1, at]),
    );
  });

  it('forgets what ended long ago, and nothing that runs', async () => {
    await runner.start('one', 'x', {});
    await runner.start('waiting', 'y', {});
    await of.answer(runner, 'A', ok());
    expect(await runner.forget(START)).toBe(0);
    expect(await runner.forget(START + 1)).toBe(1);
    expect(runner.list({ limit: 10 }).executions.map(({ name }) => name)).toEqual(['y']);
    expect(await of.answer(runner, 'A', ok())).toBe('unknown');
  });
});

describe('aborting', () => {
  it('ends a running execution once, whatever it waits for', async () => {
    await runner.start('one', 'x', {});
    await runner.quiet();
    expect(await runner.abort('one', 'x', { error: 'Ops', cause: 'asked to' })).toBe('aborted');
    expect(runner.describe('one', 'x')).toMatchObject({ status: 'ABORTED', error: 'Ops', cause: 'asked to' });
    expect(runner.history('one', 'x').at(-1)?.type).toBe('ExecutionAborted');
    expect(await runner.abort('one', 'x')).toBe('over');
    expect(await runner.abort('one', 'nobody')).toBe('unknown');
    expect(await of.answer(runner, 'A', ok())).toBe('timed-out');
  });
});

describe('stopping and coming back', () => {
  it('waits on for a token that was given out before, without asking again', async () => {
    await runner.start('one', 'x', {});
    await runner.quiet();
    await runner.stop();
    runner = of.open();
    await runner.resume();
    await runner.quiet();
    expect(of.sent).toHaveLength(1);
    await of.answer(runner, 'A', ok());
    expect(runner.describe('one', 'x')?.status).toBe('SUCCEEDED');
  });

  it('rings for what became due while it was away, and waits on for the rest', async () => {
    await runner.start('one', 'x', {});
    await runner.start('waiting', 'y', {});
    await runner.quiet();
    await runner.stop();
    const gone = of.open();
    await of.pass(gone, 61_000);
    await gone.stop();
    runner = of.open();
    await runner.resume();
    await of.pass(runner, 0);
    expect(runner.describe('one', 'x')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(runner.describe('waiting', 'y')?.status).toBe('RUNNING');
    await of.pass(runner, 3_000_000_000);
    expect(runner.describe('waiting', 'y')).toMatchObject({ status: 'SUCCEEDED', ended: START + 3_000_000_000 });
  });

  it('goes on by the definition an execution began with', async () => {
    await runner.start('one', 'x', {});
    await runner.quiet();
    await runner.stop();
    of.definitions.set('one', loadDefinition(machine({ A: task({ Output: 'new' }) })));
    runner = of.open();
    await runner.resume();
    await of.answer(runner, 'A', ok());
    expect(runner.describe('one', 'x')?.output).toBe('old');
  });

  it('takes no outcome when stopped, so that the worker asks again', async () => {
    await runner.start('one', 'x', {});
    await runner.quiet();
    const token = of.last('A').token ?? '';
    const answer = runner.complete(token, ok());
    const late = runner.stop().then(() => runner.complete(token, ok()));
    await expect(late).rejects.toThrow();
    await answer.catch(() => undefined);
    runner = of.open();
    await runner.resume();
    expect(await runner.complete(token, ok())).toBe('done');
  });

  it('tries again a while after the journal failed', async () => {
    await runner.stop();
    let failures = 0;
    runner = of.open((moment) => {
      if (moment === 'before' && failures-- > 0) throw new Error('disk full');
    });
    await runner.start('one', 'x', {});
    failures = 1;
    await runner.quiet();
    expect(of.faults).toEqual([new Error('disk full')]);
    expect(of.sent).toEqual([]);
    await of.pass(runner, 5_000);
    await of.answer(runner, 'A', ok());
    expect(runner.describe('one', 'x')?.status).toBe('SUCCEEDED');
  });
});
