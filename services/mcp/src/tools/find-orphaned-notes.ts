import { present } from '@wikibot/contracts/define/present';
import { pathPermits } from '@wikibot/platform/kernel/access';
import * as z from 'zod';
import { formatListCursor, parseListCursor } from '../domain/list-cursor.ts';
import { refusals } from '../refusals.ts';
import { orphansAfter } from '../views/links.ts';
import { homeOf } from '../domain/home-page.ts';
import { listCursor } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({ cursor: listCursor });

/** So many orphans are listed at once, and so many pages looked at for them. */
const MOST = { orphans: 200, pages: 1000 };

const textOf = (paths: readonly string[], cursor: string | undefined): string => {
  const rest = cursor === undefined ? '' : `[Not all pages were looked at yet: call find_orphaned_notes with cursor="${cursor}".]`;
  if (paths.length === 0)
    return rest === ''
      ? 'No orphaned notes found. All pages have at least one incoming link.'
      : `Found no orphaned notes so far.\n\n${rest}`;
  const found = `Found ${paths.length} orphaned notes (no incoming links from any other page):\n\n${paths.map((path) => `- ${path}`).join('\n')}`;
  return rest === '' ? found : `${found}\n\n${rest}`;
};

const run = async (asked: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const after = asked.cursor === undefined ? undefined : parseListCursor(asked.cursor);
  if (asked.cursor !== undefined && after === undefined) return refusals['cursor.unknown']({ cursor: asked.cursor });
  const maySee = (path: string): boolean => pathPermits(call.auth.pathRules, path, 'read');
  const { orphans, next } = await orphansAfter(call.ports, call.wiki.id, present({ home: homeOf(call.wiki), after, most: MOST, maySee }));
  const notes = orphans.map(({ path }) => path);
  const cursor = next === undefined ? undefined : formatListCursor(next);
  return { ok: true, text: textOf(notes, cursor), structured: present({ notes, cursor }) };
};

export const findOrphanedNotes = defineTool({
  name: 'find_orphaned_notes',
  title: 'Orphaned notes',
  description: 'Pages that no other page links to, without the home page and Meta.',
  access: 'read',
  input,
  output: z.object({ notes: z.array(z.string()), cursor: z.string().optional() }),
  paths: () => [],
  run,
});
