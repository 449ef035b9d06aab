import { findPages } from '@wikibot/contracts/requests/search';
import { pathPermits } from '@wikibot/platform/kernel/access';
import * as z from 'zod';
import { askOwner } from './ask-owner.ts';
import { pageAddress } from './page-address.ts';
import type { Call, ToolAnswer } from './tool.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({ query: z.string().trim().min(1, 'is empty; send the words to look for').max(400) });

const MOST = 10;

/** The shape that ChatGPT's research and company knowledge read: one JSON text with ids, titles and addresses. */
const run = async ({ query }: z.output<typeof input>, call: Call): Promise<ToolAnswer> => {
  const outcome = await askOwner(call, findPages, { data: { query, limit: MOST } });
  if (!outcome.ok) return outcome;
  const hits = outcome.answer.results.filter(({ path }) => pathPermits(call.auth.pathRules, path, 'read'));
  const results = hits.map(({ path, title }) => ({ id: path, title, url: pageAddress(path, call) }));
  return { ok: true, text: JSON.stringify({ results }), structured: { results } };
};

export const searchPages = defineTool({
  name: 'search',
  title: 'Search',
  description: 'Find pages; read one with fetch.',
  access: 'read',
  only: 'openai',
  input,
  output: z.object({ results: z.array(z.looseObject({ id: z.string() })) }),
  paths: () => [],
  run,
});
