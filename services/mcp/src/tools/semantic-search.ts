import { present } from '@wikibot/contracts/define/present';
import type { Passage } from '@wikibot/contracts/requests/search';
import { findPassages } from '@wikibot/contracts/requests/search';
import { pathPermits } from '@wikibot/platform/kernel/access';
import * as z from 'zod';
import { askOwner } from './ask-owner.ts';
import { count } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  query: z.string().trim().min(1, 'is empty; ask in a few words').max(400, 'is longer than 400 characters'),
  n: count(50, 5),
  max_chunks_per_page: count(10, 2),
  prefix: z.string().max(900).optional().describe('Only below this path'),
});

const passageText = (passage: Passage, index: number): string => {
  const { path, distance, chunkIndex, totalChunks, pageWords, sectionPath, text } = passage;
  const place = sectionPath === '' ? '' : `   Section: ${sectionPath}\n`;
  const said = text.replace(/\n/g, '\n   ').trim();
  return `${index + 1}. ${path} (distance: ${distance.toFixed(2)}) [${chunkIndex + 1}/${totalChunks}] — ${pageWords} words\n${place}   ${said}`;
};

const passageEntry = ({ path, title, distance, text, sectionPath, anchor, chunkIndex, totalChunks, pageWords }: Passage) => ({
  path,
  name: title,
  distance,
  text,
  section: sectionPath,
  anchor,
  chunk_index: chunkIndex,
  total_chunks: totalChunks,
  page_words: pageWords,
});

const run = async (asked: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const { query, n: limit, max_chunks_per_page: perPage, prefix } = asked;
  const outcome = await askOwner(call, findPassages, { data: present({ query, limit, perPage, prefix }) });
  if (!outcome.ok) return outcome;
  const found = outcome.answer.results.filter(({ path }) => pathPermits(call.auth.pathRules, path, 'read'));
  const text =
    found.length === 0
      ? `0 results for "${query}". Try search_notes with single words, or list_notes.`
      : `${found.length} results for "${query}":\n\n${found.map(passageText).join('\n\n')}`;
  return { ok: true, text, structured: { query, results: found.map(passageEntry) } };
};

export const semanticSearch = defineTool({
  name: 'semantic_search',
  title: 'Search by meaning',
  description:
    'Find passages that are about what you ask, also in other words, nearest first. To find a page by its words use search_notes.',
  access: 'read',
  input,
  output: z.object({ results: z.array(z.looseObject({ path: z.string(), text: z.string() })) }),
  paths: () => [],
  run,
});
