import { present } from '@wikibot/contracts/define/present';
import { editPage } from '@wikibot/contracts/requests/pages';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { commitMessage, idempotencyKey, path, revision } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';
import { write } from './write.ts';
import { written } from './written.ts';

const input = z.strictObject({
  path,
  revision: revision.describe('Of the text you read'),
  old_string: z.string().min(1, 'is empty; copy a passage of the page').describe('Exact passage, occurring once'),
  new_string: z.string(),
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
});

const run = (asked: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const {
    path: where,
    revision: base,
    old_string: oldString,
    new_string: newString,
    commit_message: message,
    idempotency_key: key,
  } = asked;
  const data = present({ path: where, base, oldString, newString, message });
  return write({ tool: 'edit_note', request: editPage, data, key, verb: 'Edited' }, call);
};

export const editNote = defineTool({
  name: 'edit_note',
  title: 'Edit a note',
  description:
    'Replace one passage of a page that occurs exactly once, front matter included. Needs the revision from read_note. For a whole text use write_note.',
  access: 'write',
  input,
  output: written,
  paths: ({ path: where }) => [pageKey(where)],
  run,
});
