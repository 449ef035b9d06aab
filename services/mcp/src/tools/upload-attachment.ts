import { present } from '@wikibot/contracts/define/present';
import { saveAttachment } from '@wikibot/contracts/requests/attachments';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { changeAnswer, makeChange } from './change.ts';
import { commitMessage, dryRun, filename, idempotencyKey, path, revision } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

/** A data URL is what some clients make of a file. */
const content = z
  .string()
  .transform((text) => text.replace(/^data:[^,]{0,200};base64,/, '').replace(/\s+/g, ''))
  .pipe(z.base64('is not base64'));

const input = z.strictObject({
  path,
  filename,
  content: content.describe('Base64'),
  revision: revision.optional().describe('Refuse if the file changed since'),
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
  dry_run: dryRun,
});

const run = async (asked: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const { path: where, filename: file, content: bytes, revision: base, commit_message: message, idempotency_key: key } = asked;
  const data = present({ path: where, file, content: bytes, base, message });
  const done = await makeChange({ tool: 'upload_attachment', request: saveAttachment, data, key, dryRun: asked.dry_run }, call);
  if (!done.ok) return done;
  const { path: page, file: name, size, type, revision: made, outcome, sequence } = done.answer;
  const verb = done.isDryRun ? 'Would upload' : 'Uploaded';
  const link = `Show it in the page with ![](${name}), or link it with [${name}](${name}).`;
  return changeAnswer(done, {
    lines: [`${verb} ${name} to ${page} (${size} bytes)`, `Outcome: ${outcome}. Type: ${type}. Revision: ${made}`, link],
    structured: { path: page, filename: name, size, mime_type: type, revision: made, outcome, sequence },
  });
};

export const uploadAttachment = defineTool({
  name: 'upload_attachment',
  title: 'Upload an attachment',
  description: 'Put a file beside an existing page, or replace it; at most 2 MB this way, larger ones over REST or in the browser.',
  access: 'write',
  input,
  output: z.object({ filename: z.string(), size: z.number(), revision: z.string() }),
  paths: (asked) => [pageKey(asked.path)],
  run,
});
