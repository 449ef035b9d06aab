/** REST of bringing files into a wiki. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { DryRun } from '../define/request.ts';
import { defineRoute } from '../define/route.ts';
import { ARCHIVE_LIMITS, ArchiveRoot, ImportedFile, importFiles, OnConflict } from '../requests/imports.ts';
import { statusOf } from './status-of.ts';

const { dryRun, leftOut, ...same } = importFiles.answer.shape;
const message = z.string().max(500).optional();

export const importRoute = defineRoute('POST /{owner}/{wiki}/api/v1/import', importFiles, {
  summary: 'Bring files in as one commit: as JSON, or as a zip archive that is the body',
  query: z.strictObject({
    commit_message: message,
    on_conflict: OnConflict.optional(),
    root: ArchiveRoot.optional(),
    dry_run: z.stringbool().optional(),
  }),
  body: z.strictObject({
    files: z.array(ImportedFile).min(1).max(2000),
    commit_message: message,
    overwrite: z.boolean().optional(),
    on_conflict: OnConflict.optional(),
    dry_run: DryRun,
  }),
  orBytes: { type: 'application/zip', maxBytes: ARCHIVE_LIMITS.bytes },
  maxBytes: 16 * 1024 * 1024,
  response: z.object({ ...same, left_out: leftOut, dry_run: dryRun }),
  input: ({ body, query, bytes }) => {
    const told = present({ message: query.commit_message, onConflict: query.on_conflict, root: query.root, dryRun: query.dry_run });
    if (bytes !== undefined) return { ...told, archive: bytes };
    const { files, overwrite, commit_message: text, on_conflict: onConflict, dry_run: isTrial } = body;
    return { ...told, files, ...present({ overwrite, message: text, onConflict, dryRun: isTrial }) };
  },
  respond: ({ dryRun: isTrial, leftOut: left, ...answer }) => ({
    status: statusOf({ ...answer, dryRun: isTrial }),
    body: { ...answer, ...present({ left_out: left, dry_run: isTrial }) },
  }),
});
