/** REST of search, below `/{owner}/{wiki}/api/v1`. */
import * as z from 'zod';
import { Instant } from '../define/ids.ts';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import { findPages, findPassages, findSimilarPages, Hit, SearchMode, suggestPages } from '../requests/search.ts';

const filters = {
  prefix: z.string().optional(),
  category: z.string().optional(),
  tag: z.string().optional(),
  updated_since: Instant.optional(),
  updated_before: Instant.optional(),
  author: z.string().optional(),
};

export const searchRoute = defineRoute('GET /{owner}/{wiki}/api/v1/search', findPages, {
  summary: 'Find pages by words and by meaning, best first',
  query: z.strictObject({
    q: z.string({ error: "Query parameter 'q' is required" }).min(1, "Query parameter 'q' is required"),
    ...filters,
    mode: SearchMode.default('hybrid'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().optional(),
  }),
  response: z.object({
    query: z.string(),
    results: z.array(Hit.extend({ name: z.string() })),
    total: z.number(),
    next: z.string().optional(),
    mode: SearchMode.optional(),
  }),
  input: ({ query: { q, updated_since: updatedSince, updated_before: updatedBefore, ...rest } }) =>
    present({ query: q, updatedSince, updatedBefore, ...rest }),
  respond: ({ results, ...rest }) => ({ status: 200, body: { ...rest, results: results.map((hit) => ({ ...hit, name: hit.title })) } }),
});

/** A number as programs of before send it: what is none counts as not said, what is too much as the most. */
const lenient = (least: number, most: number, usual: number) =>
  z
    .string()
    .optional()
    .transform((said) => (said !== undefined && /^-?\d{1,9}$/.test(said) ? Math.min(most, Math.max(least, Number(said))) : usual))
    .meta({ description: `${least} to ${most}; ${usual} unless told.` });

export const semanticSearchRoute = defineRoute('GET /{owner}/{wiki}/api/v1/semantic-search', findPassages, {
  summary: 'Find passages by meaning, nearest first',
  query: z.strictObject({
    q: z.string({ error: 'Missing required parameter: q' }),
    n: lenient(1, 50, 5),
    max_chunks_per_page: lenient(1, 5, 2),
    ...filters,
  }),
  response: z.object({
    query: z.string(),
    results: z.array(
      z.object({
        ...{ name: z.string(), path: z.string(), text: z.string(), snippet: z.string(), distance: z.number() },
        ...{ section: z.string(), section_path: z.string(), anchor: z.string() },
        ...{ chunk_index: z.number(), total_chunks: z.number(), page_word_count: z.number() },
      }),
    ),
    total: z.number(),
  }),
  input: ({ query: { q, n, max_chunks_per_page: perPage, updated_since: updatedSince, updated_before: updatedBefore, ...rest } }) =>
    present({ query: q, limit: n, perPage, updatedSince, updatedBefore, ...rest }),
  respond: ({ query, results }) => ({
    status: 200,
    body: {
      query,
      results: results.map(({ title, sectionPath, chunkIndex, totalChunks, pageWords, ...rest }) => ({
        ...{ name: title, section_path: sectionPath, chunk_index: chunkIndex, total_chunks: totalChunks, page_word_count: pageWords },
        ...rest,
      })),
      total: results.length,
    },
  }),
});

export const similarPagesRoute = defineRoute('GET /{owner}/{wiki}/api/v1/similar/{page+}', findSimilarPages, {
  summary: 'Pages about the same as this one',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
  response: z.object({ results: z.array(Hit.extend({ name: z.string() })) }),
  input: ({ params, query: { limit } }) => ({ path: params['page'] ?? '', limit }),
  respond: ({ results }) => ({ status: 200, body: { results: results.map((hit) => ({ ...hit, name: hit.title })) } }),
});

export const suggestRoute = defineRoute('GET /{owner}/{wiki}/api/v1/suggest', suggestPages, {
  summary: 'Complete what is being typed to pages',
  query: z.strictObject({
    q: z.string({ error: "Query parameter 'q' is required" }),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  response: z.object({
    suggestions: z.array(z.object({ path: z.string(), title: z.string(), attachment: z.string().optional() })),
  }),
  input: ({ query: { q, limit } }) => ({ query: q, limit }),
  respond: (answer) => ({ status: 200, body: answer }),
});
