import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../kernel/table.ts';
import type { Sent, World } from './fixtures/world.ts';
import { example, failed, ok, world } from './fixtures/world.ts';
import type { Outcome } from './happen.ts';
import type { SagaRunner } from './runner.ts';

/** What the workers of a story answer; they answer each event they see, also a repeated one, the same. */
type Workers = (sent: Sent) => Outcome | 'silent';

interface Story {
  readonly machine: string;
  readonly input: Json;
  readonly workers: Workers;
}

const steps: Readonly<Record<string, Json>> = {
  CommitStarterPages: { head: 'h1' },
  FetchTemplate: { payload: 'sha' },
  CreateIndex: { version: 2, paths: ['a', 'b', 'c', 'd', 'e'] },
  IndexBatch: { indexed: 2 },
  Verify: { ok: true },
};
const work: Workers = ({ stateName }) => ok(steps[stateName] ?? {});
const wiki = { wikiId: 'w1', slug: 's', owner: 'a1' };

const stories: Readonly<Record<string, Story>> = {
  'a bootstrap that succeeds': { machine: 'bootstrap', input: { ...wiki, template: 't' }, workers: work },
  'a bootstrap that is undone': {
    machine: 'bootstrap',
    input: wiki,
    workers: (sent) => (sent.stateName === 'GrantOwner' ? failed('Refused', 'no such account') : work(sent)),
  },
  'a bootstrap whose index is never ready': {
    machine: 'bootstrap',
    input: wiki,
    workers: (sent) => (sent.stateName === 'AwaitIndexed' ? 'silent' : work(sent)),
  },
  'a reindex in batches': { machine: 'reindex', input: { wikiId: 'w1' }, workers: work },
  'a reindex that cannot be verified': {
    machine: 'reindex',
    input: { wikiId: 'w1' },
    workers: (sent) => (sent.stateName === 'Verify' ? ok({ ok: false }) : work(sent)),
  },
};

class Killed extends Error {}

/** A hook that kills at one moment around the journal's writes; nothing is written after it. */
const killer = (at: number) => {
  let moments = 0;
  return {
    count: () => moments,
    dead: () => at > 0 && moments >= at,
    hook: () => {
      moments += 1;
      if (at > 0 && moments >= at) throw new Killed();
    },
  };
};

interface End {
  readonly result: unknown;
  readonly done: readonly string[];
  readonly moments: number;
}

/** Plays a story to its end, killed at the given moment (0: never) and resumed from the journal. */
const play = async ({ machine, input, workers }: Story, at: number): Promise<End> => {
  const of = world({ [machine]: example(machine) });
  const kill = killer(at);
  let runner = of.open(kill.hook);
  let delivered = 0;
  const startAgain = () => runner.start(machine, 'one', input).catch(() => undefined);
  await startAgain();
  for (let turn = 0; turn < 500; turn += 1) {
    await runner.quiet();
    if (kill.dead() && !revived.has(runner)) {
      await runner.stop();
      runner = of.open();
      revived.add(runner);
      await runner.resume();
      await startAgain();
      continue;
    }
    const status = runner.describe(machine, 'one')?.status;
    if (status !== undefined && status !== 'RUNNING') break;
    delivered += (await deliver(of, runner, { workers, delivered })) ? 1 : 0;
  }
  const view = runner.describe(machine, 'one');
  expect(of.faults.every((fault) => fault instanceof Killed)).toBe(true);
  const done = [...new Set(of.sent.map(({ stateName, detail }) => `${stateName} ${JSON.stringify(detail.data ?? null)}`))].toSorted();
  await runner.stop();
  of.tidy();
  return { result: view && [view.status, view.output, view.error, view.cause], done, moments: kill.count() };
};
const revived = new WeakSet<SagaRunner>();

/** One event to its worker, or when there is none the clock to the next timer; an outcome that was not taken is given again. */
const deliver = async (
  of: World,
  runner: SagaRunner,
  { workers, delivered }: { workers: Workers; delivered: number },
): Promise<boolean> => {
  const event = of.sent[delivered];
  if (event === undefined) {
    await of.pass(runner, of.nextTimer() ?? 0);
    return false;
  }
  const outcome = workers(event);
  if (outcome === 'silent' || event.token === undefined) return true;
  return runner.complete(event.token, outcome).then(
    () => true,
    () => false,
  );
};

describe.each(Object.entries(stories))('%s', (_title, story) => {
  it('comes to the same end, with all work done, wherever it is killed', async () => {
    const reference = await play(story, 0);
    expect(reference.result).toBeDefined();
    expect(reference.moments).toBeGreaterThan(20);
    for (let at = 1; at <= reference.moments; at += 1) {
      const { result, done } = await play(story, at);
      expect({ at, result, done }).toEqual({ at, result: reference.result, done: reference.done });
    }
  }, 120_000);
});
