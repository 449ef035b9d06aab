import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { realOpenSearch } from '@wikibot/platform/aws/doubles/real-opensearch';
import { describeSearchIndex } from '../ports/search-index.suite.ts';
import { pageOf, paths, WIKI } from '../ports/search-index-suite/wiki-of.ts';
import type { SearchIndex } from '../ports/search-index.ts';
import { clientOf } from './opensearch/client.ts';
import { openOpenSearchIndex } from './opensearch-search-index.ts';

const describeCluster = (endpoint: string): void => {
  // Every change waits for a refresh, and every index of the suite is a real one.
  jest.setTimeout(15 * 60_000);
  const client = clientOf(endpoint);
  const run = Date.now().toString(36);
  const patience = {
    sleep: (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)),
    random: Math.random,
  };
  const made: string[] = [];

  const open = async (): Promise<SearchIndex> => {
    const alias = `wikibot-test-${run}-${made.length}`;
    made.push(`${alias}-v2`);
    const index = openOpenSearchIndex({ client: clientOf(endpoint), patience, alias, dimension: 2 });
    await index.count(WIKI);
    await client.indices.putSettings({ index: `${alias}-v2`, body: { index: { refresh_interval: '50ms' } } });
    return index;
  };
  afterAll(async () => {
    for (const index of made) await client.indices.delete({ index, ignore_unavailable: true });
    await client.close();
  });

  describeSearchIndex('OpenSearch, a real cluster,', open);

  it('takes the definition with vectors of 384 numbers', async () => {
    const alias = `wikibot-test-${run}-full`;
    made.push(`${alias}-v2`);
    const index = openOpenSearchIndex({ client: clientOf(endpoint), patience, alias });
    await index.put(pageOf('Page', 'word'));
    expect(await paths(index, 'word ')).toEqual(['Page']);
    await index.close();
  });
};

describe('a real cluster', () => {
  const title = 'is named in OPENSEARCH_URL, and keeps the contract of a search index';
  (realOpenSearch ? it : it.skip)(title, () => expect(URL.canParse(realOpenSearch ?? '')).toBe(true));
  if (realOpenSearch) describeCluster(realOpenSearch);
  else
    console.warn(
      'OpenSearch was tested on its double alone: set OPENSEARCH_URL to test against a real cluster (services/search/README.md).',
    );
});
