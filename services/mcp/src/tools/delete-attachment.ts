import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { deleteAttachment as request } from '@wikibot/contracts/requests/attachments';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import type { Question } from '../domain/dialog.ts';
import { heldBack } from './approval.ts';
import { changeAnswer, makeChange, wasSent } from './change.ts';
import { commitMessage, dryRun, filename, idempotencyKey, path, revision } from './fields.ts';
import type { Answered, Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  path,
  filename,
  revision: revision.optional().describe('Refuse if the file changed since'),
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
  dry_run: dryRun,
});

type Input = z.output<typeof input>;

const changeOf = (asked: Input, isDryRun: boolean) => {
  const { path: where, filename: file, revision: base, commit_message: message, idempotency_key: key } = asked;
  return { tool: 'delete_attachment', request, data: present({ path: where, file, base, message }), key, dryRun: isDryRun };
};

/** A file comes back from its history, so only those who can be asked are. */
const heldBackFor = async (asked: Input, call: Call): Promise<Answered | Question | Refused | undefined> => {
  if (!call.dialog.canAsk || (await wasSent(changeOf(asked, false), call))) return undefined;
  const tried = await makeChange(changeOf(asked, true), call);
  if (!tried.ok) return tried;
  const { path: where, file } = tried.answer;
  const question = `Delete the file ${file} of the page ${where} from the wiki ${call.wiki.owner}/${call.wiki.slug}? Its history stays.`;
  const effect = ['delete_attachment', where, file];
  return heldBack(
    { question, effect, confirm: undefined, preview: { lines: [], structured: {} }, isSmall: true },
    'delete_attachment',
    call,
  );
};

const run = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  const held = asked.dry_run === true ? undefined : await heldBackFor(asked, call);
  if (held) return held;
  const done = await makeChange(changeOf(asked, asked.dry_run === true), call);
  if (!done.ok) return done;
  const { path: where, file, revision: made, sequence } = done.answer;
  return changeAnswer(done, {
    lines: [`${done.isDryRun ? 'Would delete' : 'Deleted'} attachment ${file}`],
    structured: { path: where, filename: file, revision: made, sequence },
  });
};

export const deleteAttachment = defineTool({
  name: 'delete_attachment',
  title: 'Delete an attachment',
  description: 'Delete a file beside a page, when the user wants it.',
  access: 'write',
  input,
  output: z.object({ filename: z.string(), revision: z.string() }),
  otherwise: [['outcome']],
  paths: (asked) => [pageKey(asked.path)],
  run,
});
