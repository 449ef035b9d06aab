import { streamOf } from '@wikibot/contracts/define/fact';
import type { ReactionSlice } from '@wikibot/contracts/define/service';
import type { accountOpened } from '@wikibot/contracts/facts/auth';
import { subscriptionStream } from '@wikibot/contracts/facts/billing';
import { planNamed } from '../domain/catalogue.ts';
import type { Ports } from '../ports.ts';

/** Granted once: a stream that has begun says already what the account may use. */
const slice: ReactionSlice<typeof accountOpened, Ports> = async ({ data: { accountId } }, context, { deployment, events }) => {
  const plan = planNamed(deployment.defaultPlan);
  if (!plan) throw new Error(`there is no plan ${deployment.defaultPlan} in the catalogue`);
  await events.commit({ ...context, tenant: { accountId } }, streamOf(subscriptionStream, accountId), async (sequence) => ({
    ok: true,
    facts: sequence > 0 ? [] : [{ name: 'billing.EntitlementsGranted', data: { accountId, plan: plan.name, limits: plan.limits } }],
    answer: {},
  }));
};

export default slice;
