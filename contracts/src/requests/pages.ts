import * as z from 'zod';
import type { AccountId } from '../define/ids.ts';
import { Instant, ObjectId } from '../define/ids.ts';
import { defineRequest, DryRun } from '../define/request.ts';
import { Actor } from '../define/actor.ts';
import { Intent, MergedProposal } from '../facts/wiki.ts';
import { nearLimits } from './limits.ts';
import { Proposed } from './proposed.ts';
import { MAX_SECTION_CHANGES, SectionChange } from './section-changes.ts';

/** A page path as a caller may write it; the wiki normalises it. */
export const PathText = z
  .string()
  .min(1)
  .max(1000)
  .meta({ id: 'PathText', description: 'Page path without `.md`; spaces and underscores are the same.' });

/** A revision: the id of a commit, whole or its first 7 digits or more. */
export const RevisionText = z
  .string()
  .regex(/^[0-9a-f]{7,40}$/, 'a revision is the first 7 to 40 hexadecimal digits of a commit id')
  .meta({ id: 'RevisionText' });

export const message = z.string().trim().max(500).optional().describe('Commit message; a plain one is made when it is missing.');
export const base = RevisionText.optional().describe('The revision the change was made on; required to change a page that exists.');

/** What every change of a page's text is answered with. */
export const Changed = z.object({
  path: z.string(),
  revision: ObjectId.describe('Of the change; of the head that it would be made on, when it was only tried out.'),
  sequence: z.number().int(),
  lines: z.object({ added: z.number().int(), removed: z.number().int() }),
  sections: z.array(SectionChange).max(MAX_SECTION_CHANGES).describe('Sections that came, changed or went.'),
  moreSections: z.number().int().positive().optional().describe('How many more came, changed or went than are named.'),
  dryRun: z.literal(true).optional().describe('Nothing was stored.'),
  proposal: Proposed.optional(),
});

export type Changed = z.infer<typeof Changed>;

/** What a write did, said so that nobody has to read again. */
export const Written = Changed.extend({
  outcome: z.enum(['created', 'updated', 'merged', 'unchanged', 'proposed']).describe('Proposed: the page does not say so yet.'),
  name: z.string(),
  content: z.string().optional().describe('The stored text, when it is not the text that was sent (a merge).'),
  nearLimits,
}).meta({ id: 'Written' });
export type Written = z.infer<typeof Written>;

export const savePage = defineRequest('wiki.SavePage', {
  version: 2,
  meaning: 'Creates a page or replaces its text; a change that was made on an older revision is merged or answered with the conflict.',
  access: 'write',
  data: z.strictObject({ path: PathText, content: z.string(), base, message, dryRun: DryRun }),
  answer: Written,
  paths: (data) => [data.path],
});

export const editPage = defineRequest('wiki.EditPage', {
  version: 2,
  meaning: 'Replaces one passage of a page that occurs exactly once.',
  access: 'write',
  data: z.strictObject({ path: PathText, base, oldString: z.string(), newString: z.string(), message, dryRun: DryRun }),
  answer: Written,
  paths: (data) => [data.path],
});

export const deletePage = defineRequest('wiki.DeletePage', {
  meaning: 'Deletes a page, with all that belongs to it if that is said; its history stays.',
  access: 'write',
  data: z.strictObject({
    path: PathText,
    base,
    message,
    recursive: z.boolean().optional().describe('Also its files, and the pages below it with theirs.'),
    dryRun: DryRun,
  }),
  answer: Changed.extend({
    below: z.object({ pages: z.number().int(), files: z.number().int() }).optional().describe('How much went with it, when all was to go.'),
  }),
  paths: (data) => [data.path],
});

/** One commit as a history shows it. */
export const Change = z
  .object({
    revision: ObjectId,
    sequence: z.number().int(),
    time: Instant,
    actor: Actor,
    intent: Intent,
    message: z.string(),
    author: z.string().optional().describe('User name of the person, where it is known.'),
    proposal: MergedProposal.optional().describe('Of a merge: the proposal, and the agent who made it.'),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;

export const readPage = defineRequest('wiki.ReadPage', {
  version: 2,
  meaning: 'The text of a page, now, at a revision, or as of a moment.',
  access: 'read',
  safe: true,
  data: z
    .strictObject({ path: PathText, revision: RevisionText.optional(), at: Instant.optional().describe('The moment.') })
    .refine(({ revision, at }) => revision === undefined || at === undefined, { path: ['at'], message: 'cannot go with a revision' }),
  answer: z.object({
    name: z.string(),
    path: z.string(),
    content: z.string(),
    frontmatter: z.record(z.string(), z.unknown()).nullable(),
    linksTo: z.array(z.string()),
    linkedFrom: z.array(z.string()).optional().describe('Pages that link here now, the first hundred; `links` has all of them.'),
    revision: ObjectId,
    lastChange: Change,
  }),
  paths: (data) => [data.path],
});

export const PageEntry = z
  .object({
    name: z.string(),
    path: z.string(),
    category: z.string().nullable(),
    tags: z.array(z.string()),
    updated: Instant,
    words: z.number().int(),
    revision: ObjectId,
  })
  .meta({ id: 'PageEntry' });
export type PageEntry = z.infer<typeof PageEntry>;

export const listPages = defineRequest('wiki.ListPages', {
  meaning: 'The pages of a wiki by path.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    prefix: z.string().max(900).optional(),
    category: z.string().max(100).optional(),
    tag: z.string().max(100).optional(),
    updatedSince: Instant.optional(),
    limit: z.number().int().min(1).max(1000).default(100),
    cursor: z.string().max(1000).optional(),
  }),
  answer: z.object({ pages: z.array(PageEntry), total: z.number().int(), next: z.string().optional() }),
});

const short = z.string().min(1).max(200);

/** Chooses among changes. */
export const byWhom = {
  by: short.optional().describe('Only what this account did, itself or through agents: its id or its user name.'),
  client: short.optional().describe('Only what agents of this client did, e.g. "claude-code".'),
  session: short.optional().describe('Only what an agent did in this session.'),
};

export const pageHistory = defineRequest('wiki.PageHistory', {
  version: 2,
  meaning: 'The changes of one page, newest first.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    path: PathText,
    ...byWhom,
    limit: z.number().int().min(1).max(200).default(50),
    cursor: z.string().max(100).optional(),
  }),
  answer: z.object({ path: z.string(), history: z.array(Change), next: z.string().optional() }),
  paths: (data) => [data.path],
});

export const authorAlias = (accountId: AccountId): string => `${accountId}@users.noreply.wikibot.invalid`;
