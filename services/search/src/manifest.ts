import { describeContent } from '@wikibot/contracts/define/content-requests';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { searchRoute } from '@wikibot/contracts/http/search';
import { awaitIndexed, findPages } from '@wikibot/contracts/requests/search';
import type { Ports } from './ports.ts';

const { answers, view } = vocabulary<Ports>();

export const search = defineService({
  name: 'search',
  meaning: 'Finds pages by words and by meaning.',
  publishes: { streams: [], notices: [] },
  needs: ['index', 'payloads'],
  ports: () => import('./adapters/ports.ts'),
  units: {
    findPages: answers(findPages, { routes: [searchRoute], load: () => import('./queries/find-pages.ts') }),
    awaitIndexed: answers(awaitIndexed, { load: () => import('./queries/await-indexed.ts') }),
    describeContent: answers(describeContent('search'), { load: () => import('./queries/describe-content.ts') }),
    chunks: view({ version: 1, of: [wikiStream], load: () => import('./views/chunks.ts') }),
  },
});
