import { present } from '@wikibot/contracts/define/present';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { formatListCursor, parseListCursor } from '../domain/list-cursor.ts';
import { refusals } from '../refusals.ts';
import { incomingLinks } from '../views/links.ts';
import { readNoteText } from '../views/notes.ts';
import { listCursor, path } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({ path, cursor: listCursor });

/** So many backlinks stand in one answer. */
const AT_ONCE = 200;

const linesOf = (paths: readonly string[]): readonly string[] => (paths.length === 0 ? ['  (none)'] : paths.map((one) => `  - ${one}`));

interface Linked {
  readonly path: string;
  readonly exists: boolean;
  readonly to: readonly string[];
  readonly from: readonly string[];
  readonly cursor: string | undefined;
}

const textOf = ({ path: where, exists, to, from, cursor }: Linked): string => {
  const missing = exists ? [] : ['This page does not exist yet; others link to it already.'];
  const isCut = cursor !== undefined;
  const rest = isCut ? ['', `[There are more backlinks: call get_links with the same path and cursor="${cursor}".]`] : [];
  const outgoing = ['', `Links to (${to.length}):`, ...linesOf(to)];
  const incoming = ['', `Linked from (${from.length}${isCut ? ' or more' : ''}):`, ...linesOf(from)];
  return [`Links for ${where}:`, ...missing, ...outgoing, ...incoming, ...rest].join('\n');
};

const linked = async (asked: string, after: string | undefined, call: Call): Promise<ToolAnswer> => {
  const { ports, wiki, auth } = call;
  const maySee = (one: string): boolean => pathPermits(auth.pathRules, one, 'read');
  const [note, { found, next }] = await Promise.all([
    readNoteText(ports, wiki.id, asked),
    incomingLinks(ports, wiki.id, present({ target: pageKey(asked), after, limit: AT_ONCE, maySee })),
  ]);
  if (!note && found.length === 0) return refusals['page.not-found']({ path: asked });
  const { path: where, linksTo } = note ?? { path: asked, linksTo: [] };
  const to = linksTo.filter(maySee);
  const from = found.map(({ path: source }) => source);
  const cursor = next === undefined ? undefined : formatListCursor(next);
  const text = textOf({ path: where, exists: note !== undefined, to, from, cursor });
  return { ok: true, text, structured: present({ path: where, links_to: to, linked_from: from, cursor }) };
};

const run = async (asked: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const after = asked.cursor === undefined ? undefined : parseListCursor(asked.cursor);
  if (asked.cursor !== undefined && after === undefined) return refusals['cursor.unknown']({ cursor: asked.cursor });
  return linked(asked.path, after, call);
};

export const getLinks = defineTool({
  name: 'get_links',
  title: 'Links of a note',
  description: 'What a page links to, and which pages link to it.',
  access: 'read',
  input,
  output: z.object({ links_to: z.array(z.string()), linked_from: z.array(z.string()), cursor: z.string().optional() }),
  paths: (asked) => [pageKey(asked.path)],
  run,
});
