import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { diffPage } from '@wikibot/contracts/requests/differences';
import type { Change } from '@wikibot/contracts/requests/pages';
import { pageHistory } from '@wikibot/contracts/requests/pages';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import type { UserNames } from '../domain/authorship.ts';
import { accountsOf, authorLabel, dayOf, firstLine } from '../domain/authorship.ts';
import { diffText } from '../domain/diff-text.ts';
import type { WikiChange } from '../views/changes.ts';
import { changesUpTo, listChanges, MOST_PAGES } from '../views/changes.ts';
import { askOwner } from './ask-owner.ts';
import { count, listCursor, path } from './fields.ts';
import { seenBy } from './seen-change.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

/** Of a comparison in one answer. */
const MOST_LINES = 400;

const RANGE = /^([0-9a-f]{7,40})(?:\.\.\.?([0-9a-f]{7,40}))?$/;

const input = z.strictObject({
  path,
  limit: count(200, 10),
  cursor: listCursor,
  diff: z
    .string()
    .trim()
    .toLowerCase()
    .regex(RANGE, 'is a revision, or two as older..newer')
    .optional()
    .describe('Revision, or older..newer: show what it changed'),
});

type Input = z.output<typeof input>;

/** What a line tells of a change; the wiki service knows more. */
type Told = Pick<Change, 'revision' | 'time' | 'actor' | 'message' | 'intent'>;

const lineOf = (change: Told, names: UserNames): string =>
  `- ${change.revision.slice(0, 8)} | ${dayOf(change.time)} | ${authorLabel(change.actor, names)}\n  ${firstLine(change.message) || change.intent}`;

const entryOf = (change: Told, names: UserNames) => ({
  revision: change.revision,
  date: change.time,
  author: authorLabel(change.actor, names),
  agent: change.actor.kind === 'agent',
  intent: change.intent,
  message: change.message,
});

const rangeOf = (diff: string): { readonly from?: string; readonly to: string } => {
  const [, first = '', second] = RANGE.exec(diff) ?? [];
  return second === undefined ? { to: first } : { from: first, to: second };
};

const sideOf = (revision: string | null): string => revision?.slice(0, 8) ?? 'nothing';

const compared = async (path: string, diff: string, call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, diffPage, { data: { path, ...rangeOf(diff), limit: MOST_LINES } });
  if (!outcome.ok) return outcome;
  const { from, to, lines, hunks, next } = outcome.answer;
  const title = `What changed in ${path} from ${sideOf(from.revision)} to ${sideOf(to.revision)}: +${lines.added} -${lines.removed} lines`;
  const cut = next === undefined ? '' : '\n[The comparison is cut; read both revisions with read_note for the rest.]';
  const text = `${title}\n${diffText(hunks)}${cut}`;
  return { ok: true, text, structured: { path, history: [], diff: { from: from.revision, to: to.revision, lines, text } } };
};

const historyText = (where: string, history: readonly Told[], names: UserNames): string =>
  history.length === 0
    ? `No history for ${where}.`
    : `History for ${where} (${history.length} revisions):\n\n${history.map((change) => lineOf(change, names)).join('\n')}`;

/** So many changes of the wiki are looked through for those of a page. */
const MOST_LOOKED = 5_000;

/** While the owner of histories does not answer: what the own views say, and what that leaves out. */
const knownHere = async ({ path: where, limit, cursor }: Input, { refusal }: Refused, call: Call): Promise<ToolAnswer | undefined> => {
  if (refusal.kind !== 'unavailable' || cursor !== undefined) return undefined;
  const { ports, wiki } = call;
  const wanted = ({ pages }: WikiChange): boolean => pages.some((page) => pageKey(page) === pageKey(where));
  const { changes } = await listChanges(ports, wiki.id, { limit, wanted, most: MOST_LOOKED });
  if (changes.length === 0) return undefined;
  const [names, upTo] = await Promise.all([ports.names.of(accountsOf(changes)), changesUpTo(ports, wiki.id)]);
  const history = changes.map((change) => seenBy(change, call));
  const limits = `[The wiki does not answer right now. This is what is known here up to change ${upTo}: what the page was before a move, and changes of more than ${MOST_PAGES} pages at once, may be missing. For the whole history call get_history again later.]`;
  return {
    ok: true,
    text: `${historyText(where, history, names)}\n\n${limits}`,
    structured: { path: where, history: history.map((change) => entryOf(change, names)), partial: true, known_to: upTo },
  };
};

const listed = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  const data = present({ path: asked.path, limit: asked.limit, cursor: asked.cursor });
  const outcome = await askOwner(call, pageHistory, { data, patience: 2 * call.ports.deployment.patience });
  if (!outcome.ok) return (await knownHere(asked, outcome, call)) ?? outcome;
  const { path: where, history, next } = outcome.answer;
  const names = await call.ports.names.of(accountsOf(history));
  const rest = next === undefined ? '' : `\n\n[Older ones: call get_history with the same path and cursor="${next}".]`;
  return {
    ok: true,
    text: `${historyText(where, history, names)}${rest}`,
    structured: present({ path: where, history: history.map((change) => entryOf(change, names)), cursor: next }),
  };
};

const run = (asked: Input, call: Call): Promise<ToolAnswer> =>
  asked.diff === undefined ? listed(asked, call) : compared(asked.path, asked.diff, call);

export const getHistory = defineTool({
  name: 'get_history',
  title: 'History of a note',
  description:
    'The revisions of a page, newest first, with author and reason; or what a revision changed. To read an old text use read_note with revision.',
  access: 'read',
  input,
  output: z.object({ path: z.string(), history: z.array(z.looseObject({ revision: z.string() })), cursor: z.string().optional() }),
  paths: (asked) => [pageKey(asked.path)],
  run,
});
