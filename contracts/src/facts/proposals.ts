/** What agents propose and what becomes of it: `proposals/<wikiId>`, one stream for all proposals of a wiki. */
import * as z from 'zod';
import { Actor } from '../define/actor.ts';
import { defineFact, defineStream } from '../define/fact.ts';
import { ObjectId, ProposalId, WikiId } from '../define/ids.ts';

/** How a proposal would change a file. Contents are in the repository, under the ids of their blobs. */
export const ProposedFile = z
  .object({
    file: z.string().describe('Path in the repository.'),
    page: z.string().optional(),
    base: ObjectId.nullable().describe('What stood there when it was first touched; null: nothing.'),
    blob: ObjectId.nullable().describe('What would stand there; null: nothing.'),
    bytes: z.number().int().nonnegative(),
    from: z.string().optional().describe('The path in the repository that it would be moved from.'),
  })
  .meta({ id: 'ProposedFile' });
export type ProposedFile = z.infer<typeof ProposedFile>;

const about = { wikiId: WikiId, proposalId: ProposalId } as const;

const grown = {
  ...about,
  agent: Actor.describe('The agent whose proposal it is.'),
  revision: ObjectId.describe('The newest commit of the proposal. No branch of the wiki leads to it.'),
  commits: z
    .array(z.object({ id: ObjectId, message: z.string() }))
    .min(1)
    .describe('Those that came with this, oldest first.'),
  files: z.array(ProposedFile).describe('All that the whole proposal changes.'),
} as const;

export const proposalOpened = defineFact('wiki.ProposalOpened', {
  meaning: 'A change of an agent became a proposal, since the wiki lets agents only propose there.',
  data: z.object(grown),
});

export const proposalExtended = defineFact('wiki.ProposalExtended', {
  meaning: 'A further change of the same session was added to its open proposal.',
  data: z.object(grown),
});

export const proposalMerged = defineFact('wiki.ProposalMerged', {
  meaning: 'A person merged a proposal; the move of the head that brought it in has the intent `merge`.',
  data: z.object({
    ...about,
    head: ObjectId,
    left: z.array(z.string()).describe('Files of it that the person did not take.'),
    comment: z.string().optional(),
  }),
});

export const proposalDeclined = defineFact('wiki.ProposalDeclined', {
  meaning: 'A person declined a proposal; nothing of it came into the wiki.',
  data: z.object({ ...about, reason: z.string() }),
});

export const proposalWithdrawn = defineFact('wiki.ProposalWithdrawn', {
  meaning: 'Whoever made a proposal took it back.',
  data: z.object({ ...about, reason: z.string().optional() }),
});

export const proposalsStream = defineStream({
  name: 'proposals',
  service: 'wiki',
  meaning: 'The proposals of one wiki and what became of them: `proposals/<wikiId>`.',
  facts: [proposalOpened, proposalExtended, proposalMerged, proposalDeclined, proposalWithdrawn],
});
