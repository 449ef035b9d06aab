import type { Refused } from '@wikibot/contracts/define/refusal';
import { denialOf, pathPermits } from '@wikibot/platform/kernel/access';
import { invalid } from '@wikibot/platform/kernel/kernel-refusals';
import { pageKey } from '@wikibot/platform/page/page-path';
import * as z from 'zod';
import { accountsOf, authorLabel, dayOf } from '../domain/authorship.ts';
import { parseReadCursor } from '../domain/read-cursor.ts';
import type { ReadCursor } from '../domain/read-cursor.ts';
import { refusalContent, refusalText } from '../domain/refusal-text.ts';
import { DEFAULT_TOKENS, shownPage } from '../domain/shown-page.ts';
import { refusals } from '../refusals.ts';
import { incomingLinks } from '../views/links.ts';
import { path, revision, shownPath } from './fields.ts';
import { foundNote } from './found-note.ts';
import type { Answered, Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const LEAST_TOKENS = 100;
const MOST_TOKENS = 50_000;
const MOST_PAGES = 20;

const moment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is no ISO 8601 time')
  .transform((text) => new Date(text).toISOString());

const input = z.strictObject({
  path: shownPath.optional(),
  paths: z.array(path).min(1).max(MOST_PAGES, `are more than ${MOST_PAGES}`).optional().describe('Several pages, sharing max_tokens'),
  revision: revision.optional().describe('An older one; default current'),
  at: moment.optional().describe('As of this ISO 8601 time'),
  section: z.string().max(1000).optional().describe('Heading, "Heading > Subheading" or anchor'),
  max_tokens: z
    .number()
    .int()
    .transform((asked) => Math.min(MOST_TOKENS, Math.max(LEAST_TOKENS, asked)))
    .optional()
    .describe(`Default ${DEFAULT_TOKENS}`),
  cursor: z.string().max(200).optional(),
});

type Input = z.output<typeof input>;

/** What is read of one page. */
type One = Pick<Input, 'revision' | 'at' | 'section' | 'max_tokens'> & { readonly path: string; readonly cursor?: ReadCursor | undefined };

/** Enough to see who leans on the page; get_links has them all. */
const MOST_BACKLINKS = 20;

const readOne = async (asked: One, call: Call): Promise<Answered | Refused> => {
  const { ports, wiki, auth } = call;
  const found = await foundNote({ path: asked.path, revision: asked.revision ?? asked.cursor?.revision, at: asked.at }, call);
  if (!found.ok) return found;
  const { last, ...page } = found.page;
  const maySee = (one: string): boolean => pathPermits(auth.pathRules, one, 'read');
  const [names, incoming] = await Promise.all([
    ports.names.of(accountsOf([last])),
    incomingLinks(ports, wiki.id, { target: pageKey(page.path), limit: MOST_BACKLINKS, maySee }),
  ]);
  const by = authorLabel(last.actor, names);
  const shown = shownPage(
    { ...page, last: { by, time: last.time, message: last.message }, linkedFrom: incoming.found.map((note) => note.path) },
    { section: asked.section, tokens: asked.max_tokens, cursor: asked.cursor },
  );
  if (!shown.ok) return shown;
  const moved = found.movedFrom === undefined ? '' : `${found.movedFrom} was moved to ${page.path}.\n\n`;
  const lastEdit = { by, agent: last.actor.kind === 'agent', date: dayOf(last.time), message: last.message };
  return { ...shown, text: moved + shown.text, structured: { ...shown.structured, last_edit: lastEdit } };
};

const BETWEEN = '\n\n==========\n\n';

/** One page that cannot be read does not keep the others back. */
const readMany = async (paths: readonly string[], asked: Input, call: Call): Promise<ToolAnswer> => {
  const share = Math.max(LEAST_TOKENS, Math.floor((asked.max_tokens ?? 2 * DEFAULT_TOKENS) / paths.length));
  const pages = await Promise.all(
    paths.map(async (one) => {
      const denial = denialOf(call.auth, { access: 'read', paths: [pageKey(one)] });
      return denial ?? readOne({ ...asked, path: one, max_tokens: share, cursor: undefined }, call);
    }),
  );
  const text = pages.map((page, index) => (page.ok ? page.text : `# ${paths[index]}\n${refusalText(page.refusal)}`)).join(BETWEEN);
  const structured = {
    pages: pages.map((page, index) => (page.ok ? page.structured : { path: paths[index], ...refusalContent(page.refusal) })),
  };
  return { ok: true, text, structured };
};

const problemOf = ({ path: one, paths, cursor }: Input): Refused | undefined => {
  const issue = (message: string): Refused => invalid({ issues: [{ path: 'path', message }] });
  if (one === undefined && paths === undefined) return issue('is missing');
  if (one !== undefined && paths !== undefined) return issue('send path or paths, not both');
  return paths !== undefined && cursor !== undefined ? issue('a cursor goes on in one page: send its path') : undefined;
};

const run = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  const problem = problemOf(asked);
  if (problem) return problem;
  if (asked.paths) return readMany(asked.paths, asked, call);
  const cursor = asked.cursor === undefined ? undefined : parseReadCursor(asked.cursor);
  if (asked.cursor !== undefined && !cursor) return refusals['cursor.unknown']({ cursor: asked.cursor });
  return readOne({ ...asked, path: asked.path ?? '', cursor }, call);
};

export const readNote = defineTool({
  name: 'read_note',
  title: 'Read a note',
  description:
    'Read a page: text, revision (needed to change it), links, last editor. Of a long page you get the outline and the beginning, and how to read on. To find pages use search_notes or list_notes.',
  access: 'read',
  input,
  output: z.object({ path: z.string(), revision: z.string(), content: z.string(), cursor: z.string().optional() }),
  otherwise: [['pages']],
  paths: ({ path: asked }) => (asked === undefined ? [] : [pageKey(asked)]),
  run,
});
