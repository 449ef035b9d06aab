import { present } from '@wikibot/contracts/define/present';
import type { AttachmentEntry } from '@wikibot/contracts/requests/attachments';
import { listAttachments as request } from '@wikibot/contracts/requests/attachments';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { askOwner } from './ask-owner.ts';
import { listCursor, path } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({ path, cursor: listCursor });

const AT_ONCE = 100;

const lineOf = ({ file, size, type, updated }: AttachmentEntry): string => `- ${file} (${size} bytes, ${type}, modified ${updated})`;

const entryOf = ({ file, size, type, revision, updated, author }: AttachmentEntry) =>
  present({ filename: file, size, mime_type: type, revision, modified: updated, author });

const run = async ({ path: where, cursor }: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, request, { data: present({ path: where, limit: AT_ONCE, cursor }) });
  if (!outcome.ok) return outcome;
  const { path: stored = where, attachments, total = attachments.length, next } = outcome.answer;
  const lines = attachments.length === 0 ? ['  (no attachments)'] : attachments.map(lineOf);
  const rest =
    next === undefined
      ? []
      : ['', `[Shown ${attachments.length} of ${total}. For more call list_attachments with the same path and cursor="${next}".]`];
  return {
    ok: true,
    text: [`Attachments for ${stored} (${total}):`, '', ...lines, ...rest].join('\n'),
    structured: present({ path: stored, attachments: attachments.map(entryOf), total, cursor: next }),
  };
};

export const listAttachments = defineTool({
  name: 'list_attachments',
  title: 'List attachments',
  description: 'The files that lie beside a page.',
  access: 'read',
  input,
  output: z.object({ attachments: z.array(z.looseObject({ filename: z.string() })), cursor: z.string().optional() }),
  paths: (asked) => [pageKey(asked.path)],
  run,
});
