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

/** How pages are looked for: by words, by meaning, or by both, fused by rank. */
export const SearchMode = z.enum(['hybrid', 'words', 'meaning']).meta({ id: 'SearchMode' });
export type SearchMode = z.infer<typeof SearchMode>;

/** Which part each way of finding had in a hit. */
export const ScoreParts = z
  .object({
    words: z.object({ rank: z.number().int(), score: z.number() }).optional(),
    meaning: z.object({ rank: z.number().int(), similarity: z.number() }).optional(),
  })
  .meta({ id: 'ScoreParts' });
export type ScoreParts = z.infer<typeof ScoreParts>;

const Folder = z.string().max(900).optional().describe('Only pages below this path.');
const Author = z.string().max(100).optional().describe('Only pages whose last change is by the account with this user name.');
const Cursor = z.string().max(8_000).optional().describe('`next` of the answer before; it carries a path.');
const Query = z.string().trim().min(1).max(400);

const filters = {
  prefix: Folder,
  category: z.string().max(100).optional(),
  tag: z.string().max(100).optional(),
  updatedSince: Instant.optional(),
  updatedBefore: Instant.optional(),
  author: Author,
};

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
    why: z.array(z.string()).describe('What matched: title, text, prefix, meaning, …'),
    parts: ScoreParts.optional(),
    attachment: z.string().optional().describe('Name of the file beside the page that was found; absent for the page itself.'),
  })
  .meta({ id: 'Hit' });
export type Hit = z.infer<typeof Hit>;

export const findPages = defineRequest('search.FindPages', {
  meaning: 'Finds pages by words and by meaning, best first.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    query: Query,
    ...filters,
    mode: SearchMode.default('hybrid'),
    limit: z.number().int().min(1).max(100).default(20),
    cursor: Cursor,
  }),
  answer: z.object({
    query: z.string(),
    results: z.array(Hit),
    total: z.number().int(),
    next: z.string().optional(),
    mode: SearchMode.optional().describe('How it was looked for: by words alone while there is nothing to know meaning by.'),
  }),
});

export const Passage = z
  .object({
    path: z.string(),
    title: z.string(),
    text: z.string().describe('The whole chunk, Markdown.'),
    snippet: z.string().describe('Its beginning as plain text, at most 150 characters.'),
    distance: z.number().min(0).max(2).describe('One less the cosine similarity: 0 is the same direction.'),
    section: z.string(),
    sectionPath: z.string(),
    anchor: z.string(),
    chunkIndex: z.number().int(),
    totalChunks: z.number().int(),
    pageWords: z.number().int(),
  })
  .meta({ id: 'Passage' });
export type Passage = z.infer<typeof Passage>;

export const findPassages = defineRequest('search.FindPassages', {
  meaning: 'Finds the passages nearest in meaning, the best of each page, nearest first.',
  access: 'read',
  safe: true,
  data: z.strictObject({
    query: Query,
    ...filters,
    limit: z.number().int().min(1).max(50).default(5),
    perPage: z.number().int().min(1).max(10).default(1).describe('At most so many passages of one page.'),
  }),
  answer: z.object({ query: z.string(), results: z.array(Passage) }),
});

export const findSimilarPages = defineRequest('search.FindSimilarPages', {
  meaning: 'Finds pages that are about the same as a page.',
  access: 'read',
  safe: true,
  paths: ({ path }) => [path],
  data: z.strictObject({ path: z.string().min(1).max(900), limit: z.number().int().min(1).max(50).default(10) }),
  answer: z.object({ results: z.array(Hit) }),
});

export const suggestPages = defineRequest('search.SuggestPages', {
  meaning: 'Completes what someone is typing to pages by title, heading or name.',
  access: 'read',
  safe: true,
  data: z.strictObject({ query: Query, limit: z.number().int().min(1).max(20).default(8) }),
  answer: z.object({
    suggestions: z.array(z.object({ path: z.string(), title: z.string(), attachment: z.string().optional() })),
  }),
});
