/** REST of search, below `/{owner}/{wiki}/api/v1`. */
import * as z from 'zod';
import { Instant } from '../define/ids.ts';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import { findPages, Hit } from '../requests/search.ts';

export const searchRoute = defineRoute('GET /{owner}/{wiki}/api/v1/search', findPages, {
  summary: 'Find pages by words, best first',
  query: z.strictObject({
    q: z.string({ error: "Query parameter 'q' is required" }),
    prefix: z.string().optional(),
    category: z.string().optional(),
    tag: z.string().optional(),
    updated_since: Instant.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().optional(),
  }),
  response: z.object({
    query: z.string(),
    results: z.array(Hit.extend({ name: z.string() })),
    total: z.number(),
    next: z.string().optional(),
  }),
  input: ({ query: { q, updated_since: updatedSince, ...rest } }) => present({ query: q, updatedSince, ...rest }),
  respond: ({ results, ...rest }) => ({ status: 200, body: { ...rest, results: results.map((hit) => ({ ...hit, name: hit.title })) } }),
});
