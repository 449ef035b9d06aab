import { present } from '@wikibot/contracts/define/present';
import { pathPermits } from '@wikibot/platform/kernel/access';
import * as z from 'zod';
import { dayOf } from '../domain/authorship.ts';
import { formatListCursor, parseListCursor } from '../domain/list-cursor.ts';
import type { Note } from '../domain/note.ts';
import { refusals } from '../refusals.ts';
import { aboutWiki, listNotes as notesOf } from '../views/notes.ts';
import { count } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'Invalid updated_since format. Use ISO 8601.')
  .transform((text) => new Date(text).toISOString());

const input = z.strictObject({
  prefix: z.string().max(900).optional().describe('Path beginning, e.g. Folder/'),
  category: z.string().max(200).optional(),
  tag: z.string().max(200).optional(),
  updated_since: instant.optional().describe('ISO 8601'),
  limit: count(500, 100),
  cursor: z.string().max(2000).optional(),
});

type Input = z.output<typeof input>;

const same = (a: string, b: string): boolean => a.normalize('NFC').toLowerCase() === b.trim().normalize('NFC').toLowerCase();

const filterOf =
  (asked: Input, call: Call) =>
  (note: Note): boolean =>
    (asked.category === undefined || same(note.category ?? '', asked.category)) &&
    (asked.tag === undefined || note.tags.some((tag) => same(tag, (asked.tag ?? '').replace(/^#/, '')))) &&
    (asked.updated_since === undefined || note.last.time >= asked.updated_since) &&
    pathPermits(call.auth.pathRules, note.path, 'read');

const criteriaOf = (asked: Input): string =>
  [
    asked.prefix === undefined ? '' : `prefix=${asked.prefix}`,
    asked.category === undefined ? '' : `category=${asked.category}`,
    asked.tag === undefined ? '' : `tag=${asked.tag}`,
    asked.updated_since === undefined ? '' : `updated since ${dayOf(asked.updated_since)}`,
  ]
    .filter(Boolean)
    .join(', ');

const lineOf = (note: Note): string => {
  const fields = [
    note.category === null ? '' : `category: ${note.category}`,
    note.tags.length === 0 ? '' : `tags: ${note.tags.join(', ')}`,
    `last updated: ${dayOf(note.last.time)}`,
    `${note.words} words`,
  ];
  return `- ${note.path} (${fields.filter(Boolean).join(', ')})`;
};

const entryOf = (note: Note) => ({
  path: note.path,
  name: note.title,
  category: note.category,
  tags: note.tags,
  last_updated: dayOf(note.last.time),
  words: note.words,
  revision: note.last.revision,
});

/** How many there are in all is known only of the whole wiki, to those who may see all of it. */
const ofHowMany = async (criteria: string, call: Call): Promise<string> => {
  if (criteria !== '' || call.auth.pathRules.length > 0) return '';
  const { pages } = await aboutWiki(call.ports, call.wiki.id);
  return pages === undefined ? '' : ` of ${pages}`;
};

const foundText = (notes: readonly Note[], criteria: string): string => {
  const found = `Found ${notes.length} notes${criteria === '' ? '' : ` matching ${criteria}`}`;
  return notes.length === 0 ? `${found}.` : `${found}:\n\n${notes.map(lineOf).join('\n')}`;
};

const listed = async (asked: Input, after: string | undefined, call: Call): Promise<ToolAnswer> => {
  const { notes, next } = await notesOf(
    call.ports,
    call.wiki.id,
    present({ prefix: asked.prefix ?? '', after, limit: asked.limit, wanted: filterOf(asked, call) }),
  );
  const criteria = criteriaOf(asked);
  const structured = { notes: notes.map(entryOf) };
  if (next === undefined) return { ok: true, text: foundText(notes, criteria), structured };
  const cursor = formatListCursor(next);
  const shown = `Shown ${notes.length}${await ofHowMany(criteria, call)}`;
  const rest = `[${shown}. For more call list_notes with the same arguments and cursor="${cursor}".]`;
  return { ok: true, text: `${foundText(notes, criteria)}\n\n${rest}`, structured: { ...structured, cursor } };
};

const run = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  if (asked.cursor === undefined) return listed(asked, undefined, call);
  const after = parseListCursor(asked.cursor);
  return after === undefined ? refusals['cursor.unknown']({ cursor: asked.cursor }) : listed(asked, after, call);
};

export const listNotes = defineTool({
  name: 'list_notes',
  title: 'List notes',
  description: 'List pages by path, filtered; all filters must match. For words in the text use search_notes.',
  access: 'read',
  input,
  output: z.object({ notes: z.array(z.looseObject({ path: z.string(), name: z.string() })), cursor: z.string().optional() }),
  paths: () => [],
  run,
});
