/** REST of proposals, below `/{owner}/{wiki}/api/v1`. */
import * as z from 'zod';
import type { ProposalId } from '../define/ids.ts';
import { present } from '../define/present.ts';
import { DryRun } from '../define/request.ts';
import { defineRoute } from '../define/route.ts';
import { PathText, RevisionText } from '../requests/pages.ts';
import * as requests from '../requests/proposals.ts';

const all = '/{owner}/{wiki}/api/v1/proposals' as const;
const one = `${all}/{proposal}` as const;

/** What is no id is refused by the request's own schema, under its name. */
const idIn = (params: Readonly<Record<string, string>>): ProposalId => (params['proposal'] ?? '') as ProposalId;

const reason = z.string().trim().min(1).max(2000);

export const listProposalsRoute = defineRoute(`GET ${all}`, requests.listProposals, {
  summary: 'Proposals of agents, the latest first',
  query: z.strictObject({
    status: requests.ProposalStatus.optional(),
    session: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
    cursor: z.string().optional(),
  }),
  response: requests.listProposals.answer,
  input: ({ query }) => present(query),
});

export const describeProposalRoute = defineRoute(`GET ${one}`, requests.describeProposal, {
  summary: 'A proposal with all that it changes',
  query: z.strictObject({
    diffs: z.stringbool().optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
    cursor: z.string().optional(),
  }),
  response: requests.describeProposal.answer,
  input: ({ params, query }) => present({ proposal: idIn(params), ...query }),
  respond: (answer) => ({ status: 200, body: answer }),
});

export const readProposedPageRoute = defineRoute(`GET ${one}/pages/{page+}`, requests.readProposedPage, {
  summary: 'A page as a proposal would have it',
  response: requests.readProposedPage.answer,
  input: ({ params }) => ({ proposal: idIn(params), path: params['page'] ?? '' }),
});

export const mergeProposalRoute = defineRoute(`POST ${one}/merge`, requests.mergeProposal, {
  summary: 'Merge a proposal; for persons',
  body: z.strictObject({
    revision: RevisionText,
    pages: z.array(PathText).min(1).max(requests.MOST_PROPOSED_FILES).optional(),
    resolutions: z.array(requests.Resolution).max(requests.MOST_PROPOSED_FILES).optional(),
    head: RevisionText.optional(),
    comment: reason.optional(),
    commit_message: z.string().max(500).optional(),
    dry_run: DryRun,
  }),
  maxBytes: 8 * 1024 * 1024,
  response: requests.mergeProposal.answer.omit({ dryRun: true }).extend({ dry_run: requests.mergeProposal.answer.shape.dryRun }),
  input: ({ params, body: { commit_message: message, dry_run: dryRun, ...body } }) =>
    present({ proposal: idIn(params), ...body, message, dryRun }),
  respond: ({ dryRun, ...answer }) => ({ status: 200, body: { ...answer, ...present({ dry_run: dryRun }) } }),
});

export const declineProposalRoute = defineRoute(`POST ${one}/decline`, requests.declineProposal, {
  summary: 'Decline a proposal, with the reason; for persons',
  body: z.strictObject({ revision: RevisionText.optional(), reason }),
  response: requests.declineProposal.answer,
  input: ({ params, body }) => present({ proposal: idIn(params), ...body }),
});

export const withdrawProposalRoute = defineRoute(`POST ${one}/withdraw`, requests.withdrawProposal, {
  summary: 'Take a proposal of your own back',
  body: z.strictObject({ reason: reason.optional() }).optional(),
  response: requests.withdrawProposal.answer,
  input: ({ params, body }) => present({ proposal: idIn(params), reason: body?.reason }),
});
