import * as z from 'zod';
import { defineFact, defineStream } from '../define/fact.ts';
import { Actor } from '../define/actor.ts';
import { AccountId, ObjectId, PayloadId, ProposalId, WikiId } from '../define/ids.ts';
import { Slug, Visibility } from '../http/names.ts';
import { agentPolicySet } from './agent-policy.ts';
import { lifeFacts, wikiDeleted } from './wiki-life.ts';
import { transferFacts } from './wiki-transfers.ts';

/** Content up to so many UTF-8 bytes travels in the fact itself; all changes of one fact together stay below it too. */
export const INLINE_BYTES = 128 * 1024;

/** A page is at most 1 MiB of UTF-8; an attachment 10 MiB. */
export const MAX_PAGE_BYTES = 1024 * 1024;
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

export const wikiFounded = defineFact('wiki.WikiFounded', {
  meaning: 'A wiki took its address; it is being set up.',
  data: z.object({
    wikiId: WikiId,
    ownerId: AccountId,
    slug: Slug,
    name: z.string().min(1).max(100),
    purpose: z.string().max(200),
    visibility: Visibility,
    categories: z.array(z.string().min(1).max(50)).max(50),
  }),
});

export const wikiActivated = defineFact('wiki.WikiActivated', {
  meaning: 'A wiki is ready to be used.',
  data: z.object({ wikiId: WikiId }),
});

export const wikiAbandoned = defineFact('wiki.WikiAbandoned', {
  meaning: 'Setting a wiki up failed; its address is free again and late steps must refuse.',
  data: z.object({ wikiId: WikiId, reason: z.string().max(500) }),
});

/** Why a head moved. */
export const Intent = z
  .enum(['bootstrap', 'save', 'edit', 'move', 'delete', 'restore', 'revert', 'undo', 'push', 'import', 'merge'])
  .meta({ id: 'Intent' });
export type Intent = z.infer<typeof Intent>;

/** The net effect on one file: its new content, or `blob: null` when it is gone. */
export const FileChange = z
  .object({
    file: z.string().describe('Path in the repository, e.g. `Meta/Page_Template.md`.'),
    page: z.string().optional().describe('The page path, when the file is a page.'),
    blob: ObjectId.nullable(),
    bytes: z.number().int().nonnegative(),
    text: z.string().optional().describe('Content of a page, when it travels inline.'),
    payload: PayloadId.optional().describe('Claim check of a page whose content is too large to travel.'),
    from: z.string().optional().describe('The path in the repository that this file was moved from; its old address leads here.'),
  })
  .meta({ id: 'FileChange' });
export type FileChange = z.infer<typeof FileChange>;

/** The list of changes, or the claim check of its JSON when it is long. */
export const FileChanges = z
  .union([z.array(FileChange), z.object({ payload: PayloadId, count: z.number().int().positive() })])
  .meta({ id: 'FileChanges' });
export type FileChanges = z.infer<typeof FileChanges>;

/** Whose proposal came into the wiki by a merge: the person who merged it is the actor, the agent who made it stands here. */
export const MergedProposal = z.object({ id: ProposalId, agent: Actor }).meta({ id: 'MergedProposal' });
export type MergedProposal = z.infer<typeof MergedProposal>;

export const headMoved = defineFact('wiki.HeadMoved', {
  meaning: "A wiki's head moved: one edit or one push, with the net change of every path it touched.",
  data: z.object({
    wikiId: WikiId,
    head: ObjectId,
    previous: ObjectId.nullable(),
    intent: Intent,
    commits: z.array(z.object({ id: ObjectId, message: z.string() })).min(1),
    changes: FileChanges,
    pages: z.number().int().nonnegative().describe('Pages in the wiki after it.'),
    proposal: MergedProposal.optional().describe('The proposal that this move merged.'),
  }),
});

export const wikiStream = defineStream({
  name: 'wiki',
  service: 'wiki',
  meaning: 'The life and content of one wiki: `wiki/<wikiId>`. Its sequence is the "changed since" cursor.',
  facts: [wikiFounded, headMoved, wikiActivated, wikiAbandoned, agentPolicySet, ...lifeFacts, ...transferFacts],
  ends: wikiDeleted.name,
});
