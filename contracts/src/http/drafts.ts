/** REST of unsaved texts: `/drafts` is always the caller's own. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import type { DraftEntry } from '../requests/drafts.ts';
import { discardDraft, keepDraft, listDrafts, readDraft } from '../requests/drafts.ts';
import { RevisionText } from '../requests/pages.ts';

const api = '/{owner}/{wiki}/api/v1' as const;
const { outcome, draftRevision } = keepDraft.answer.shape;
const { ground, currentRevision } = readDraft.answer.shape;

const DraftBody = z
  .object({
    path: z.string(),
    name: z.string(),
    revision: RevisionText.nullable().describe('The revision that the text was begun on.'),
    draft_revision: draftRevision,
    bytes: keepDraft.answer.shape.bytes,
    saved: keepDraft.answer.shape.saved,
    expires: keepDraft.answer.shape.expires,
  })
  .meta({ id: 'DraftBody' });

const draftBody = ({ base, draftRevision: revision, path, name, bytes, saved, expires }: DraftEntry): z.infer<typeof DraftBody> => ({
  path,
  name,
  revision: base ?? null,
  draft_revision: revision,
  bytes,
  saved,
  expires,
});

export const keepDraftRoute = defineRoute(`PUT ${api}/drafts/{page+}`, keepDraft, {
  summary: 'Keep the unsaved text of a page, for oneself alone',
  body: z.strictObject({
    content: z.string(),
    revision: RevisionText.optional(),
    commit_message: z.string().max(500).optional(),
    draft_revision: z.uuid().optional(),
  }),
  maxBytes: 8 * 1024 * 1024,
  response: DraftBody.extend({ outcome }),
  input: ({ params, body }) =>
    present({
      path: params['page'] ?? '',
      content: body.content,
      base: body.revision,
      message: body.commit_message,
      draftRevision: body.draft_revision,
    }),
  respond: (answer) => ({ status: answer.outcome === 'created' ? 201 : 200, body: { ...draftBody(answer), outcome: answer.outcome } }),
});

export const readDraftRoute = defineRoute(`GET ${api}/drafts/{page+}`, readDraft, {
  summary: 'Read the unsaved text of a page, and whether the page has changed since it was begun',
  query: z.strictObject({}),
  response: DraftBody.extend({
    content: z.string(),
    commit_message: z.string().optional(),
    page: ground,
    current_revision: currentRevision,
  }),
  input: ({ params }) => ({ path: params['page'] ?? '' }),
  respond: (answer) => ({
    status: 200,
    body: {
      ...draftBody(answer),
      content: answer.content,
      page: answer.ground,
      current_revision: answer.currentRevision,
      ...present({ commit_message: answer.message }),
    },
  }),
});

export const discardDraftRoute = defineRoute(`DELETE ${api}/drafts/{page+}`, discardDraft, {
  summary: 'Throw the unsaved text of a page away',
  query: z.strictObject({ draft_revision: z.uuid().optional() }),
  response: z.object({ discarded: z.literal(true), path: z.string() }),
  input: ({ params, query }) => present({ path: params['page'] ?? '', draftRevision: query.draft_revision }),
  respond: ({ path }) => ({ status: 200, body: { discarded: true, path } }),
});

export const listDraftsRoute = defineRoute(`GET ${api}/drafts`, listDrafts, {
  summary: 'The unsaved texts that one has in a wiki, the latest first',
  query: z.strictObject({}),
  response: z.object({ drafts: z.array(DraftBody), total: z.number(), limit: z.number() }),
  input: () => ({}),
  respond: ({ drafts, limit }) => ({ status: 200, body: { drafts: drafts.map(draftBody), total: drafts.length, limit } }),
});
