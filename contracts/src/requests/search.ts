import * as z from 'zod';
import { Instant, WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';

export const awaitIndexed = defineRequest('search.AwaitIndexed', {
  meaning: 'Answers once the pages of a wiki can be found up to a sequence.',
  access: 'system',
  safe: true,
  data: z.strictObject({ wikiId: WikiId, sequence: z.number().int().positive() }),
  answer: z.object({ sequence: z.number().int() }),
});

export const Hit = z
  .object({
    path: z.string(),
    title: z.string(),
    score: z.number().min(0).max(1),
    snippet: z.string().describe('Plain text.'),
    highlights: z
      .array(z.tuple([z.number().int(), z.number().int()]))
      .describe('Ranges of the snippet that matched, [start, end) in UTF-16 units.'),
    section: z.string(),
    anchor: z.string().describe('Fragment of the section in the page; empty for its beginning.'),
    why: z.array(z.string()).describe('What matched: title, text, prefix, …'),
  })
  .meta({ id: 'Hit' });
export type Hit = z.infer<typeof Hit>;

export const findPages = defineRequest('search.FindPages', {
  meaning: 'Finds pages by words, best first.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    query: z.string().trim().min(1).max(400),
    prefix: z.string().max(900).optional().describe('Only pages below this path.'),
    category: z.string().max(100).optional(),
    tag: z.string().max(100).optional(),
    updatedSince: Instant.optional(),
    limit: z.number().int().min(1).max(100).default(20),
    cursor: z.string().max(8_000).optional().describe('`next` of the answer before; it carries a path.'),
  }),
  answer: z.object({ query: z.string(), results: z.array(Hit), total: z.number().int(), next: z.string().optional() }),
});
