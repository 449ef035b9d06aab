/** REST of indexing anew, below `/{owner}/{wiki}/api/v1`. */
import * as z from 'zod';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import type { Reindex } from '../requests/reindex.ts';
import { controlReindex, describeReindex, ReindexControl, ReindexStatus, startReindex } from '../requests/reindex.ts';

const ReindexAnswer = z.object({
  status: ReindexStatus,
  run: z.string().optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  step: z.string().optional(),
  parts_done: z.number().optional(),
  parts: z.number().optional(),
  pages_indexed: z.number().optional(),
  chunks_created: z.number().optional(),
  error_message: z.string().optional(),
});

const told = ({ status, run, step, parts, started, ended, done, pages, chunks, reason }: Reindex) =>
  present({
    ...{ status, run, step, parts, started_at: started, completed_at: ended },
    ...{ parts_done: done, pages_indexed: pages, chunks_created: chunks, error_message: reason },
  });

export const startReindexRoute = defineRoute('POST /{owner}/{wiki}/api/v1/reindex', startReindex, {
  summary: 'Index the wiki anew while the old index serves',
  response: z.object({ status: z.literal('started'), run: z.string() }),
  input: () => ({}),
  respond: ({ run }) => ({ status: 202, body: { status: 'started', run } }),
});

export const reindexStatusRoute = defineRoute('GET /{owner}/{wiki}/api/v1/reindex/status', describeReindex, {
  summary: 'How far indexing has come',
  response: ReindexAnswer,
  input: () => ({}),
  respond: (reindex) => ({ status: 200, body: told(reindex) }),
});

export const controlReindexRoute = defineRoute('POST /{owner}/{wiki}/api/v1/reindex/control', controlReindex, {
  summary: 'Pause, resume or cancel indexing',
  body: z.strictObject({ action: ReindexControl }),
  response: ReindexAnswer,
  input: ({ body: { action } }) => ({ action }),
  respond: (reindex) => ({ status: 200, body: told(reindex) }),
});
