import { describe, expect, it } from '@jest/globals';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import { randomIds } from '@wikibot/platform/kernel/ids';
import { movableClock } from '@wikibot/platform/kernel/test-clock';
import { testContext, testKernel } from '@wikibot/platform/kernel/test-kernel';
import fc from 'fast-check';
import { billing } from './manifest.ts';
import type { Ports } from './ports.ts';
import { usageOf } from './views/usage.ts';

const ada = AccountId.parse(`acc_${'a'.repeat(32)}`);
const bob = AccountId.parse(`acc_${'b'.repeat(32)}`);
const wiki = (number: number): WikiId => WikiId.parse(`wik_${String(number).padStart(32, '0')}`);
const STREAM = `subscription/${ada}`;

const setUp = async (defaultPlan = 'free') => {
  const clock = movableClock();
  const kernel = await testKernel<Ports>(billing, { clock, deployment: { defaultPlan } });
  const ids = randomIds(clock.now);
  const fact = (name: string, stream: string, over: { sequence?: number; data: unknown; accountId?: AccountId }): FactEnvelope => ({
    ...testContext(),
    id: ids.uuid(),
    kind: 'fact',
    name,
    version: 1,
    time: new Date(clock.now()).toISOString(),
    tenant: { accountId: over.accountId ?? ada },
    stream,
    sequence: over.sequence ?? 1,
    data: over.data,
  });
  const unit = billing.units.describePlan;
  return {
    ...kernel,
    opened: () => fact('auth.AccountOpened', `account/${ada}`, { data: { accountId: ada, provider: 'local' } }),
    about: (
      [wikiId, sequence]: readonly [WikiId, number],
      name: string,
      { by = ada, ...data }: { readonly by?: AccountId; readonly [field: string]: unknown },
    ) => fact(name, `wiki/${wikiId}`, { sequence, data: { wikiId, ...data }, accountId: by }),
    react: (message: FactEnvelope) => kernel.runtime.deliver('billing.grantDefaultPlanWhenAccountOpened', message),
    count: (message: FactEnvelope) => kernel.runtime.deliver('billing.usage', message),
    plan: (accountId = ada) => kernel.runtime.requests.call(unit, { data: {}, context: testContext({ accountId }) }),
  };
};

const founded = { ownerId: ada, slug: 'notes', name: 'Notes', purpose: '', visibility: 'private', categories: [] };
const moved = (pages: number) => ({
  head: '1'.repeat(40),
  previous: null,
  intent: 'save',
  commits: [{ id: '1'.repeat(40), message: 'x' }],
  changes: [],
  pages,
});

describe('a new account', () => {
  it('gets the plan of the deployment once, however often it is heard of', async () => {
    const { opened, react, facts } = await setUp();
    const message = opened();
    for (let copy = 0; copy < 3; copy += 1) await react(message);
    await react(opened());
    expect(await facts(STREAM)).toMatchObject([
      {
        name: 'billing.EntitlementsGranted',
        tenant: { accountId: ada },
        data: { accountId: ada, plan: 'free', limits: { wikis: 1, pagesPerWiki: 500 } },
      },
    ]);
  });

  it('gets it once when copies arrive at once', async () => {
    const { opened, react, facts } = await setUp();
    const message = opened();
    await Promise.all([react(message), react(message), react(opened())]);
    expect(await facts(STREAM)).toHaveLength(1);
  });

  it('waits for its plan where the deployment names one that is not sold, so that it can be mended', async () => {
    const { opened, react, facts } = await setUp('gold');
    await expect(react(opened())).rejects.toThrow('no plan gold');
    expect(await facts(STREAM)).toEqual([]);
  });
});

describe('the plan of an account', () => {
  it('is told with its limits and what is used', async () => {
    const { opened, react, count, about, plan } = await setUp('premium');
    await react(opened());
    await count(about([wiki(1), 1], 'wiki.WikiFounded', founded));
    await count(about([wiki(1), 2], 'wiki.HeadMoved', moved(7)));
    await count(about([wiki(2), 1], 'wiki.WikiFounded', founded));
    await count(about([wiki(3), 1], 'wiki.WikiFounded', { ...founded, ownerId: bob, by: bob }));
    expect(await plan()).toMatchObject({
      ok: true,
      answer: { plan: 'premium', limits: { wikis: 12 }, usage: { wikis: 2, pages: 7, largestWiki: 7 } },
    });
  });

  it('is not known before it was granted, nor to a stranger', async () => {
    const { plan, runtime } = await setUp();
    expect(await plan()).toMatchObject({ ok: false, refusal: { code: 'plan.unknown' } });
    expect(await runtime.requests.call(billing.units.describePlan, { data: {}, context: testContext() })).toMatchObject({ ok: false });
  });
});

describe('usage', () => {
  it('forgets a wiki that was abandoned', async () => {
    const { count, about, ports } = await setUp();
    await count(about([wiki(1), 1], 'wiki.WikiFounded', founded));
    await count(about([wiki(1), 2], 'wiki.WikiAbandoned', { reason: 'x' }));
    expect(await usageOf(ports, ada)).toEqual({ wikis: 0, pages: 0, largestWiki: 0 });
  });

  it('is the same whatever the order of the facts', async () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 10 });
    await fc.assert(
      fc.asyncProperty(order, async (indexes) => {
        const { count, about, ports } = await setUp();
        const facts = [
          about([wiki(1), 1], 'wiki.WikiFounded', founded),
          about([wiki(1), 2], 'wiki.HeadMoved', moved(3)),
          about([wiki(1), 3], 'wiki.HeadMoved', moved(5)),
          about([wiki(2), 1], 'wiki.WikiFounded', founded),
          about([wiki(2), 2], 'wiki.WikiAbandoned', { reason: 'x' }),
        ];
        for (const index of indexes) for (const fact of facts.slice(index, index + 1)) await count(fact);
        expect(await usageOf(ports, ada)).toEqual({ wikis: 1, pages: 5, largestWiki: 5 });
      }),
      { numRuns: 40 },
    );
  });

  it('counts every wiki, however many', async () => {
    const { count, about, ports } = await setUp();
    for (let number = 0; number < 1_005; number += 1) await count(about([wiki(number), 1], 'wiki.HeadMoved', moved(1)));
    expect(await usageOf(ports, ada)).toEqual({ wikis: 1_005, pages: 1_005, largestWiki: 1 });
  });
});
