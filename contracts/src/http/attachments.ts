/** REST of files beside pages: the shapes that clients of the ancestors know, made strict; and raw bytes as the body of an upload. */
import * as z from 'zod';
import { Instant, ObjectId } from '../define/ids.ts';
import { present } from '../define/present.ts';
import { DryRun } from '../define/request.ts';
import { defineRoute } from '../define/route.ts';
import { MAX_ATTACHMENT_BYTES } from '../facts/wiki.ts';
import {
  attachmentHistory,
  deleteAttachment,
  FileNameText,
  listAttachments,
  openUpload,
  readAttachment,
  saveAttachment,
} from '../requests/attachments.ts';
import type { AttachmentSaved } from '../requests/attachments.ts';
import { RevisionText } from '../requests/pages.ts';
import { ChangeBody, changeBody } from './pages.ts';
import { statusOf } from './status-of.ts';

const api = '/{owner}/{wiki}/api/v1' as const;
const ofPage = `${api}/pages/{page+}/attachments` as const;

const number = (least: number, most: number, otherwise: number) => z.coerce.number().int().min(least).max(most).default(otherwise);
const message = z.string().max(500).optional();
const beside = (params: Readonly<Record<string, string>>) => ({ path: params['page'] ?? '', file: params['file'] ?? '' });

/** Base64 of the largest file, and what stands around it. */
const MAX_JSON_BYTES = Math.ceil(MAX_ATTACHMENT_BYTES / 3) * 4 + 4096;

const bodyFields = {
  filename: z.string(),
  path: z.string().describe('The page.'),
  size: z.number().describe('Bytes.'),
  mime_type: z.string(),
  revision: ObjectId,
  href: z.string().describe('Address of this very content below the address of the wiki; it may be kept for ever.'),
} as const;

/** The blob is in the address already. */
const fileBody = <F extends { readonly file: string; readonly type: string; readonly blob: string }>({
  file,
  type,
  blob: _,
  ...rest
}: F) => ({
  filename: file,
  mime_type: type,
  ...rest,
});

const dryRun = saveAttachment.answer.shape.dryRun;

const SavedBody = z
  .object({
    ...bodyFields,
    created: z.boolean(),
    outcome: saveAttachment.answer.shape.outcome,
    sequence: z.number(),
    dry_run: dryRun,
    near_limits: saveAttachment.answer.shape.nearLimits,
    proposal: saveAttachment.answer.shape.proposal,
  })
  .meta({ id: 'AttachmentSavedBody' });

/** A trial created nothing, and what it answers is no version of the file. */
const saved = ({ dryRun: isTrial, nearLimits, ...answer }: AttachmentSaved) => ({
  status: statusOf({ ...answer, dryRun: isTrial }, answer.outcome === 'created'),
  body: { ...fileBody(answer), created: answer.outcome === 'created', ...present({ dry_run: isTrial, near_limits: nearLimits }) },
  ...(isTrial || answer.proposal ? {} : { etag: answer.revision }),
});

export const putAttachmentRoute = defineRoute(`PUT ${ofPage}/{file}`, saveAttachment, {
  summary: 'Put a file beside a page, or replace it: the body is the file',
  query: z.strictObject({ revision: RevisionText.optional(), commit_message: message, dry_run: z.stringbool().optional() }),
  takesBytes: true,
  maxBytes: MAX_ATTACHMENT_BYTES,
  response: SavedBody,
  input: ({ params, query, bytes = '', ifMatch }) =>
    present({ ...beside(params), content: bytes, base: query.revision ?? ifMatch, message: query.commit_message, dryRun: query.dry_run }),
  respond: saved,
});

export const postAttachmentRoute = defineRoute(`POST ${ofPage}`, saveAttachment, {
  summary: 'Put a file beside a page, or replace it: the body is JSON with the file as base64',
  body: z.strictObject({
    filename: FileNameText,
    content: z.base64().optional(),
    upload: z.uuid().optional().describe('Instead of the content: the id of an upload that was put in its place.'),
    revision: RevisionText.optional(),
    commit_message: message,
    dry_run: DryRun,
  }),
  maxBytes: MAX_JSON_BYTES,
  response: SavedBody,
  input: ({ params, body, ifMatch }) =>
    present({
      path: params['page'] ?? '',
      file: body.filename,
      content: body.content,
      upload: body.upload,
      base: body.revision ?? ifMatch,
      message: body.commit_message,
      dryRun: body.dry_run,
    }),
  respond: saved,
});

