import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { World } from './fixtures/world.ts';
import { example, failed, ok, world } from './fixtures/world.ts';
import type { SagaRunner } from './runner.ts';

let of: World;
let runner: SagaRunner;
beforeEach(async () => {
  of = world({ bootstrap: example('bootstrap') });
  runner = of.open();
});
afterEach(async () => {
  await runner.stop();
  of.tidy();
  expect(of.faults).toEqual([]);
});

const begin = (template?: string) =>
  runner.start('bootstrap', 'saga-1', { wikiId: 'w1', slug: 'handbook', owner: 'a1', ...(template && { template }) });
const view = () => runner.describe('bootstrap', 'saga-1');
const asked = () => of.sent.map(({ entry }) => entry.DetailType);

describe('the bootstrap of a wiki', () => {
  it('goes step by step to an active wiki', async () => {
    await begin();
    await of.answer(runner, 'ReserveSlug', ok());
    await of.answer(runner, 'CreateRepository', ok());
    await of.answer(runner, 'CommitStarterPages', ok({ head: 'h1' }));
    await of.answer(runner, 'GrantOwner', ok());
    await of.answer(runner, 'AwaitIndexed', ok());
    await of.answer(runner, 'AwaitRendered', ok());
    await of.answer(runner, 'Activate', ok());
    expect(view()).toMatchObject({ status: 'SUCCEEDED', output: { wikiId: 'w1', head: 'h1' } });
    expect(of.last('AwaitIndexed').detail.data).toEqual({ wikiId: 'w1', head: 'h1' });
  });

  it('fetches a template for as long as the fetcher reports progress', async () => {
    await begin('https://example.org/template.zip');
    await of.answer(runner, 'ReserveSlug', ok());
    await of.answer(runner, 'CreateRepository', ok());
    for (let minute = 0; minute < 10; minute += 1) {
      await of.pass(runner, 50_000);
      await runner.heartbeat(of.last('FetchTemplate').token ?? '');
    }
    await of.answer(runner, 'FetchTemplate', ok({ payload: 'sha' }));
    expect(of.last('CommitStarterPages').detail.data).toEqual({ wikiId: 'w1', payload: 'sha' });
  });

  it('removes nothing when the slug is refused', async () => {
    await begin();
    await of.answer(runner, 'ReserveSlug', failed('Refused', 'slug taken'));
    expect(view()).toMatchObject({ status: 'FAILED', error: 'NotStarted', cause: '{"Error":"Refused","Cause":"slug taken"}' });
    expect(asked()).toEqual(['wiki.ReserveSlug.v1']);
  });

  it('undoes everything when a step fails for good, and says why', async () => {
    await begin();
    await of.answer(runner, 'ReserveSlug', ok());
    await of.answer(runner, 'CreateRepository', ok());
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await of.answer(runner, 'CommitStarterPages', failed('DiskFull', 'no space'));
      await of.pass(runner, 10_000);
    }
    await of.answer(runner, 'Abandon', ok());
    const removals = () => of.sent.filter(({ stateName }) => stateName === 'Remove');
    for (let done = 0; done < 4; done += 1) await runner.complete(removals()[done]?.token ?? '', ok()).then(() => runner.quiet());
    await of.answer(runner, 'ReleaseSlug', ok());
    expect(view()).toMatchObject({ status: 'FAILED', error: 'Compensated', cause: '{"Error":"DiskFull","Cause":"no space"}' });
    expect(removals().map(({ entry }) => entry.DetailType)).toEqual([
      'search.DropIndex.v1',
      'render.DropFragments.v1',
      'auth.RevokeGrants.v1',
      'wiki.DeleteRepository.v1',
    ]);
    expect(of.last('Abandon').detail.data).toEqual({ wikiId: 'w1', reason: 'DiskFull' });
  });

  it('asks for readiness once more after a timeout, then undoes', async () => {
    await begin();
    for (const state of ['ReserveSlug', 'CreateRepository']) await of.answer(runner, state, ok());
    await of.answer(runner, 'CommitStarterPages', ok({ head: 'h1' }));
    await of.answer(runner, 'GrantOwner', ok());
    await of.answer(runner, 'AwaitRendered', ok());
    await of.pass(runner, 305_000);
    expect(asked().filter((type) => type === 'search.AwaitHead.v1')).toHaveLength(2);
    await of.pass(runner, 300_000);
    expect(view()?.at).toEqual(['Abandon']);
  });
});
