/** What changed in a wiki, for whoever comes back or keeps watching. */
import * as z from 'zod';
import { Instant } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { byWhom, Change } from './pages.ts';

/** Seconds that a question may wait for a change; well below what gateways let an answer take. */
export const MOST_WAIT = 20;

/** A change with what it touched, as far as the reader may know. */
export const ListedChange = Change.extend({
  pages: z.array(z.string()),
  files: z.array(z.string()).describe('Images and attachments, by their place in the repository.'),
  more: z.number().int().positive().optional().describe('So many more pages and files than are named.'),
}).meta({ id: 'ListedChange' });
export type ListedChange = z.infer<typeof ListedChange>;

const sequence = z.number().int().nonnegative();

export const changesSince = defineRequest('wiki.ChangesSince', {
  version: 2,
  meaning: 'What changed in a wiki: after a sequence or a time oldest first, or the latest changes newest first.',
  access: 'read',
  safe: true,
  deadline: MOST_WAIT + 10,
  data: z.strictObject({
    since: sequence.optional().describe('Only what came after this sequence.'),
    sinceTime: Instant.optional().describe('Only what came at this time or later.'),
    before: z
      .number()
      .int()
      .positive()
      .optional()
      .describe('Only what came before this sequence, newest first; `next` of the answer before.'),
    prefix: z.string().max(900).optional().describe('Only pages and files whose path begins so.'),
    ...byWhom,
    wait: z
      .number()
      .int()
      .min(0)
      .max(MOST_WAIT)
      .optional()
      .describe('Seconds to wait for a change when there is none; without `since`, for the next one.'),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    changes: z.array(ListedChange),
    head: sequence.describe('Ask again with it as `since` for what comes later.'),
    truncated: z.boolean().describe('There is more to read already.'),
    next: sequence.optional().describe('Of a list newest first that is truncated: ask again with it as `before`.'),
  }),
});
