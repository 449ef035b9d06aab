import { accountOf } from '@wikibot/contracts/define/actor';
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { entitlementsGranted } from '@wikibot/contracts/facts/billing';
import { subscriptionStream } from '@wikibot/contracts/facts/billing';
import type { describePlan } from '@wikibot/contracts/requests/billing';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { usageOf } from '../views/usage.ts';

const slice: AnswerSlice<typeof describePlan, Ports> = async (_data, { actor }, ports) => {
  const accountId = accountOf(actor);
  const latest = accountId ? await ports.events.latest(streamOf(subscriptionStream, accountId), 20) : [];
  const granted = latest.find(isGrant);
  if (!accountId || !granted) return refusals['plan.unknown']({});
  return { ok: true, answer: { plan: granted.data.plan, limits: granted.data.limits, usage: await usageOf(ports, accountId) }, token: {} };
};

export default slice;

const isGrant = (fact: FactEnvelope): fact is FactEnvelope & FactOf<typeof entitlementsGranted> =>
  fact.name === 'billing.EntitlementsGranted';
