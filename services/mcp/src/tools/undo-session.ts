import { present } from '@wikibot/contracts/define/present';
import type { Session, Undone } from '@wikibot/contracts/requests/undo';
import { listSessions, undoSession as request } from '@wikibot/contracts/requests/undo';
import * as z from 'zod';
import { excerpt } from '@wikibot/platform/page/words';
import { heldBack } from './approval.ts';
import { askOwner } from './ask-owner.ts';
import type { Changed } from './change.ts';
import { changeAnswer, makeChange, wasSent } from './change.ts';
import { commitMessage, confirm, dryRun, idempotencyKey } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const short = z.string().min(1).max(200);

const input = z.strictObject({
  session: short.optional().describe('Leave out to list yours'),
  by: short.optional().describe('User name, if several used that name'),
  skip_conflicts: z.boolean().optional().describe('Leave what was changed later'),
  confirm,
  commit_message: commitMessage,
  idempotency_key: idempotencyKey,
  dry_run: dryRun,
});

type Input = z.output<typeof input>;

const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

const sessionLine = ({ session, client, first, last, changes, pages, total }: Session): string => {
  const more = total > pages.length ? ` and ${total - pages.length} more` : '';
  return `- ${session} | ${client} | ${minute(first)} to ${minute(last)} | ${changes} changes | ${pages.map((page) => excerpt(page, 100)).join(', ')}${more}`;
};

const listed = async (call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, listSessions, { data: present({ by: call.auth.accountId, limit: 10 }) });
  if (!outcome.ok) return outcome;
  const { sessions } = outcome.answer;
  const text =
    sessions.length === 0
      ? 'No agent has changed this wiki for you.'
      : `Your agents' ${sessions.length} latest sessions:\n\n${sessions.map(sessionLine).join('\n')}\n\n[To take one back call undo_session with session="…".]`;
  return { ok: true, text, structured: { outcome: 'listed', sessions } };
};

const changeOf = (asked: Input, session: string, isDryRun: boolean) => {
  const { by, skip_conflicts: skipConflicts, commit_message: message, idempotency_key: key } = asked;
  return { tool: 'undo_session', request, data: present({ session, by, skipConflicts, message }), key, dryRun: isDryRun };
};

/** So many files are named in the text. */
const MOST_NAMED = 30;

const fileLine = ({ path, kind, lines }: Undone['files'][number]): string =>
  `  - ${path}: ${kind}${lines ? ` (+${lines.added} -${lines.removed})` : ''}`;

const filesLines = ({ files, total, conflicts }: Undone): readonly string[] => {
  const shown = files.slice(0, MOST_NAMED);
  return [
    ...shown.map(fileLine),
    ...(total > shown.length ? [`  - … and ${total - shown.length} more`] : []),
    ...(conflicts.length > 0
      ? [
          `Left as they are, since they were changed later: ${conflicts
            .map(({ path }) => path)
            .slice(0, MOST_NAMED)
            .join(', ')}`,
        ]
      : []),
  ];
};

const structuredOf = (session: string, { outcome, revision, sequence, changes, files, total, conflicts }: Undone) => ({
  session,
  outcome,
  revision,
  sequence,
  changes,
  files: files.map(({ path, kind, lines }) => present({ path, kind, lines })),
  total,
  conflicts: conflicts.map(({ path, reason }) => ({ path, reason })),
});

const previewOf = (session: string, { answer }: Changed<typeof request>) => ({
  lines: [`Would take back ${answer.changes} changes of session ${session} in ${answer.total} files:`, ...filesLines(answer)],
  structured: structuredOf(session, answer),
});

/** What is said instead of doing it: what was asked to be tried out, what there is nothing of, and what is to be approved. */
const insteadOf = async (asked: Input, session: string, call: Call): Promise<ToolAnswer | undefined> => {
  if (asked.dry_run !== true && (await wasSent(changeOf(asked, session, false), call))) return undefined;
  const tried = await makeChange(changeOf(asked, session, true), call);
  if (!tried.ok) return tried;
  const { outcome, changes, total, files, conflicts } = tried.answer;
  if (asked.dry_run === true || outcome === 'unchanged') return changeAnswer(tried, previewOf(session, tried));
  const effect = ['undo_session', session, total, files.map(({ path, lines }) => [path, lines]), conflicts.map(({ path }) => path)];
  const question = `Take back ${changes} changes of the agent session ${session} in ${total} files of the wiki ${call.wiki.owner}/${call.wiki.slug}?`;
  return heldBack({ question, effect, confirm: asked.confirm, preview: previewOf(session, tried), isSmall: false }, 'undo_session', call);
};

const undo = async (asked: Input, session: string, call: Call): Promise<ToolAnswer> => {
  const instead = await insteadOf(asked, session, call);
  if (instead) return instead;
  const done = await makeChange(changeOf(asked, session, false), call);
  if (!done.ok) return done;
  const opening = `Took back ${done.answer.changes} changes of session ${session} (revision: ${done.answer.revision.slice(0, 8)}):`;
  return changeAnswer(done, { lines: [opening, ...filesLines(done.answer)], structured: structuredOf(session, done.answer) });
};

export const undoSession = defineTool({
  name: 'undo_session',
  title: 'Undo a session',
  description:
    'Take back all that an agent changed in one session; what others did later stays. A first call shows what would change, a second one with confirm does it.',
  access: 'write',
  input,
  output: z.object({ outcome: z.string(), revision: z.string().optional(), confirm: z.string().optional() }),
  paths: () => [],
  run: (asked, call) => (asked.session === undefined ? listed(call) : undo(asked, asked.session, call)),
});
