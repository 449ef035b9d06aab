/** Pages that go to another address, or come back. */
import * as z from 'zod';
import { ObjectId } from '../define/ids.ts';
import { defineRequest, DryRun } from '../define/request.ts';
import { Proposed } from './proposed.ts';
import { base, message, PathText, RevisionText } from './pages.ts';

/** So many paths are named in an answer; the counts know them all. */
export const MOST_NAMED = 200;

const MovedPath = z.object({ from: z.string(), to: z.string() }).meta({ id: 'MovedPath' });

export const Moved = z
  .object({
    path: z.string(),
    oldPath: z.string(),
    revision: ObjectId.describe('Of the move; of the head that it would be made on, when it was only tried out.'),
    sequence: z.number().int(),
    pages: z.array(MovedPath).max(MOST_NAMED).describe('The page itself and those below it.'),
    files: z.array(MovedPath).max(MOST_NAMED).describe('Files beside them.'),
    updatedPages: z.array(z.string()).max(MOST_NAMED).describe('Other pages whose links lead to the new addresses now.'),
    counts: z.object({
      pages: z.number().int(),
      files: z.number().int(),
      updatedPages: z.number().int(),
      notAllowed: z.number().int().describe('Pages with links to the old addresses that the mover may not write.'),
      beyondLimit: z.number().int().describe('Pages with links to the old addresses beyond what one commit changes.'),
    }),
    dryRun: z.literal(true).optional().describe('Nothing was stored.'),
    proposal: Proposed.optional(),
  })
  .meta({ id: 'Moved' });
export type Moved = z.infer<typeof Moved>;

export const movePage = defineRequest('wiki.MovePage', {
  meaning: 'Moves a page with its files and the pages below it; links follow, and the old addresses lead to the new ones.',
  access: 'write',
  deadline: 30,
  data: z.strictObject({ path: PathText, newPath: PathText, base, message, dryRun: DryRun }),
  answer: Moved,
  paths: (data) => [data.path, data.newPath],
});

export const restorePage = defineRequest('wiki.RestorePage', {
  meaning: 'Brings a deleted page back with its files, or a page back to an earlier revision, as a new change.',
  access: 'write',
  deadline: 30,
  data: z.strictObject({
    path: PathText,
    revision: RevisionText.optional().describe('As it was then; without it, as it was before it was deleted.'),
    recursive: z.boolean().default(false).describe('Also the pages below it that are gone.'),
    base,
    message,
    dryRun: DryRun,
  }),
  answer: z.object({
    outcome: z.enum(['restored', 'updated', 'unchanged', 'proposed']),
    path: z.string(),
    name: z.string(),
    revision: ObjectId,
    sequence: z.number().int(),
    restoredFrom: ObjectId.describe('The commit whose content it has again.'),
    lines: z.object({ added: z.number().int(), removed: z.number().int() }),
    pages: z.number().int().describe('Pages that came back or changed, the page itself included.'),
    files: z.number().int().describe('Files beside pages that came back.'),
    dryRun: z.literal(true).optional(),
    proposal: Proposed.optional(),
  }),
  paths: (data) => [data.path],
});
