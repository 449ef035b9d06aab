/** Taking changes back while what others did later stays: of one commit, or of all that an agent did in a session. */
import * as z from 'zod';
import { AccountId, Instant, ObjectId } from '../define/ids.ts';
import { defineRequest, DryRun } from '../define/request.ts';
import { Conflict } from './conflict.ts';
import { FileDiff } from './differences.ts';
import { message, RevisionText } from './pages.ts';
import { Proposed } from './proposed.ts';

const short = z.string().min(1).max(200);

/** So many files are named in an answer; the counts know them all. */
export const MOST_TAKEN_BACK = 200;

/** A file on which what is to be taken back cannot be told apart from what others did later. */
export const UndoConflict = z
  .object({
    path: z.string().describe('The page as it is called now, or of another file its place in the repository.'),
    reason: z
      .enum(['overlaps', 'edited-since', 'created-anew', 'place-taken', 'too-large'])
      .describe(
        'The same lines were changed later; a file that it created was changed later; another one stands where it deleted one; ' +
          'the place that a file would come back to is taken; the page would be too large.',
      ),
    conflict: Conflict.optional().describe(
      'Of a page, to be solved by saving it: `base` is the text as it was left, `yours` the text without the change. The first ones only, when they are long.',
    ),
  })
  .meta({ id: 'UndoConflict' });
export type UndoConflict = z.infer<typeof UndoConflict>;

export const Undone = z
  .object({
    outcome: z.enum(['undone', 'unchanged', 'proposed']).describe('Unchanged: nothing of it is left. Proposed: to be merged by a person.'),
    revision: ObjectId.describe('Of the change; the head, when there was none.'),
    sequence: z.number().int(),
    changes: z.number().int().describe('How many changes were taken back.'),
    files: z
      .array(FileDiff)
      .max(MOST_TAKEN_BACK)
      .describe('What it comes to on the present state; with the changed lines when only tried out.'),
    total: z.number().int().describe('How many files that are.'),
    conflicts: z.array(UndoConflict).max(MOST_TAKEN_BACK).describe('What was left as it is.'),
    dryRun: z.literal(true).optional().describe('Nothing was stored.'),
    proposal: Proposed.optional(),
  })
  .meta({ id: 'Undone' });
export type Undone = z.infer<typeof Undone>;

const manner = {
  message,
  skipConflicts: z.boolean().default(false).describe('Takes back what can be and leaves the rest; otherwise one conflict refuses it all.'),
  dryRun: DryRun,
};

export const revertCommit = defineRequest('wiki.RevertCommit', {
  version: 2,
  meaning: 'Takes back what one change did, in all files that it touched, as a new change; what came later stays.',
  access: 'write',
  deadline: 25,
  data: z.strictObject({ revision: RevisionText, ...manner }),
  answer: Undone,
});

export const undoSession = defineRequest('wiki.UndoSession', {
  version: 2,
  meaning: 'Takes back all that an agent did in a session, as one new change; what others did meanwhile and later stays.',
  access: 'write',
  deadline: 25,
  data: z.strictObject({
    session: short.describe('As its client names it.'),
    by: short.optional().describe('The account that the agent acts for, by id or user name, where several use the same name.'),
    ...manner,
  }),
  answer: Undone,
});

/** What an agent did in one go, as its client tells it apart. */
export const Session = z
  .object({
    session: z.string(),
    client: z.string(),
    model: z.string().optional(),
    accountId: AccountId.describe('Whom the agent acts for.'),
    author: z.string().optional().describe('Their user name, where it is known.'),
    first: Instant,
    last: Instant,
    changes: z.number().int(),
    pages: z.array(z.string()).describe('Pages and files it touched, the first of them.'),
    total: z.number().int().describe('How many those are.'),
    atLeast: z.literal(true).optional().describe('A long session: there are more changes and pages than were counted.'),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const listSessions = defineRequest('wiki.ListSessions', {
  meaning: 'The sessions in which agents changed a wiki, the latest first, as far as the reader may see what they touched.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    by: short.optional().describe('Only of agents that act for this account: its id or its user name.'),
    client: short.optional().describe('Only of agents of this client, e.g. "claude-code".'),
    limit: z.number().int().min(1).max(100).default(20),
    cursor: z.string().max(20).optional().describe('`next` of the answer before.'),
  }),
  answer: z.object({ sessions: z.array(Session), next: z.string().optional() }),
});
