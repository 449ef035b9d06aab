import { describe, expect, it } from '@jest/globals';
import { example, failed, ok, worldForEach } from './fixtures/world.ts';

const of = worldForEach({ bootstrap: example('bootstrap') });
const begin = (template?: string) =>
  of.runner.start('bootstrap', 'saga-1', { wikiId: 'w1', slug: 'handbook', owner: 'a1', ...(template && { template }) });
const view = () => of.runner.describe('bootstrap', 'saga-1');
const asked = () => of.sent.map(({ entry }) => entry.DetailType);

describe('the bootstrap of a wiki', () => {
  it('goes step by step to an active wiki', async () => {
    await begin();
    await of.answer('ReserveSlug', ok());
    await of.answer('CreateRepository', ok());
    await of.answer('CommitStarterPages', ok({ head: 'h1' }));
    await of.answer('GrantOwner', ok());
    await of.answer('AwaitIndexed', ok());
    await of.answer('AwaitRendered', ok());
    await of.answer('Activate', ok());
    expect(view()).toMatchObject({ status: 'SUCCEEDED', output: { wikiId: 'w1', head: 'h1' } });
    expect(of.last('AwaitIndexed').detail.data).toEqual({ wikiId: 'w1', head: 'h1' });
  });

  it('fetches a template for as long as the fetcher reports progress', async () => {
    await begin('https://example.org/template.zip');
    await of.answer('ReserveSlug', ok());
    await of.answer('CreateRepository', ok());
    for (let minute = 0; minute < 10; minute += 1) {
      await of.pass(50_000);
      await of.runner.heartbeat(of.last('FetchTemplate').token ?? '');
    }
    await of.answer('FetchTemplate', ok({ payload: 'sha' }));
    expect(of.last('CommitStarterPages').detail.data).toEqual({ wikiId: 'w1', payload: 'sha' });
  });

  it('removes nothing when the slug is refused', async () => {
    await begin();
    await of.answer('ReserveSlug', failed('Refused', 'slug taken'));
    expect(view()).toMatchObject({ status: 'FAILED', error: 'NotStarted', cause: '{"Error":"Refused","Cause":"slug taken"}' });
    expect(asked()).toEqual(['wiki.ReserveSlug.v1']);
  });

  it('undoes everything when a step fails for good, and says why', async () => {
    await begin();
    await of.answer('ReserveSlug', ok());
    await of.answer('CreateRepository', ok());
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await of.answer('CommitStarterPages', failed('DiskFull', 'no space'));
      await of.pass(10_000);
    }
    await of.answer('Abandon', ok());
    const removals = () => of.sent.filter(({ stateName }) => stateName === 'Remove');
    for (let done = 0; done < 4; done += 1) await of.runner.complete(removals()[done]?.token ?? '', ok()).then(() => of.runner.quiet());
    await of.answer('ReleaseSlug', ok());
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
    for (const state of ['ReserveSlug', 'CreateRepository']) await of.answer(state, ok());
    await of.answer('CommitStarterPages', ok({ head: 'h1' }));
    await of.answer('GrantOwner', ok());
    await of.answer('AwaitRendered', ok());
    await of.pass(305_000);
    expect(asked().filter((type) => type === 'search.AwaitHead.v1')).toHaveLength(2);
    await of.pass(300_000);
    expect(view()?.at).toEqual(['Abandon']);
  });
});
