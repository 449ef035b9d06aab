import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { readPage } from '@wikibot/contracts/requests/pages';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { normalisePagePath, pageKey } from '@wikibot/platform/page/page-path';
import { suggestPagePath } from '@wikibot/platform/page/path-suggestion';
import * as z from 'zod';
import { accountsOf, authorLabel, dayOf } from '../domain/authorship.ts';
import type { LastChange } from '../domain/note.ts';
import { parseReadCursor } from '../domain/read-cursor.ts';
import type { ReadCursor } from '../domain/read-cursor.ts';
import { shownPage } from '../domain/shown-page.ts';
import type { ReadablePage } from '../domain/shown-page.ts';
import { refusals } from '../refusals.ts';
import type { NoteText } from '../views/notes.ts';
import { movedFrom, readNoteText } from '../views/notes.ts';
import { askOwner } from './ask-owner.ts';
import { path, revision } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const LEAST_TOKENS = 100;
const MOST_TOKENS = 50_000;

const input = z.strictObject({
  path,
  revision: revision.optional().describe('An older one; default current'),
  section: z.string().max(1000).optional().describe('Heading, "Heading > Subheading" or anchor'),
  max_tokens: z
    .number()
    .int()
    .transform((asked) => Math.min(MOST_TOKENS, Math.max(LEAST_TOKENS, asked)))
    .optional()
    .describe('Default 6000'),
  cursor: z.string().max(200).optional().describe('From a cut answer'),
});

type Input = z.output<typeof input>;

interface Found {
  readonly ok: true;
  readonly page: Omit<ReadablePage, 'last'> & { readonly last: Omit<LastChange, 'intent'> };
}

/** An old address leads to the page's new one, for whoever may read it there. */
const addressOf = async (asked: string, { ports, wiki, auth }: Call): Promise<string> => {
  const moved = await movedFrom(ports, wiki.id, asked);
  return moved !== undefined && pathPermits(auth.pathRules, moved, 'read') ? moved : asked;
};

interface Wanted {
  readonly path: string;
  readonly revision: string | undefined;
}

/** The page from the own view when that has the revision that is asked for, otherwise from the wiki service. */
const find = async ({ path: asked, revision: wanted }: Wanted, call: Call): Promise<Found | Refused> => {
  const note = await readNoteText(call.ports, call.wiki.id, asked);
  if (wanted !== undefined && !note?.revision.startsWith(wanted)) return findOlder({ asked, wanted, note }, call);
  if (!note) return notFound(asked);
  const { title: name, path: stored, revision: current, text, linksTo, last } = note;
  return { ok: true, page: { name, path: stored, revision: current, text, linksTo, last } };
};

interface Older {
  readonly asked: string;
  readonly wanted: string;
  readonly note: NoteText | undefined;
}

const findOlder = async ({ asked, wanted, note }: Older, call: Call): Promise<Found | Refused> => {
  const outcome = await askOwner(call, readPage, { data: { path: asked, revision: wanted } });
  if (!outcome.ok && note && outcome.refusal.kind === 'not-found')
    return refusals['revision.not-found']({ path: note.path, revision: wanted, current_revision: note.revision });
  if (!outcome.ok) return outcome;
  const { name, path: stored, revision: old, content, linksTo, lastChange } = outcome.answer;
  return {
    ok: true,
    page: present({ name, path: stored, revision: old, text: content, linksTo, last: lastChange, current: note?.revision }),
  };
};

const notFound = (asked: string): Refused => {
  const read = normalisePagePath(asked);
  if (read.ok) return refusals['page.not-found']({ path: asked });
  return refusals['page.path-refused'](
    present({ path: asked, problem: read.problem, reason: read.message, suggestion: suggestPagePath(asked) }),
  );
};

type ReadPlace = { readonly ok: true; readonly cursor: ReadCursor | undefined } | Refused;

const placeOf = ({ cursor: text }: Input): ReadPlace => {
  if (text === undefined) return { ok: true, cursor: undefined };
  const cursor = parseReadCursor(text);
  return cursor ? { ok: true, cursor } : refusals['cursor.unknown']({ cursor: text });
};

const run = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  const place = placeOf(asked);
  if (!place.ok) return place;
  const address = await addressOf(asked.path, call);
  const found = await find({ path: address, revision: asked.revision ?? place.cursor?.revision }, call);
  if (!found.ok) return found;
  const { last, ...page } = found.page;
  const names = await call.ports.names.of(accountsOf([last]));
  const by = authorLabel(last.actor, names);
  const shown = shownPage(
    { ...page, last: { by, time: last.time, message: last.message } },
    { section: asked.section, tokens: asked.max_tokens, cursor: place.cursor },
  );
  if (!shown.ok) return shown;
  const moved = address === asked.path ? '' : `${asked.path} was moved to ${address}.\n\n`;
  return {
    ...shown,
    text: moved + shown.text,
    structured: { ...shown.structured, last_edit: { by, date: dayOf(last.time), message: last.message } },
  };
};

export const readNote = defineTool({
  name: 'read_note',
  title: 'Read a note',
  description:
    'Read a page: text, revision (needed to change it), links, last editor. Of a long page you get the outline and the beginning, and how to read on. To find pages use search_notes or list_notes.',
  access: 'read',
  input,
  output: z.object({ path: z.string(), name: z.string(), revision: z.string(), content: z.string(), cursor: z.string().optional() }),
  paths: ({ path: asked }) => [pageKey(asked)],
  run,
});
