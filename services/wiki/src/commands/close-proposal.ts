/** A proposal ends without coming into the wiki. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { NewFact } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { ProposalId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { proposalsStream } from '@wikibot/contracts/facts/proposals';
import type { ProposalStatus } from '@wikibot/contracts/requests/proposals';
import type { Closing, Proposal } from '../domain/proposing/proposal.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { Asked } from './asked-proposal.ts';
import { openProposal } from './asked-proposal.ts';

type Ended = Exclude<ProposalStatus, 'open' | 'merged'>;

export interface Ending extends Asked {
  readonly status: Ended;
  readonly reason: string | undefined;
  /** A reason of the slice's own to refuse. */
  readonly unless: (proposal: Proposal) => Refused | undefined;
  readonly fact: (proposal: Proposal) => NewFact;
}

export const closeProposal = async (
  ending: Ending,
  context: Context,
  ports: Ports,
): Promise<Outcome<{ proposal: ProposalId; status: ProposalStatus }>> => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.events.commit(context, streamOf(proposalsStream, wikiId), async () => {
    const found = await openProposal(ending, { context, wikiId, ports });
    if (!found.ok) return found;
    const refused = ending.unless(found.proposal);
    if (refused) return refused;
    const { status, reason } = ending;
    const time = new Date(ports.clock.now()).toISOString();
    const wiki = await ports.wikis.get(wikiId);
    return {
      ok: true,
      facts: [ending.fact(found.proposal)],
      changes: ports.proposals.closing(closedProposal(found.proposal, status, { time, by: context.actor, ...present({ reason }) })),
      tenant: present({ accountId: wiki?.ownerId, wikiId }),
      answer: { proposal: found.proposal.id, status },
    };
  });
};

export const closedProposal = (proposal: Proposal, status: Exclude<ProposalStatus, 'open'>, closing: Closing): Proposal => ({
  ...proposal,
  status,
  changed: closing.time,
  closing,
  version: proposal.version + 1,
});
