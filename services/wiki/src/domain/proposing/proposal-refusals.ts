/** The ways proposals, and what is to become of them, are refused. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';
import type { ProposalConflict } from '@wikibot/contracts/requests/proposals';

const TOO_MUCH = {
  files: (limit: number) => `A proposal changes at most ${limit} files.`,
  bytes: (limit: number) => `The contents of a proposal have at most ${limit} bytes together.`,
  commits: (limit: number) => `A proposal has at most ${limit} changes.`,
  words: (limit: number) => `The paths and messages of a proposal have at most ${limit} bytes together.`,
} as const;

export const proposalRefusals = defineRefusals({
  'proposal.unknown': no<{ proposal: string }>(
    'not-found',
    (d) => `There is no proposal ${d.proposal}.`,
    () => 'List the proposals to see what there is.',
  ),
  'proposal.too-large': no<{ what: keyof typeof TOO_MUCH; limit: number }>(
    'too-large',
    (d) => TOO_MUCH[d.what](d.limit),
    () => 'Make smaller changes, in a session of their own: each session has a proposal. A person can merge or decline what is open.',
  ),
  'proposal.too-many': no<{ limit: number }>(
    'limit',
    (d) => `${d.limit} proposals of this wiki are open, and no more are taken.`,
    () => 'Withdraw some of your own, or ask a person to merge or decline some; changes of an open proposal go on.',
  ),
  'proposal.closed': no<{ proposal: string; status: string }>(
    'conflict',
    (d) => `The proposal is ${d.status} already.`,
    () => 'Read it to see what became of it.',
  ),
  'proposal.extended': no<{ proposal: string; current_revision: string }>(
    'conflict',
    () => 'The proposal has grown since you looked at it.',
    (d) => `Look at it again, then name revision ${d.current_revision}.`,
  ),
  'proposal.person-only': no<{ proposal: string }>(
    'forbidden',
    () => 'Proposals are merged and declined by persons, and whoever comes with a token counts as an agent.',
    () => 'Ask a person with the right to write to do it in the browser. What you have proposed yourself you may withdraw.',
  ),
  'proposal.not-yours': no<{ proposal: string }>(
    'forbidden',
    () => 'Only whoever made a proposal withdraws it.',
    () => 'A person with the right to write may decline it.',
  ),
  'proposal.not-allowed': no<{ path: string | null }>(
    'forbidden',
    (d) => (d.path === null ? 'It touches pages that are closed to you.' : `It touches ${d.path}, which you may not write.`),
    () => 'Ask somebody who may write all that it touches.',
  ),
  'proposal.no-such-page': no<{ path: string }>(
    'invalid',
    (d) => `The proposal does not change ${d.path}.`,
    () =>
      'Name pages and files as the proposal lists them; files that move are named by their new place, and what they leave goes with them.',
  ),
  'proposal.nothing-to-merge': no<{ proposal: string }>(
    'conflict',
    () => 'The wiki says all of this already.',
    () => 'Decline the proposal, with that as the reason.',
  ),
  'proposal.conflict': no<{ conflicts: readonly ProposalConflict[]; more: number; current_revision: string }>(
    'conflict',
    (d) => {
      const count = d.conflicts.length + d.more;
      return `The wiki has changed in another way ${count === 1 ? 'in one file' : `in ${count} files`}.`;
    },
    (d) =>
      `Send the merge again with head ${d.current_revision} and, for each file in conflicts, a resolution: its text as content, or take: wiki or proposal. Or name only other pages.`,
  ),
});