export const openUploadRoute = defineRoute(`POST ${ofPage}/uploads`, openUpload, {
  summary: 'Open a place for a large file: PUT it to `url`, then name `upload` as the attachment',
  body: z.strictObject({ filename: FileNameText, size: z.number().int().positive() }),
  response: z.object({
    upload: z.string(),
    method: z.literal('PUT'),
    url: z.string().describe('Takes exactly as many bytes as were said. It needs no other right than to be known, so keep it to yourself.'),
    headers: openUpload.answer.shape.headers.describe('To be sent with the file.'),
    expires: Instant,
  }),
  input: ({ params, body }) => ({ path: params['page'] ?? '', file: body.filename, size: body.size }),
  respond: (answer) => ({ status: 201, body: { method: 'PUT', ...answer } }),
});

export const deleteAttachmentRoute = defineRoute(`DELETE ${ofPage}/{file}`, deleteAttachment, {
  summary: 'Delete a file beside a page; its history stays',
  body: z.strictObject({ revision: RevisionText.optional(), commit_message: message, dry_run: DryRun }).optional(),
  response: z.object({
    deleted: z.boolean().describe('False: the deletion is only proposed.'),
    filename: z.string(),
    path: z.string(),
    revision: ObjectId,
    sequence: z.number(),
    dry_run: dryRun,
    proposal: deleteAttachment.answer.shape.proposal,
  }),
  input: ({ params, body, ifMatch }) =>
    present({ ...beside(params), base: body?.revision ?? ifMatch, message: body?.commit_message, dryRun: body?.dry_run }),
  respond: ({ file, dryRun: isTrial, ...rest }) => ({
    status: statusOf({ ...rest, dryRun: isTrial }),
    body: { deleted: rest.proposal === undefined, filename: file, ...rest, ...present({ dry_run: isTrial }) },
  }),
});

export const readAttachmentRoute = defineRoute(`GET ${ofPage}/{file}`, readAttachment, {
  summary: 'A file beside a page as base64, now or at a revision; its bytes alone are at `href`',
  query: z.strictObject({ revision: RevisionText.optional() }),
  response: z.object({ ...bodyFields, content: z.string() }),
  input: ({ params, query }) => present({ ...beside(params), revision: query.revision }),
  respond: (answer) => ({ status: 200, body: fileBody(answer), etag: answer.revision }),
});

const ListBody = z.object({
  path: z.string().optional(),
  attachments: z.array(z.object({ ...bodyFields, last_modified: Instant, author: z.string().optional() }).meta({ id: 'AttachmentBody' })),
  total: z.number().optional(),
  next: z.string().optional(),
});

const listQuery = z.strictObject({ limit: number(1, 1000, 100), cursor: z.string().optional() });

const listed = ({ attachments, ...rest }: z.infer<typeof listAttachments.answer>) => ({
  status: 200,
  body: { ...rest, attachments: attachments.map(({ updated, ...file }) => ({ ...fileBody(file), last_modified: updated })) },
});

export const pageAttachmentsRoute = defineRoute(`GET ${ofPage}`, listAttachments, {
  summary: 'The files beside a page',
  query: listQuery,
  response: ListBody,
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
  respond: listed,
});

export const wikiAttachmentsRoute = defineRoute(`GET ${api}/attachments`, listAttachments, {
  summary: 'The files beside all pages, by page and name',
  query: listQuery,
  response: ListBody,
  input: ({ query }) => present(query),
  respond: listed,
});

export const attachmentHistoryRoute = defineRoute(`GET ${ofPage}/{file}/history`, attachmentHistory, {
  summary: 'The changes of a file beside a page, newest first',
  query: z.strictObject({ limit: number(1, 200, 50), cursor: z.string().optional() }),
  response: z.object({
    path: z.string(),
    filename: z.string(),
    history: z.array(ChangeBody.extend({ size: z.number(), deleted: z.boolean() }).meta({ id: 'AttachmentChangeBody' })),
    next: z.string().optional(),
  }),
  input: ({ params, query }) => present({ ...beside(params), ...query }),
  respond: ({ file, history, ...rest }) => ({
    status: 200,
    body: {
      ...rest,
      filename: file,
      history: history.map((change) => ({ ...changeBody(change), size: change.size, deleted: change.blob === null })),
    },
  }),
});
