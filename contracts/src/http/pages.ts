/** REST of pages, below `/{owner}/{wiki}/api/v1`: the shapes that clients of the ancestors know, made strict. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { DryRun } from '../define/request.ts';
import { defineRoute } from '../define/route.ts';
import { byWhom, deletePage, editPage, listPages, pageHistory, PathText, readPage, RevisionText, savePage } from '../requests/pages.ts';
import { Changed, Written } from '../requests/pages.ts';
import type { Change, PageEntry } from '../requests/pages.ts';
import { Instant, ObjectId } from '../define/ids.ts';
import type { Actor } from '../define/actor.ts';
import { statusOf } from './status-of.ts';

const api = '/{owner}/{wiki}/api/v1' as const;

/** Query strings carry text; these read numbers out of it. */
const number = (least: number, most: number, otherwise: number) => z.coerce.number().int().min(least).max(most).default(otherwise);
const message = z.string().max(500).optional();

/** What is said of a field that was left out; one of a wrong type is told by its type. */
const given =
  (missing: string) =>
  ({ input }: { readonly input?: unknown }): string | undefined =>
    input === undefined ? missing : undefined;

/** How an actor is named where the person's name is not known. */
const actorLabel = (actor: Actor): string => {
  if ('accountId' in actor) return actor.accountId;
  return actor.kind === 'system' ? actor.name : 'anonymous';
};

export const ChangeBody = z
  .object({
    revision: ObjectId,
    sequence: z.number(),
    date: Instant,
    author: z.string().describe('User name of the person.'),
    actor: z
      .object({
        kind: z.string(),
        name: z.string(),
        client: z.string().optional(),
        model: z.string().optional(),
        session: z.string().optional(),
      })
      .describe('Person or agent; an agent is named by its client, model and session, and acts for the person.'),
    intent: z.string(),
    message: z.string(),
    proposal: z
      .object({
        id: z.string(),
        client: z.string().optional(),
        model: z.string().optional(),
        session: z.string().optional(),
      })
      .optional()
      .describe('Of a merge: the proposal, and the agent who made it.'),
  })
  .meta({ id: 'ChangeBody' });

const agentBody = (actor: Actor) =>
  actor.kind === 'agent' ? present({ client: actor.client, model: actor.model, session: actor.session }) : {};

export const changeBody = (change: Change): z.infer<typeof ChangeBody> => ({
  revision: change.revision,
  sequence: change.sequence,
  date: change.time,
  author: change.author ?? actorLabel(change.actor),
  actor: {
    kind: change.actor.kind,
    name: change.author ?? actorLabel(change.actor),
    ...agentBody(change.actor),
  },
  intent: change.intent,
  message: change.message,
  ...present({ proposal: change.proposal && { id: change.proposal.id, ...agentBody(change.proposal.agent) } }),
});

const ChangedBody = Changed.omit({ moreSections: true, dryRun: true }).extend({
  more_sections: Changed.shape.moreSections,
  dry_run: Changed.shape.dryRun,
});

const changed = <A extends Changed>({ moreSections, dryRun, ...answer }: A) => ({
  ...answer,
  ...present({ more_sections: moreSections, dry_run: dryRun }),
});

export const WrittenBody = ChangedBody.extend({
  name: z.string(),
  created: z.boolean(),
  outcome: Written.shape.outcome,
  content: Written.shape.content,
  near_limits: Written.shape.nearLimits,
}).meta({ id: 'WrittenBody' });

/** A trial created nothing, and neither what it answers nor a proposal is a version of the page. */
export const written = ({ nearLimits, ...answer }: Written) => ({
  status: statusOf(answer, answer.outcome === 'created'),
  body: { ...changed(answer), created: answer.outcome === 'created', ...present({ near_limits: nearLimits }) },
  ...(answer.dryRun || answer.proposal ? {} : { etag: answer.revision }),
});

export const savePageRoute = defineRoute(`PUT ${api}/pages/{page+}`, savePage, {
  summary: 'Create a page, or replace its text',
  body: z.strictObject({
    content: z.string({ error: given("Request body must include 'content' field") }),
    revision: RevisionText.optional(),
    commit_message: message,
    dry_run: DryRun,
  }),
  maxBytes: 8 * 1024 * 1024,
  response: WrittenBody,
  input: ({ params, body, ifMatch }) =>
    present({
      path: params['page'] ?? '',
      content: body.content,
      base: body.revision ?? ifMatch,
      message: body.commit_message,
      dryRun: body.dry_run,
    }),
  respond: written,
});

