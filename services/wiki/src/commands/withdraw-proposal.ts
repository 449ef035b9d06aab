import { accountOf } from '@wikibot/contracts/define/actor';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { withdrawProposal } from '@wikibot/contracts/requests/proposals';
import { proposalRefusals } from '../domain/proposing/proposal-refusals.ts';
import type { Ports } from '../ports.ts';
import { closeProposal } from './close-proposal.ts';

/** The agent in any of its sessions, or the person it acts for: to all of them it is their own. */
const slice: AnswerSlice<typeof withdrawProposal, Ports> = async ({ proposal, reason }, context, ports) =>
  closeProposal(
    {
      proposal,
      status: 'withdrawn',
      reason,
      unless: ({ agent, id }) =>
        accountOf(agent) === accountOf(context.actor) ? undefined : proposalRefusals['proposal.not-yours']({ proposal: id }),
      fact: ({ id, wikiId }) => ({ name: 'wiki.ProposalWithdrawn', data: { wikiId, proposalId: id, ...present({ reason }) } }),
    },
    context,
    ports,
  );

export default slice;
