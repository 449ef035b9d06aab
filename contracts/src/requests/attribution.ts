/** Who wrote what. */
import * as z from 'zod';
import { ObjectId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';
import { Change, PathText, RevisionText } from './pages.ts';

/** Neighbouring lines that came by one change. */
export const BlamedLines = z
  .object({
    start: z.number().int().positive().describe('The first line, counted from 1.'),
    end: z.number().int().positive().describe('The last line.'),
    change: z
      .number()
      .int()
      .nonnegative()
      .nullable()
      .describe('Which of `changes` brought them; null when they are older than what was looked through.'),
  })
  .meta({ id: 'BlamedLines' });

export const blamePage = defineRequest('wiki.BlamePage', {
  version: 2,
  meaning: 'By which change each line of a page came, and with it by whom and through which agent; follows moves.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    path: PathText,
    revision: RevisionText.optional().describe('As the page was then; a commit in the middle of a push stands for the push.'),
    from: z.number().int().positive().default(1).describe('The first line of interest.'),
    limit: z.number().int().min(1).max(10_000).default(2_000).describe('Most lines in one answer.'),
  }),
  answer: z.object({
    path: z.string(),
    revision: ObjectId.describe('The change that left the page so.'),
    total: z.number().int().describe('Lines of the page.'),
    text: z.string().describe('The lines of this answer.'),
    lines: z.array(BlamedLines),
    changes: z.array(Change).describe('Those that `lines` speak of, the latest first.'),
    next: z.number().int().optional().describe('Present when there are more lines: ask again with it as `from`.'),
  }),
  paths: (data) => [data.path],
});
