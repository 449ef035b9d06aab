/** Proposals of agents: listed and read by whoever may write, merged or declined by persons, withdrawn by those who made them. */
import * as z from 'zod';
import { Actor } from '../define/actor.ts';
import { Instant, ObjectId, ProposalId } from '../define/ids.ts';
import { defineRequest, DryRun } from '../define/request.ts';
import { Conflict } from './conflict.ts';
import { FileDiff, LineCount } from './differences.ts';
import { message, PathText, RevisionText } from './pages.ts';

export const ProposalStatus = z.enum(['open', 'merged', 'declined', 'withdrawn']).meta({ id: 'ProposalStatus' });
export type ProposalStatus = z.infer<typeof ProposalStatus>;

/** So many paths are named in a list. */
export const MOST_PATHS_NAMED = 20;

const reason = z.string().trim().min(1).max(2000);

export const ProposalEntry = z
  .object({
    id: ProposalId,
    status: ProposalStatus,
    title: z.string().describe('What its first change says of itself; empty for whoever may not see all of it.'),
    agent: Actor,
    author: z.string().optional().describe('User name of the person whom the agent acts for, where it is known.'),
    opened: Instant,
    changed: Instant.describe('When it last grew, or was closed.'),
    revision: ObjectId.describe('Its newest commit; to be named when it is merged or declined, so that nothing unseen is.'),
    commits: z.number().int(),
    files: z.number().int().describe('As far as the reader may see them.'),
    lines: LineCount,
    paths: z.array(z.string()).max(MOST_PATHS_NAMED).describe('Pages and files it changes, the first of them.'),
    outdated: z.boolean().describe('Open, and the wiki has changed a file of it since it was first touched.'),
    closing: z
      .object({
        time: Instant,
        by: Actor,
        author: z.string().optional(),
        reason: z.string().optional(),
        revision: ObjectId.optional().describe('The head of the wiki that the merge made.'),
        left: z.number().int().optional().describe('Files that were not merged.'),
      })
      .optional(),
  })
  .meta({ id: 'ProposalEntry' });
export type ProposalEntry = z.infer<typeof ProposalEntry>;

export const listProposals = defineRequest('wiki.ListProposals', {
  meaning: 'The proposals of agents, the latest first, as far as the reader may see what they change.',
  access: 'write',
  safe: true,
  data: z.strictObject({
    status: ProposalStatus.default('open'),
    session: z.string().min(1).max(200).optional().describe('Only of this session of an agent.'),
    limit: z.number().int().min(1).max(100).default(20),
    cursor: z.string().max(50).optional().describe('`next` of the answer before.'),
  }),
  answer: z.object({
    proposals: z.array(ProposalEntry),
    open: z.number().int().describe('How many are open in the wiki.'),
    next: z.string().optional(),
  }),
});

export const ProposedDiff = FileDiff.extend({
  outdated: z.literal(true).optional().describe('The wiki has changed this file since; merging it is tried, and may conflict.'),
}).meta({ id: 'ProposedDiff' });

export const describeProposal = defineRequest('wiki.DescribeProposal', {
  meaning: 'One proposal with all that it changes, as data.',
  access: 'write',
  safe: true,
  data: z.strictObject({
    proposal: ProposalId,
    diffs: z.boolean().default(true).describe('With the changed lines.'),
    limit: z.number().int().min(1).max(200).default(50),
    cursor: z.string().max(20).optional().describe('`next` of the answer before.'),
  }),
  answer: z.object({
    proposal: ProposalEntry,
    messages: z.array(z.object({ id: ObjectId, message: z.string(), time: Instant })).describe('Its commits, oldest first.'),
    files: z.array(ProposedDiff),
    total: z.number().int(),
    next: z.string().optional(),
  }),
});

