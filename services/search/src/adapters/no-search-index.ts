import type { SearchIndex, Unavailable } from '../ports/search-index.ts';

const NO_INDEX: Unavailable = { ok: false, problem: 'no-index', message: 'No search domain is configured.' };

/**
 * Stands where a deployment has no index. Facts count as folded, since nothing is served from them that could be stale: a refusal would put every
 * one of them among the dead letters, and a wiki that waits for its first page to be found would never open. Whoever adds a domain later
 * raises the version of the view, which is then built from the streams.
 */
export const noSearchIndex = (): SearchIndex => ({
  put: async () => 'stored',
  putMany: async (pages) => pages.map(() => 'stored'),
  fill: async () => 'stored',
  remove: async () => 'stored',
  removeWiki: async () => undefined,
  search: async () => NO_INDEX,
  nearest: async () => [],
  suggest: async () => NO_INDEX,
  count: async () => ({ pages: 0, chunks: 0 }),
  pages: async () => [],
  stored: async () => [],
  lexicon: async () => undefined,
  keepLexicon: async () => undefined,
  close: async () => undefined,
});
