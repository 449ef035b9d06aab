import { present } from '@wikibot/contracts/define/present';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import { savePage } from '@wikibot/contracts/requests/pages';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { refusals } from '../refusals.ts';
import { commitMessage, dryRun, idempotencyKey, revision, shownPath } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';
import { write } from './write.ts';
import { written } from './written.ts';

const input = z.strictObject({
  path: shownPath,
  content: z.string().describe('Whole Markdown text, front matter included'),
  revision: revision.optional().describe('Of the text you read; leave out for a new page'),
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
  dry_run: dryRun,
});

const run = async (asked: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const bytes = Buffer.byteLength(asked.content);
  if (bytes > MAX_PAGE_BYTES) return refusals['page.too-large']({ bytes, limit: MAX_PAGE_BYTES });
  const { path: where, content, revision: base, commit_message: message, idempotency_key: key } = asked;
  const data = present({ path: where, content, base, message });
  return write({ tool: 'write_note', request: savePage, data, key, dryRun: asked.dry_run, verb: 'Updated' }, call);
};

export const writeNote = defineTool({
  name: 'write_note',
  title: 'Write a note',
  description: 'Create a page, or replace its whole text. Replacing needs the revision from read_note. For a small change use edit_note.',
  access: 'write',
  input,
  output: written,
  paths: ({ path: where }) => [pageKey(where)],
  run,
});
