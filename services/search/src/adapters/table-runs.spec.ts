import { describe, expect, it } from '@jest/globals';
import { randomIds } from '@wikibot/platform/kernel/ids';
import { memoryTable } from '@wikibot/platform/kernel/memory-table';
import { sagaReader } from '@wikibot/platform/kernel/saga-reader';
import { movableClock } from '@wikibot/platform/kernel/test-clock';
import { tableRuns } from './table-runs.ts';

const setUp = () => {
  const clock = movableClock();
  const table = memoryTable({ now: () => clock.now() });
  return { clock, runs: tableRuns({ table, clock, ids: randomIds(() => clock.now()), sagas: sagaReader(table) }) };
};

const HOUR = 60 * 60 * 1000;

describe('runs that index wikis anew', () => {
  it('are one at a time for a wiki', async () => {
    const { runs } = setUp();
    const [one, other] = await Promise.all([runs.start('w'), runs.start('w')]);
    expect([one, other].filter((run) => run !== undefined)).toHaveLength(1);
    expect(await runs.start('w')).toBeUndefined();
  });

  it('wait for their turn, the longest waiting first, so many at once', async () => {
    const { runs, clock } = setUp();
    for (const wiki of ['c', 'b', 'a', 'a']) {
      await runs.want(wiki);
      clock.forward(1);
    }
    await runs.startWaiting(2);
    const statuses = async () => Promise.all(['a', 'b', 'c'].map(async (wiki) => (await runs.describe(wiki)).status));
    expect(await statuses()).toEqual(['idle', 'in_progress', 'in_progress']);
    await runs.startWaiting(2);
    expect(await statuses()).toEqual(['idle', 'in_progress', 'in_progress']);
    await runs.note('c', { run: (await runs.of('c'))?.run ?? '', status: 'complete' });
    await runs.startWaiting(2);
    expect(await statuses()).toEqual(['in_progress', 'in_progress', 'complete']);
  });

  it('are not tried again by themselves for an hour after they failed', async () => {
    const { runs, clock } = setUp();
    const run = (await runs.start('w')) ?? '';
    await runs.note('w', { run, status: 'error', reason: 'x' });
    await runs.want('w');
    await runs.startWaiting(2);
    expect(await runs.describe('w')).toMatchObject({ status: 'error', reason: 'x', ended: expect.any(String) });
    clock.forward(HOUR + 1);
    await runs.want('w');
    await runs.startWaiting(2);
    expect(await runs.describe('w')).toMatchObject({ status: 'in_progress' });
  });

  it('count each part once, and hear nothing of what belongs to another run', async () => {
    const { runs } = setUp();
    const run = (await runs.start('w')) ?? '';
    await Promise.all([
      runs.note('w', { run, parts: 3 }),
      runs.note('w', { run, step: 'RefillPages' }),
      runs.note('w', { run: 'other', status: 'error' }),
    ]);
    for (const part of ['a', 'b', 'a']) await runs.notePart(run, part);
    expect(await runs.describe('w')).toMatchObject({ status: 'in_progress', done: 2, parts: 3, step: 'RefillPages' });
  });
});
