/** Indexing a wiki anew beside the index that serves: what owners may ask, and the steps of the saga `reindex`. */
import * as z from 'zod';
import { Instant, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';

export const ReindexStatus = z
  .enum(['idle', 'in_progress', 'paused', 'cancelling', 'cancelled', 'complete', 'error'])
  .meta({ id: 'ReindexStatus' });
export type ReindexStatus = z.infer<typeof ReindexStatus>;

const count = z.number().int().nonnegative();

export const Reindex = z
  .object({
    status: ReindexStatus,
    run: z.string().optional(),
    started: Instant.optional(),
    ended: Instant.optional(),
    step: z.string().optional().describe('What it is at.'),
    done: count.optional().describe('Parts that are done.'),
    parts: count.optional().describe('Parts that are known so far.'),
    pages: count.optional().describe('Pages on the new shelf at the end.'),
    chunks: count.optional(),
    reason: z.string().optional().describe('Why it did not come to its end.'),
  })
  .meta({ id: 'Reindex' });
export type Reindex = z.infer<typeof Reindex>;

export const startReindex = defineRequest('search.StartReindex', {
  meaning: 'Starts indexing a wiki anew; the index that is there serves until the new one is verified.',
  access: 'own',
  data: z.strictObject({}),
  answer: z.object({ run: z.string() }),
});

export const describeReindex = defineRequest('search.DescribeReindex', {
  meaning: 'How far the indexing of a wiki has come, or how the last one ended.',
  access: 'read',
  safe: true,
  data: z.strictObject({}),
  answer: Reindex,
});

export const ReindexControl = z.enum(['pause', 'resume', 'cancel']).meta({ id: 'ReindexControl' });
export type ReindexControl = z.infer<typeof ReindexControl>;

export const controlReindex = defineRequest('search.ControlReindex', {
  meaning: 'Pauses, resumes or cancels the indexing of a wiki; parts under way come to their end.',
  access: 'own',
  data: z.strictObject({ action: ReindexControl }),
  answer: Reindex,
});

export const queueReindex = defineRequest('search.QueueReindex', {
  meaning: 'Has one wiki, or all of them, indexed anew one after the other.',
  access: 'system',
  deadline: 60,
  data: z.strictObject({ wikiId: WikiId.optional() }),
  answer: z.object({ queued: count }),
});

export const operateReindex = defineRequest('search.OperateReindex', {
  meaning: 'What an operator does with the indexing of any wiki: looks, pauses, resumes, cancels.',
  access: 'system',
  data: z.strictObject({ wikiId: WikiId, action: ReindexControl.optional() }),
  answer: Reindex,
});

const ofRun = { wikiId: WikiId, run: z.string().min(1).max(80) };

export const beginReindex = defineRequest('search.BeginReindex', {
  meaning: 'Puts an empty shelf beside the one that serves and says which facts are to be read, newest first.',
  access: 'system',
  deadline: 60,
  data: z.strictObject(ofRun),
  answer: z.object({ parts: z.array(z.object({ after: count, upTo: count })) }),
});

export const refillPages = defineRequest('search.RefillPages', {
  meaning: 'Puts the pages that some facts of a wiki left on the new shelf.',
  access: 'system',
  deadline: 300,
  data: z.strictObject({ ...ofRun, after: count, upTo: count }),
  answer: z.object({ pages: count }),
});

export const learnWords = defineRequest('search.LearnWords', {
  meaning: 'Learns the words of a wiki for its new shelf and says of which pages vectors are to be made.',
  access: 'system',
  deadline: 600,
  data: z.strictObject(ofRun),
  answer: z.object({ parts: z.array(z.object({ after: z.string(), upTo: z.string() })) }),
});

export const fillVectors = defineRequest('search.FillVectors', {
  meaning: 'Makes the vectors of some pages of the new shelf.',
  access: 'system',
  deadline: 300,
  data: z.strictObject({ ...ofRun, after: z.string(), upTo: z.string() }),
  answer: z.object({ pages: count }),
});

export const verifyReindex = defineRequest('search.VerifyReindex', {
  meaning: 'Sees that the new shelf has every page and finds a sample of them; "not now" while changes are still coming in.',
  access: 'system',
  deadline: 300,
  data: z.strictObject(ofRun),
  answer: z.object({ pages: count, chunks: count }),
});

export const switchIndex = defineRequest('search.SwitchIndex', {
  meaning: 'Lets the new shelf serve from now on.',
  access: 'system',
  data: z.strictObject({ ...ofRun, pages: count, chunks: count }),
  answer: z.object({ old: z.string() }),
});

export const dropIndex = defineRequest('search.DropIndex', {
  meaning: 'Takes away a shelf that no longer serves.',
  access: 'system',
  deadline: 300,
  data: z.strictObject({ ...ofRun, shelf: z.string().min(1).max(80) }),
  answer: z.object({}),
});

export const abandonReindex = defineRequest('search.AbandonReindex', {
  meaning: 'Takes the new shelf away again; the one before goes on serving.',
  access: 'system',
  deadline: 300,
  data: z.strictObject({ ...ofRun, reason: z.string().max(500) }),
  answer: z.object({}),
});
