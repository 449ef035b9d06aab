import type { SearchHit } from '../../src/domain/templates/search-results.ts';
import { ask, recordsOf, succeeded, textOf } from './api.ts';
import { base, pathHref } from './screen.ts';

/** Hits of the wiki's search; undefined when it did not answer. */
export const find = async (query: string, signal?: AbortSignal): Promise<readonly SearchHit[] | undefined> => {
  const answer = await ask(`${base()}/api/v1/search?q=${encodeURIComponent(query)}`, signal ? { signal } : {});
  if (!succeeded(answer)) return undefined;
  return recordsOf(answer.body['results']).map((hit) => {
    const path = textOf(hit['path']);
    return { name: textOf(hit['name']) || path, path, snippet: textOf(hit['snippet']), href: `${base()}/${pathHref(path)}` };
  });
};
