import type { KernelPorts, Resources } from '@wikibot/platform/kernel/ports';
import type { Ports } from '../ports.ts';
import type { SearchIndex } from '../ports/search-index.ts';
import { embedderOf } from './embedder.ts';
import { keptLexicons } from './kept-lexicons.ts';
import { noSearchIndex } from './no-search-index.ts';
import { tableBacklog } from './table-backlog.ts';
import { tableNames } from './table-names.ts';
import { tableRuns } from './table-runs.ts';
import { tableShelves } from './table-shelves.ts';

/** Each engine is loaded where it is used: SQLite is not on AWS, and nobody else has a cluster. */
const indexAt = async (place: NonNullable<Resources['index']>, { clock }: KernelPorts): Promise<SearchIndex> => {
  switch (place.kind) {
    case 'embedded': {
      const { openFts5SearchIndex } = await import('./fts5-search-index.ts');
      return openFts5SearchIndex({ folder: place.folder });
    }
    case 'opensearch': {
      const [{ openOpenSearchIndex }, { clientOf }] = await Promise.all([
        import('./opensearch-search-index.ts'),
        import('./opensearch/client.ts'),
      ]);
      const patience = { sleep: (milliseconds: number) => clock.sleep(milliseconds), random: Math.random };
      return openOpenSearchIndex({ client: clientOf(place.endpoint), patience });
    }
  }
};

const makePorts = async (kernel: KernelPorts): Promise<Ports> => {
  const { index: place, payloads } = kernel.resources;
  if (!payloads) throw new Error('the search service needs payloads');
  if (!place) kernel.log('warn', 'there is no search domain: pages are not indexed, and search refuses');
  const { table, clock } = kernel;
  const index = place ? await indexAt(place, kernel) : noSearchIndex();
  return {
    ...{ ...kernel, payloads, index, embedder: await embedderOf(kernel), lexicons: keptLexicons(index, () => clock.now()) },
    ...{ shelves: tableShelves(table), names: tableNames(table), runs: tableRuns(kernel), backlog: tableBacklog(table) },
  };
};

export default makePorts;