export const readProposedPage = defineRequest('wiki.ReadProposedPage', {
  meaning: 'The text of a page as a proposal would have it; one that it does not change as it stands.',
  access: 'write',
  safe: true,
  data: z.strictObject({ proposal: ProposalId, path: PathText }),
  answer: z.object({
    name: z.string(),
    path: z.string(),
    content: z.string(),
    frontmatter: z.record(z.string(), z.unknown()).nullable(),
    revision: ObjectId.describe('The base to name when changing it again.'),
    proposed: z.boolean().describe('False: the proposal does not change this page.'),
  }),
});

/** A file that the wiki has changed in another way since. */
export const ProposalConflict = z
  .object({
    path: z.string(),
    reason: z
      .enum(['overlaps', 'both-created', 'deleted-since', 'changed-since', 'place-taken', 'not-text'])
      .describe(
        'The same lines were changed; another file was created there; the page is gone; what it would delete was changed; ' +
          'the place it would move to is taken; the file is no text that could be merged.',
      ),
    conflict: Conflict.optional().describe('The three texts, `yours` being the proposed one. The first ones only, when they are long.'),
  })
  .meta({ id: 'ProposalConflict' });
export type ProposalConflict = z.infer<typeof ProposalConflict>;

/** How a conflict is solved: with a text of the person's own, or by taking one side as it is. */
export const Resolution = z
  .strictObject({
    path: PathText,
    content: z.string().optional(),
    take: z.enum(['wiki', 'proposal']).optional().describe('The file as it stands in the wiki, or as it is proposed (a deletion too).'),
  })
  .refine(({ content, take }) => (content === undefined) !== (take === undefined), 'needs either content or take')
  .meta({ id: 'Resolution' });
export type Resolution = z.infer<typeof Resolution>;

/** So many pages of a proposal are named in one call; it never has more. */
export const MOST_PROPOSED_FILES = 200;

export const mergeProposal = defineRequest('wiki.MergeProposal', {
  meaning: 'A person brings a proposal into the wiki as one change, onto whatever has happened since.',
  access: 'write',
  deadline: 25,
  data: z
    .strictObject({
      proposal: ProposalId,
      revision: RevisionText.describe('Of the proposal as it was seen.'),
      pages: z
        .array(PathText)
        .min(1)
        .max(MOST_PROPOSED_FILES)
        .optional()
        .describe('Only these pages and files of it; the others are left, and the proposal is closed.'),
      resolutions: z.array(Resolution).max(MOST_PROPOSED_FILES).default([]),
      head: RevisionText.optional().describe('The head of the wiki that the resolutions were made on: `current_revision` of the conflict.'),
      comment: reason.optional().describe('For whoever made it.'),
      message,
      dryRun: DryRun,
    })
    .refine(({ resolutions, head }) => resolutions.length === 0 || head !== undefined, {
      path: ['head'],
      message: 'goes with resolutions',
    }),
  answer: z.object({
    proposal: ProposalId,
    revision: ObjectId,
    sequence: z.number().int(),
    files: z
      .array(FileDiff)
      .max(MOST_PROPOSED_FILES)
      .describe('What it comes to on the present state; with the changed lines when only tried out.'),
    left: z.array(z.string()).describe('Pages and files of it that were not taken.'),
    dryRun: z.literal(true).optional().describe('Nothing was stored.'),
  }),
});

const closed = z.object({ proposal: ProposalId, status: ProposalStatus });

export const declineProposal = defineRequest('wiki.DeclineProposal', {
  meaning: 'A person declines a proposal and says why.',
  access: 'write',
  data: z.strictObject({ proposal: ProposalId, revision: RevisionText.optional().describe('Of the proposal as it was seen.'), reason }),
  answer: closed,
});

export const withdrawProposal = defineRequest('wiki.WithdrawProposal', {
  meaning: 'Whoever made a proposal, the agent or the person it acts for, takes it back.',
  access: 'write',
  data: z.strictObject({ proposal: ProposalId, reason: reason.optional() }),
  answer: closed,
});
