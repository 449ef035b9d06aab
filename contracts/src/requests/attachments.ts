/** Files beside pages: each lies in the folder that is called like its page. */
import * as z from 'zod';
import { Instant, ObjectId } from '../define/ids.ts';
import { defineRequest, DryRun } from '../define/request.ts';
import { nearLimits } from './limits.ts';
import { Change, PathText, RevisionText } from './pages.ts';
import { Proposed } from './proposed.ts';

/** A file name as a caller may write it; the wiki says what is wrong with one that cannot be kept. */
export const FileNameText = z.string().min(1).max(1000).meta({
  id: 'FileNameText',
  description: 'Name of a file beside a page, with its ending; case, spaces and underscores do not tell files apart.',
});

const message = z.string().trim().max(500).optional().describe('Commit message; a plain one is made when it is missing.');
const base = RevisionText.optional().describe('The revision the change was made on; refused when the file has changed since.');
const dryRun = z.literal(true).optional().describe('Nothing was stored: `revision` is what the change would be made on.');
const proposal = Proposed.optional();
const beside = { path: PathText, file: FileNameText } as const;

const fileFields = {
  path: z.string().describe('The page that it lies beside.'),
  file: z.string(),
  size: z.number().int().nonnegative().describe('Bytes.'),
  type: z.string().describe('Media type.'),
  blob: ObjectId.describe('Id of the content in git; the same content has the same.'),
  revision: ObjectId.describe('The last change of this file.'),
  href: z.string().describe('Address of this very content below the address of the wiki; empty for a file that lies beside no page.'),
} as const;

/** A file as lists show it; its type is what its name says. */
export const AttachmentEntry = z.object({ ...fileFields, updated: Instant, author: z.string().optional() }).meta({ id: 'AttachmentEntry' });
export type AttachmentEntry = z.infer<typeof AttachmentEntry>;

/** What a write did; the type is what the content is. */
export const AttachmentSaved = z
  .object({
    ...fileFields,
    outcome: z.enum(['created', 'updated', 'unchanged', 'proposed']),
    sequence: z.number().int(),
    dryRun,
    nearLimits,
    proposal,
  })
  .meta({ id: 'AttachmentSaved' });
export type AttachmentSaved = z.infer<typeof AttachmentSaved>;

const UploadId = z.uuid().meta({ id: 'UploadId' });

/** So long an address for an upload works; what was put there lies for a day at most. */
export const UPLOAD_MINUTES = 60;

export const openUpload = defineRequest('wiki.OpenUpload', {
  meaning: 'Opens a place for a file that is to lie beside a page, for those too large to be sent in a request.',
  access: 'write',
  repeatable: true,
  confidential: true,
  data: z.strictObject({ ...beside, size: z.number().int().positive().describe('Bytes, exactly.') }),
  answer: z.object({
    upload: z.string().describe('To be named when the file has been put there, by the same account.'),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expires: Instant,
  }),
  paths: (data) => [data.path],
});

export const saveAttachment = defineRequest('wiki.SaveAttachment', {
  version: 2,
  meaning: 'Puts a file beside a page that exists, or replaces it; at most 10 MiB.',
  access: 'write',
  deadline: 30,
  data: z
    .strictObject({
      ...beside,
      content: z.base64().optional(),
      upload: UploadId.optional().describe('Instead of the content: where it was put before.'),
      base,
      message,
      dryRun: DryRun,
    })
    .refine(({ content, upload }) => (content === undefined) !== (upload === undefined), {
      path: ['content'],
      message: 'send either the content or the id of an upload',
    }),
  answer: AttachmentSaved,
  paths: (data) => [data.path],
});

export const deleteAttachment = defineRequest('wiki.DeleteAttachment', {
  meaning: 'Deletes a file beside a page; its history stays, and older revisions of it can be read.',
  access: 'write',
  data: z.strictObject({ ...beside, base, message, dryRun: DryRun }),
  answer: z.object({ path: z.string(), file: z.string(), revision: ObjectId, sequence: z.number().int(), dryRun, proposal }),
  paths: (data) => [data.path],
});

export const readAttachment = defineRequest('wiki.ReadAttachment', {
  meaning: 'A file beside a page with its content, now or at a revision.',
  access: 'read',
  safe: true,
  deadline: 30,
  data: z.strictObject({ ...beside, revision: RevisionText.optional() }),
  answer: z.object({ ...fileFields, content: z.base64() }),
  paths: (data) => [data.path],
});

export const listAttachments = defineRequest('wiki.ListAttachments', {
  meaning: 'The files beside one page, or beside all pages, by page and name.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    path: PathText.optional(),
    limit: z.number().int().min(1).max(1000).default(100),
    cursor: z.string().min(1).max(1100).optional(),
  }),
  answer: z.object({
    path: z.string().optional().describe('The page, when one was asked for.'),
    attachments: z.array(AttachmentEntry),
    total: z.number().int().optional().describe('How many lie beside the page, when one was asked for.'),
    next: z.string().optional(),
  }),
  paths: ({ path }) => (path === undefined ? [] : [path]),
});

/** A change of one file, with the content that it left behind. */
export const AttachmentChange = Change.extend({
  size: z.number().int().nonnegative(),
  blob: ObjectId.nullable().describe('Null: it was deleted.'),
}).meta({ id: 'AttachmentChange' });
export type AttachmentChange = z.infer<typeof AttachmentChange>;

export const attachmentHistory = defineRequest('wiki.AttachmentHistory', {
  version: 2,
  meaning: 'The changes of one file beside a page, newest first, also of one that was deleted.',
  access: 'read',
  safe: true,
  data: z.strictObject({ ...beside, limit: z.number().int().min(1).max(200).default(50), cursor: z.string().min(1).max(100).optional() }),
  answer: z.object({ path: z.string(), file: z.string(), history: z.array(AttachmentChange), next: z.string().optional() }),
  paths: (data) => [data.path],
});
