import { present } from '@wikibot/contracts/define/present';
import type { Hit } from '@wikibot/contracts/requests/search';
import { findPages } from '@wikibot/contracts/requests/search';
import { pathPermits } from '@wikibot/platform/kernel/access';
import * as z from 'zod';
import { askOwner } from './ask-owner.ts';
import { count } from './fields.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  query: z.string().trim().min(1, 'is empty; send the words to look for').max(400, 'is longer than 400 characters'),
  prefix: z.string().max(900).optional().describe('Only below this path'),
  category: z.string().max(100).optional(),
  tag: z.string().max(100).optional(),
  limit: count(100, 10),
});

type Input = z.output<typeof input>;

const hitText = (hit: Hit, index: number): string => {
  const place = hit.section === '' ? '' : `   Section: ${hit.section}\n`;
  return `${index + 1}. ${hit.path} (score: ${hit.score.toFixed(2)})\n${place}   ${hit.snippet.replace(/\s+/gu, ' ').trim()}`;
};

const hitEntry = ({ path, title, score, snippet, section, anchor, why }: Hit) => ({
  path,
  name: title,
  score,
  snippet,
  section,
  anchor,
  why,
});

const run = async (asked: Input, call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, findPages, { data: present(asked) });
  if (!outcome.ok) return outcome;
  const hits = outcome.answer.results.filter(({ path }) => pathPermits(call.auth.pathRules, path, 'read'));
  const hasMore = outcome.answer.next !== undefined;
  const rest = hasMore ? '\n\n[There are more: send a higher limit, or more words or filters.]' : '';
  const text =
    hits.length === 0
      ? `0 results for "${asked.query}". Try fewer or other words, or list_notes.`
      : `${hits.length} results for "${asked.query}":\n\n${hits.map(hitText).join('\n\n')}${rest}`;
  return { ok: true, text, structured: { query: asked.query, results: hits.map(hitEntry), more: hasMore } };
};

export const searchNotes = defineTool({
  name: 'search_notes',
  title: 'Search notes',
  description:
    'Find pages by words in title and text, best first, with the section that matched. To list by folder, category or tag use list_notes.',
  access: 'read',
  input,
  output: z.object({ results: z.array(z.looseObject({ path: z.string(), score: z.number(), snippet: z.string() })) }),
  paths: () => [],
  run,
});
