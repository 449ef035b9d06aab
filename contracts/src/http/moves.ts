/** REST of moving and restoring pages. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { DryRun } from '../define/request.ts';
import { defineRoute } from '../define/route.ts';
import { Moved, movePage, restorePage } from '../requests/moves.ts';
import { PathText, RevisionText } from '../requests/pages.ts';
import { statusOf } from './status-of.ts';

const page = '/{owner}/{wiki}/api/v1/pages/{page+}' as const;
const message = z.string().max(500).optional();

const { pages, files, updatedPages, counts } = Moved.shape;
const { updatedPages: updated, notAllowed, beyondLimit, ...plain } = counts.shape;

const MovedBody = z
  .object({
    old_path: z.string(),
    new_path: z.string(),
    revision: Moved.shape.revision,
    sequence: Moved.shape.sequence,
    moved_pages: pages,
    moved_files: files,
    updated_pages: updatedPages,
    counts: z.object({ ...plain, updated_pages: updated, not_allowed: notAllowed, beyond_limit: beyondLimit }),
    dry_run: Moved.shape.dryRun,
    proposal: Moved.shape.proposal,
  })
  .meta({ id: 'MovedBody' });

const movedBody = ({ path, oldPath, updatedPages: named, counts: counted, dryRun, ...moved }: Moved): z.infer<typeof MovedBody> => ({
  old_path: oldPath,
  new_path: path,
  revision: moved.revision,
  sequence: moved.sequence,
  moved_pages: moved.pages,
  moved_files: moved.files,
  updated_pages: named,
  counts: {
    pages: counted.pages,
    files: counted.files,
    updated_pages: counted.updatedPages,
    not_allowed: counted.notAllowed,
    beyond_limit: counted.beyondLimit,
  },
  ...present({ dry_run: dryRun, proposal: moved.proposal }),
});

export const movePageRoute = defineRoute(`POST ${page}/rename`, movePage, {
  summary: 'Move a page with all below it; links follow, and the old address leads to the new one',
  body: z.strictObject({ new_path: PathText, revision: RevisionText.optional(), commit_message: message, dry_run: DryRun }),
  response: MovedBody,
  input: ({ params, body, ifMatch }) =>
    present({
      path: params['page'] ?? '',
      newPath: body.new_path,
      base: body.revision ?? ifMatch,
      message: body.commit_message,
      dryRun: body.dry_run,
    }),
  respond: (answer) => ({ status: statusOf(answer), body: movedBody(answer) }),
});

export const restorePageRoute = defineRoute(`POST ${page}/restore`, restorePage, {
  summary: 'Bring a deleted page back, or a page back to an earlier revision',
  body: z.strictObject({
    restore: RevisionText.optional().describe('The revision to go back to; without it, what stood before the deletion.'),
    recursive: z.boolean().optional(),
    revision: RevisionText.optional().describe('The current revision, to change nothing that was not seen.'),
    commit_message: message,
    dry_run: DryRun,
  }),
  response: restorePage.answer
    .omit({ restoredFrom: true, dryRun: true })
    .extend({ restored_from: restorePage.answer.shape.restoredFrom, dry_run: restorePage.answer.shape.dryRun }),
  input: ({ params, body, ifMatch }) =>
    present({
      path: params['page'] ?? '',
      revision: body.restore,
      recursive: body.recursive,
      base: body.revision ?? ifMatch,
      message: body.commit_message,
      dryRun: body.dry_run,
    }),
  respond: ({ restoredFrom, dryRun, ...answer }) => ({
    status: statusOf({ ...answer, dryRun }, answer.outcome === 'restored'),
    body: { ...answer, restored_from: restoredFrom, ...present({ dry_run: dryRun }) },
  }),
});
