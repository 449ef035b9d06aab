/** REST of taking back, below `/{owner}/{wiki}/api/v1`. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { DryRun } from '../define/request.ts';
import { defineRoute } from '../define/route.ts';
import { statusOf } from './status-of.ts';
import type { Undone } from '../requests/undo.ts';
import { listSessions, revertCommit, Session, Undone as UndoneAnswer, undoSession } from '../requests/undo.ts';

const api = '/{owner}/{wiki}/api/v1' as const;

const manner = z.strictObject({
  commit_message: z.string().max(500).optional(),
  skip_conflicts: z.boolean().optional(),
  dry_run: DryRun,
});

const mannerOf = (body: z.infer<typeof manner> | undefined) =>
  present({ message: body?.commit_message, skipConflicts: body?.skip_conflicts, dryRun: body?.dry_run });

const UndoneBody = UndoneAnswer.omit({ dryRun: true }).extend({ dry_run: UndoneAnswer.shape.dryRun }).meta({ id: 'UndoneBody' });

const undone = ({ dryRun, ...answer }: Undone) => ({
  status: statusOf({ ...answer, dryRun }),
  body: { ...answer, ...present({ dry_run: dryRun }) },
});

export const revertCommitRoute = defineRoute(`POST ${api}/commits/{revision}/revert`, revertCommit, {
  summary: 'Take back what one change did',
  body: manner.optional(),
  response: UndoneBody,
  input: ({ params, body }) => ({ revision: params['revision'] ?? '', ...mannerOf(body) }),
  respond: undone,
});

export const undoSessionRoute = defineRoute(`POST ${api}/sessions/{session}/undo`, undoSession, {
  summary: 'Take back all that an agent did in a session',
  body: manner.extend({ by: z.string().optional() }).optional(),
  response: UndoneBody,
  input: ({ params, body }) => ({ session: params['session'] ?? '', ...present({ by: body?.by }), ...mannerOf(body) }),
  respond: undone,
});

const SessionBody = Session.omit({ accountId: true, atLeast: true })
  .extend({ account: Session.shape.accountId, at_least: Session.shape.atLeast })
  .meta({ id: 'SessionBody' });

export const listSessionsRoute = defineRoute(`GET ${api}/sessions`, listSessions, {
  summary: 'The sessions in which agents changed the wiki',
  query: z.strictObject({
    by: z.string().optional(),
    client: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().optional(),
  }),
  response: z.object({ sessions: z.array(SessionBody), next: z.string().optional() }),
  input: ({ query }) => present(query),
  respond: ({ sessions, next }) => ({
    status: 200,
    body: {
      sessions: sessions.map(({ accountId, atLeast, ...session }) => ({
        ...session,
        account: accountId,
        ...present({ at_least: atLeast }),
      })),
      ...present({ next }),
    },
  }),
});
