import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import { deletePage } from '@wikibot/contracts/requests/pages';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { heldBack } from './approval.ts';
import type { Changed } from './change.ts';
import { changeAnswer, makeChange, wasSent } from './change.ts';
import { commitMessage, confirm, dryRun, idempotencyKey, path, revision } from './fields.ts';
import type { Question } from '../domain/dialog.ts';
import type { Answered, Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  path,
  recursive: z.boolean().optional().describe('Also its files and the pages below it'),
  revision: revision.optional().describe('Refuse if it changed since'),
  confirm,
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
  dry_run: dryRun,
});

type Input = z.output<typeof input>;
type Deleted = AnswerOf<typeof deletePage>;

const changeOf = (asked: Input, isDryRun: boolean) => {
  const { path: where, revision: base, commit_message: message, idempotency_key: key, recursive } = asked;
  return { tool: 'delete_note', request: deletePage, data: present({ path: where, base, message, recursive }), key, dryRun: isDryRun };
};

const withIt = ({ below }: Deleted): string =>
  below && below.pages + below.files > 0 ? ` with ${below.pages} pages below it and ${below.files} files` : '';

const structuredOf = ({ path: where, revision: made, sequence, lines, below }: Deleted) =>
  present({ path: where, revision: made, sequence, lines, below });

const previewOf = (tried: Changed<typeof deletePage>) => ({
  lines: [`Would delete ${tried.answer.path}${withIt(tried.answer)}`, `Lines: -${tried.answer.lines.removed}`],
  structured: structuredOf(tried.answer),
});

/** One page comes back by a click; all below it at once is worth a second thought. */
const heldBackFor = async (asked: Input, call: Call): Promise<Answered | Question | Refused | undefined> => {
  const isSmall = asked.recursive !== true;
  if ((isSmall && !call.dialog.canAsk) || (await wasSent(changeOf(asked, false), call))) return undefined;
  const tried = await makeChange(changeOf(asked, true), call);
  if (!tried.ok) return tried;
  const { path: where, lines, below } = tried.answer;
  const question = `Delete ${where}${withIt(tried.answer)} from the wiki ${call.wiki.owner}/${call.wiki.slug}? Its history stays, so it can be brought back.`;
  return heldBack(
    { question, effect: ['delete_note', where, lines, below], confirm: asked.confirm, preview: previewOf(tried), isSmall },
    'delete_note',
    call,
  );
};

const run = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  if (asked.dry_run === true) {
    const tried = await makeChange(changeOf(asked, true), call);
    return tried.ok ? changeAnswer(tried, previewOf(tried)) : tried;
  }
  const held = await heldBackFor(asked, call);
  if (held) return held;
  const done = await makeChange(changeOf(asked, false), call);
  if (!done.ok) return done;
  const opening = `Deleted ${done.answer.path}${withIt(done.answer)}`;
  const undo = `Revision: ${done.answer.revision.slice(0, 8)}. Its history stays.`;
  return changeAnswer(done, { lines: [opening, undo], structured: structuredOf(done.answer) });
};

export const deleteNote = defineTool({
  name: 'delete_note',
  title: 'Delete a note',
  description:
    'Delete a page, when the user wants it. With recursive, a first call shows what would go, and a second one with confirm does it.',
  access: 'write',
  input,
  output: z.object({ path: z.string(), revision: z.string(), confirm: z.string().optional() }),
  otherwise: [['outcome']],
  paths: (asked) => [pageKey(asked.path)],
  run,
});
