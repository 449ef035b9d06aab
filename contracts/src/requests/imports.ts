import * as z from 'zod';
import { ObjectId } from '../define/ids.ts';
import { defineRequest, DryRun } from '../define/request.ts';
import { Proposed } from './proposed.ts';

/** A file to import: its path in the repository and its bytes. */
export const ImportedFile = z.strictObject({ file: z.string().min(1).max(4096), content: z.base64() }).meta({ id: 'ImportedFile' });

export const OnConflict = z
  .enum(['refuse', 'skip', 'replace', 'rename'])
  .describe(
    'What becomes of a file whose place another one has: listed as refused (unless told), left as it stands, replaced, or kept beside it.',
  );
export type OnConflict = z.infer<typeof OnConflict>;

export const ArchiveRoot = z
  .enum(['strip', 'keep'])
  .describe('Whether a folder that holds everything in an archive is left out of the names; it is unless told.');

/** Bytes of an archive as it comes, and of all files in it. */
export const ARCHIVE_LIMITS = { bytes: 32 * 1024 * 1024, unpackedBytes: 128 * 1024 * 1024, files: 20_000 } as const;

const Fate = z.object({ file: z.string(), reason: z.string() });

export const importFiles = defineRequest('wiki.ImportFiles', {
  meaning:
    'Brings files, or all files of a zip archive, in as one commit; what cannot be kept is listed with the reason, the rest is kept byte for byte.',
  access: 'own',
  deadline: 120,
  data: z
    .strictObject({
      files: z.array(ImportedFile).min(1).max(2000).optional(),
      // Not `z.base64()`: a pattern over tens of megabytes is work, and what is none is no archive either.
      archive: z.string().min(1).optional().describe('A zip archive as base64, instead of files.'),
      message: z.string().max(500).optional().describe('Commit message; a plain one is made when it is missing.'),
      overwrite: z.boolean().default(false).describe('The same as `replace`.'),
      onConflict: OnConflict.optional(),
      root: ArchiveRoot.optional(),
      dryRun: DryRun,
    })
    .refine(({ files, archive }) => (files === undefined) !== (archive === undefined), {
      error: 'takes either files or an archive',
      path: ['files'],
    }),
  answer: z.object({
    revision: ObjectId.nullable(),
    sequence: z.number().int(),
    written: z.number().int(),
    unchanged: z.number().int(),
    renamed: z.array(z.object({ file: z.string(), as: z.string(), reason: z.string() })),
    refused: z.array(Fate),
    skipped: z.array(Fate).optional(),
    leftOut: z
      .array(Fate.extend({ files: z.number().int() }))
      .optional()
      .describe('What is no content: leavings of systems and programs.'),
    root: z.string().optional().describe('The folder around everything that was stripped.'),
    relinked: z.number().int().optional().describe('Pages in which links were written anew, since what they lead to got another name.'),
    dryRun: z.literal(true).optional(),
    proposal: Proposed.optional(),
  }),
});
