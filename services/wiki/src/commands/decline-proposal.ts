import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { declineProposal } from '@wikibot/contracts/requests/proposals';
import type { Ports } from '../ports.ts';
import { personOnly } from './asked-proposal.ts';
import { closeProposal } from './close-proposal.ts';

const slice: AnswerSlice<typeof declineProposal, Ports> = async ({ reason, ...asked }, context, ports) =>
  closeProposal(
    {
      ...asked,
      status: 'declined',
      reason,
      unless: ({ id }) => personOnly(context, id),
      fact: ({ id, wikiId }) => ({ name: 'wiki.ProposalDeclined', data: { wikiId, proposalId: id, reason } }),
    },
    context,
    ports,
  );

export default slice;
