import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../kernel/table.ts';
import { loadDefinition } from './definition.ts';
import { machine, ok, START, task, worldForEach } from './fixtures/world.ts';

const machines = {
  one: machine({ A: task({ Output: 'old' }) }),
  waiting: machine({ A: { Type: 'Wait', Seconds: 3_000_000, End: true } }),
};

const of = worldForEach(machines);

describe('starting', () => {
  it('is harmless to repeat with the same input, in any order of fields, running or ended', async () => {
    expect(await of.runner.start('one', 'x', { a: 1, b: 2 })).toBe('started');
    expect(await of.runner.start('one', 'x', { b: 2, a: 1 })).toBe('exists');
    await of.answer('A', ok());
    expect(await of.runner.start('one', 'x', { a: 1, b: 2 })).toBe('exists');
    expect(of.sent).toHaveLength(1);
  });

  it('starts once when asked twice at the same time', async () => {
    const answers = await Promise.all([of.runner.start('one', 'x', {}), of.runner.start('one', 'x', {})]);
    expect(answers).toEqual(['started', 'exists']);
  });

  it.each<[string, string, string, Json]>([
    ['ExecutionAlreadyExists', 'one', 'x', { other: true }],
    ['StateMachineDoesNotExist', 'two', 'y', {}],
    ['InvalidName', 'one', 'with space', {}],
    ['InvalidName', 'one', 'x'.repeat(81), {}],
  ])('is refused with %s', async (refusal, ...begin) => {
    await of.runner.start('one', 'x', {});
    await expect(of.runner.start(...begin)).rejects.toMatchObject({ name: refusal });
  });
});

describe('looking', () => {
  it('lists the newest first, by machine and status, page by page', async () => {
    for (const name of ['a', 'b', 'c']) await of.runner.start('one', name, {});
    await of.runner.start('waiting', 'd', {});
    await of.runner.quiet();
    await of.answer('A', ok());
    const page = of.runner.list({ limit: 2 });
    expect(page.executions.map(({ name }) => name)).toEqual(['d', 'c']);
    expect(of.runner.list({ limit: 2, after: page.next ?? '' }).executions.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(of.runner.list({ limit: 10, stateMachine: 'one', status: 'RUNNING' }).executions.map(({ name }) => name)).toEqual(['b', 'a']);
    expect(of.runner.list({ limit: 10, status: 'SUCCEEDED' }).executions).toEqual([
      { stateMachine: 'one', name: 'c', status: 'SUCCEEDED', started: START, ended: START },
    ]);
  });

  it('knows nothing of what does not exist', () => {
    expect(of.runner.describe('one', 'nobody')).toBeUndefined();
    expect(of.runner.history('one', 'nobody')).toEqual([]);
  });

  it('numbers events and says which one each followed', async () => {
    await of.runner.start('one', 'x', {});
    await of.answer('A', ok());
    expect(of.runner.history('one', 'x').map(({ id, previousEventId }) => [id, previousEventId])).toEqual(
      Array.from({ length: 8 }, (_, at) => [at + 1, at]),
    );
  });

  it('forgets what ended long ago, and nothing that runs', async () => {
    await of.runner.start('one', 'x', {});
    await of.runner.start('waiting', 'y', {});
    await of.answer('A', ok());
    expect(await of.runner.forget(START)).toBe(0);
    expect(await of.runner.forget(START + 1)).toBe(1);
    expect(of.runner.list({ limit: 10 }).executions.map(({ name }) => name)).toEqual(['y']);
    expect(await of.answer('A', ok())).toBe('unknown');
  });
});

describe('aborting', () => {
  it('ends a running execution once, whatever it waits for', async () => {
    await of.runner.start('one', 'x', {});
    await of.runner.quiet();
    expect(await of.runner.abort('one', 'x', { error: 'Ops', cause: 'asked to' })).toBe('aborted');
    expect(of.runner.describe('one', 'x')).toMatchObject({ status: 'ABORTED', error: 'Ops', cause: 'asked to' });
    expect(of.runner.history('one', 'x').at(-1)?.type).toBe('ExecutionAborted');
    expect(await of.runner.abort('one', 'x')).toBe('over');
    expect(await of.runner.abort('one', 'nobody')).toBe('unknown');
    expect(await of.answer('A', ok())).toBe('timed-out');
  });
});

describe('stopping and coming back', () => {
  it('waits on for a token that was given out before, without asking again', async () => {
    await of.runner.start('one', 'x', {});
    await of.runner.quiet();
    await of.runner.stop();
    of.open();
    await of.runner.resume();
    await of.runner.quiet();
    expect(of.sent).toHaveLength(1);
    await of.answer('A', ok());
    expect(of.runner.describe('one', 'x')?.status).toBe('SUCCEEDED');
  });

  it('rings for what became due while it was away, and waits on for the rest', async () => {
    await of.runner.start('one', 'x', {});
    await of.runner.start('waiting', 'y', {});
    await of.runner.quiet();
    await of.runner.stop();
    of.open();
    await of.pass(61_000);
    await of.runner.stop();
    of.open();
    await of.runner.resume();
    await of.pass(0);
    expect(of.runner.describe('one', 'x')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(of.runner.describe('waiting', 'y')?.status).toBe('RUNNING');
    await of.pass(3_000_000_000);
    expect(of.runner.describe('waiting', 'y')).toMatchObject({ status: 'SUCCEEDED', ended: START + 3_000_000_000 });
  });

  it('goes on by the definition an execution began with', async () => {
    await of.runner.start('one', 'x', {});
    await of.runner.quiet();
    await of.runner.stop();
    of.definitions.set('one', loadDefinition(machine({ A: task({ Output: 'new' }) })));
    of.open();
    await of.runner.resume();
    await of.answer('A', ok());
    expect(of.runner.describe('one', 'x')?.output).toBe('old');
  });

  it('takes no outcome when stopped, so that the worker asks again', async () => {
    await of.runner.start('one', 'x', {});
    await of.runner.quiet();
    const token = of.last('A').token ?? '';
    const answer = of.runner.complete(token, ok());
    const late = of.runner.stop().then(() => of.runner.complete(token, ok()));
    await expect(late).rejects.toThrow();
    await answer.catch(() => undefined);
    of.open();
    await of.runner.resume();
    expect(await of.runner.complete(token, ok())).toBe('done');
  });

  it('tries again a while after the journal failed', async () => {
    await of.runner.stop();
    let failures = 0;
    of.open((moment) => {
      if (moment === 'before' && failures-- > 0) throw new Error('disk full');
    });
    await of.runner.start('one', 'x', {});
    failures = 1;
    await of.runner.quiet();
    expect(of.takeFaults()).toEqual([new Error('disk full')]);
    expect(of.sent).toEqual([]);
    await of.pass(5_000);
    await of.answer('A', ok());
    expect(of.runner.describe('one', 'x')?.status).toBe('SUCCEEDED');
  });
});
