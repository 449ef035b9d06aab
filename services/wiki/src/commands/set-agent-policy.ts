import { streamOf } from '@wikibot/contracts/define/fact';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { setAgentPolicy } from '@wikibot/contracts/requests/agent-policy';
import { EVERYTHING, isSamePolicy, prefixNamedTwice, prefixOfNothing } from '../domain/policy/agent-access.ts';
import { policyRefusals } from '../domain/policy/policy-refusals.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Whoever could loosen the policy that binds them would not be bound: an agent of the owner cannot set it either. */
const slice: AnswerSlice<typeof setAgentPolicy, Ports> = async (policy, context, ports) => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const unfit = ruleProblem(policy);
  if (unfit) return unfit;
  return ports.events.commit(context, streamOf(wikiStream, wikiId), async (sequence) => {
    const wiki = await ports.wikis.get(wikiId);
    if (!wiki || wiki.status === 'failed') return refusals['wiki.not-found']({});
    if (context.actor.kind !== 'person')
      return policyRefusals['agent.policy-by-person']({ owner: (await ports.names.of(wiki.ownerId)) ?? null });
    if (isSamePolicy(wiki.agentPolicy ?? EVERYTHING, policy)) return { ok: true, facts: [], answer: { policy, sequence } };
    return {
      ok: true,
      facts: [{ name: 'wiki.AgentPolicySet', data: { wikiId, policy } }],
      changes: [ports.wikis.putting({ ...wiki, agentPolicy: policy })],
      tenant: { accountId: wiki.ownerId, wikiId },
      answer: { policy, sequence: sequence + 1 },
    };
  });
};

export default slice;

const ruleProblem = ({ rules }: AgentPolicy): Refused | undefined => {
  const nothing = prefixOfNothing(rules);
  if (nothing !== undefined) return policyRefusals['agent.rule-for-nothing']({ prefix: nothing });
  const twice = prefixNamedTwice(rules);
  return twice === undefined ? undefined : policyRefusals['agent.rule-twice']({ prefix: twice });
};
