import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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

/** A hook that kills at one moment around the journal's writes (0: never); nothing is written after it. */
const killer = (at: number) => {
  let moments = 0;
  return {
    moments: () => moments,
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

/** Opens runners that are killed one after the other at the given moments of their lives, and resumes from the journal. */
const mortal = (of: World, kills: readonly number[]) => {
  const left = [...kills];
  let kill = killer(left.shift() ?? 0);
  let runner = of.open(kill.hook);
  return {
    runner: () => runner,
    moments: () => kill.moments(),
    /** Brings a killed runner back; answers whether it was needed. */
    revive: async () => {
      if (!kill.dead()) return false;
      await runner.stop();
      kill = killer(left.shift() ?? 0);
      runner = of.open(kill.hook);
      await runner.resume();
      return true;
    },
  };
};

/** Plays a story to its end; the starter asks again until it is told that the execution exists. */
const play = async ({ machine, input, workers }: Story, kills: readonly number[]): Promise<End> => {
  const of = world({ [machine]: example(machine) });
  const life = mortal(of, kills);
  const begin = () =>
    life
      .runner()
      .start(machine, 'one', input)
      .catch(() => undefined);
  await begin();
  let delivered = 0;
  for (let turn = 0; turn < 1000; turn += 1) {
    await life.runner().quiet();
    if (await life.revive()) {
      await begin();
      continue;
    }
    if ((life.runner().describe(machine, 'one')?.status ?? 'RUNNING') !== 'RUNNING') break;
    delivered += (await deliver(of, life.runner(), { workers, event: of.sent[delivered] })) ? 1 : 0;
  }
  const view = life.runner().describe(machine, 'one');
  expect(of.faults.every((fault) => fault instanceof Killed)).toBe(true);
  const done = [...new Set(of.sent.map(({ stateName, detail }) => `${stateName} ${JSON.stringify(detail.data ?? null)}`))].toSorted();
  await life.runner().stop();
  of.tidy();
  return { result: view && [view.status, view.output, view.error, view.cause], done, moments: life.moments() };
};

/** One event to its worker, or when there is none the clock to the next timer; an outcome that was not taken is given again. */
const deliver = async (
  of: World,
  runner: SagaRunner,
  { workers, event }: { workers: Workers; event: Sent | undefined },
): Promise<boolean> => {
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

const toSameEnd = async (story: Story, kills: readonly number[], reference: End): Promise<void> => {
  const { result, done } = await play(story, kills);
  expect({ kills, result, done }).toEqual({ kills, result: reference.result, done: reference.done });
};

describe.each(Object.entries(stories))('%s', (_title, story) => {
  it('comes to the same end, with all work done, wherever it is killed', async () => {
    const reference = await play(story, []);
    expect(reference.moments).toBeGreaterThan(20);
    for (let at = 1; at <= reference.moments; at += 1) await toSameEnd(story, [at], reference);
  }, 120_000);

  it('comes to the same end when it is killed again and again', async () => {
    const reference = await play(story, []);
    expect(reference.result).toBeDefined();
    const lives = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lives, (kills) => toSameEnd(story, kills, reference)),
      { numRuns: 3 },
    );
  }, 120_000);
});
