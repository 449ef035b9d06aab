import { present } from '@wikibot/contracts/define/present';
import * as z from 'zod';
import type { UserNames } from '../domain/authorship.ts';
import { accountsOf, authorLabel, dayOf, firstLine } from '../domain/authorship.ts';
import type { WikiChange } from '../views/changes.ts';
import { changesUpTo, listChanges } from '../views/changes.ts';
import { count } from './fields.ts';
import { permitted, seenBy } from './seen-change.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  limit: count(200, 20),
  since: z.number().int().nonnegative().optional().describe('Sequence: only later ones, oldest first'),
});

type Input = z.output<typeof input>;

const pagesText = ({ pages, pageCount }: WikiChange): string => {
  const more = pageCount - pages.length;
  return pages.length === 0 ? '(no pages)' : `${pages.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const lineOf = (change: WikiChange, names: UserNames): string =>
  `- ${dayOf(change.time)} | ${authorLabel(change.actor, names)} | ${pagesText(change)}\n  ${firstLine(change.message) || change.intent}`;

const entryOf = (change: WikiChange, names: UserNames) => ({
  sequence: change.sequence,
  revision: change.revision,
  date: change.time,
  author: authorLabel(change.actor, names),
  intent: change.intent,
  message: change.message,
  pages: change.pages,
  page_count: change.pageCount,
});

interface Found {
  readonly changes: readonly WikiChange[];
  readonly more: boolean;
}

/** From where to ask on: behind what is shown when that was cut, else behind everything that is known here. */
const nextSince = ({ changes, more }: Found, isForward: boolean, head: number): number => {
  const shown = changes.map(({ sequence }) => sequence);
  return isForward && more ? Math.max(...shown) : Math.max(head, ...shown);
};

const run = async ({ limit, since }: Input, call: Call): Promise<ToolAnswer> => {
  const { ports, wiki, auth } = call;
  const known = await changesUpTo(ports, wiki.id);
  const wanted = (change: WikiChange): boolean => auth.pathRules.length === 0 || permitted(change, call).length > 0;
  const found = await listChanges(ports, wiki.id, present({ limit, wanted, since }));
  const changes = found.changes.map((change) => seenBy(change, call));
  const names = await ports.names.of(accountsOf(changes));
  const head = nextSince(found, since !== undefined, known);
  const lines = changes.length === 0 ? '.' : `:\n\n${changes.map((change) => lineOf(change, names)).join('\n')}`;
  const text = `${changes.length} recent changes${lines}\n\n[For ${since !== undefined && found.more ? 'the rest' : 'what comes later'} call get_recent_changes with since=${head}.]`;
  return { ok: true, text, structured: { changes: changes.map((change) => entryOf(change, names)), head, more: found.more } };
};

export const getRecentChanges = defineTool({
  name: 'get_recent_changes',
  title: 'Recent changes',
  description: 'What changed in the wiki, newest first: when, by whom, which pages, why.',
  access: 'read',
  input,
  output: z.object({
    changes: z.array(z.looseObject({ sequence: z.number(), author: z.string(), message: z.string() })),
    head: z.number(),
  }),
  paths: () => [],
  run,
});