export const editPageRoute = defineRoute(`PATCH ${api}/pages/{page+}`, editPage, {
  summary: 'Replace one passage that occurs exactly once',
  body: z.strictObject({
    revision: RevisionText.optional(),
    old_string: z.string({ error: given('Missing required field: old_string') }).min(1, 'old_string must not be empty'),
    new_string: z.string({ error: given('Missing required field: new_string') }),
    commit_message: message,
    dry_run: DryRun,
  }),
  maxBytes: 8 * 1024 * 1024,
  response: WrittenBody,
  input: ({ params, body, ifMatch }) =>
    present({
      path: params['page'] ?? '',
      base: body.revision ?? ifMatch,
      oldString: body.old_string,
      newString: body.new_string,
      message: body.commit_message,
      dryRun: body.dry_run,
    }),
  respond: written,
});

export const deletePageRoute = defineRoute(`DELETE ${api}/pages/{page+}`, deletePage, {
  summary: 'Delete a page, with all that belongs to it if that is said; its history stays',
  query: z.strictObject({ recursive: z.stringbool().optional() }),
  body: z
    .strictObject({ revision: RevisionText.optional(), commit_message: message, recursive: z.boolean().optional(), dry_run: DryRun })
    .optional(),
  response: ChangedBody.extend({
    deleted: z.boolean().describe('False: the deletion is only proposed.'),
    below: deletePage.answer.shape.below,
  }),
  input: ({ params, query, body, ifMatch }) =>
    present({
      path: params['page'] ?? '',
      base: body?.revision ?? ifMatch,
      message: body?.commit_message,
      recursive: body?.recursive ?? query.recursive,
      dryRun: body?.dry_run,
    }),
  respond: (answer) => ({ status: statusOf(answer), body: { deleted: answer.proposal === undefined, ...changed(answer) } }),
});

export const readPageRoute = defineRoute(`GET ${api}/pages/{page+}`, readPage, {
  summary: 'Read a page, now, at a revision, or as of a moment',
  query: z.strictObject({ revision: RevisionText.optional(), at: Instant.optional() }),
  response: z.object({
    name: z.string(),
    path: PathText,
    content: z.string(),
    frontmatter: z.record(z.string(), z.unknown()).nullable(),
    links_to: z.array(z.string()),
    linked_from: z.array(z.string()),
    revision: ObjectId,
    last_commit: ChangeBody,
  }),
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
  respond: ({ linksTo, linkedFrom = [], lastChange, ...page }) => ({
    status: 200,
    body: { ...page, links_to: linksTo, linked_from: linkedFrom, last_commit: changeBody(lastChange) },
    etag: page.revision,
  }),
});

const PageBody = z
  .object({
    name: z.string(),
    path: z.string(),
    category: z.string().nullable(),
    tags: z.array(z.string()),
    last_updated: z.string(),
    content_length: z.number().describe('Words of the body.'),
    revision: ObjectId,
  })
  .meta({ id: 'PageBody' });

const pageBody = (page: PageEntry): z.infer<typeof PageBody> => ({
  name: page.name,
  path: page.path,
  category: page.category,
  tags: page.tags,
  last_updated: page.updated.slice(0, 10),
  content_length: page.words,
  revision: page.revision,
});

/** A day, or a moment with its offset or in UTC. */
const isMoment = (text: string): boolean => [z.iso.date(), z.iso.datetime({ offset: true })].some((form) => form.safeParse(text).success);

export const listPagesRoute = defineRoute(`GET ${api}/pages`, listPages, {
  summary: 'List pages by path',
  query: z.strictObject({
    prefix: z.string().optional(),
    category: z.string().optional(),
    tag: z.string().optional(),
    updated_since: z.string().max(40).refine(isMoment, 'Invalid updated_since format. Use ISO 8601.').optional(),
    limit: number(1, 1000, 100),
    cursor: z.string().optional(),
  }),
  response: z.object({ pages: z.array(PageBody), total: z.number(), next: z.string().optional() }),
  input: ({ query: { updated_since: since, ...query } }) =>
    present({ ...query, updatedSince: since === undefined ? undefined : new Date(since).toISOString() }),
  respond: ({ pages, ...rest }) => ({ status: 200, body: { pages: pages.map(pageBody), ...rest } }),
});

export const pageHistoryRoute = defineRoute(`GET ${api}/pages/{page+}/history`, pageHistory, {
  summary: 'The changes of a page, newest first',
  query: z.strictObject({ ...byWhom, limit: number(1, 200, 50), cursor: z.string().optional() }),
  response: z.object({ path: z.string(), history: z.array(ChangeBody), next: z.string().optional() }),
  input: ({ params, query }) => present({ path: params['page'] ?? '', ...query }),
  respond: ({ history, ...rest }) => ({ status: 200, body: { ...rest, history: history.map(changeBody) } }),
});
