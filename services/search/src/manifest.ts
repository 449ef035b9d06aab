import { describeContent } from '@wikibot/contracts/define/content-requests';
import { defineService, vocabulary } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import { profileChanged } from '@wikibot/contracts/facts/auth';
import * as reindexRoutes from '@wikibot/contracts/http/reindex';
import * as routes from '@wikibot/contracts/http/search';
import * as reindexing from '@wikibot/contracts/requests/reindex';
import * as searching from '@wikibot/contracts/requests/search';
import { forgetWiki } from '@wikibot/contracts/requests/forgetting';
import type { Ports } from './ports.ts';
import { REINDEX_STEPS } from './sagas/reindex-steps.ts';

const { answers, reaction, saga, timer, view } = vocabulary<Ports>();

export const search = defineService({
  name: 'search',
  meaning: 'Finds pages by words and by meaning.',
  publishes: { streams: [], notices: [] },
  needs: ['index', 'payloads'],
  ports: () => import('./adapters/ports.ts'),
  units: {
    findPages: answers(searching.findPages, { routes: [routes.searchRoute], load: () => import('./queries/find-pages.ts') }),
    findPassages: answers(searching.findPassages, {
      routes: [routes.semanticSearchRoute],
      load: () => import('./queries/find-passages.ts'),
    }),
    findSimilarPages: answers(searching.findSimilarPages, {
      routes: [routes.similarPagesRoute],
      load: () => import('./queries/find-similar-pages.ts'),
    }),
    suggestPages: answers(searching.suggestPages, { routes: [routes.suggestRoute], load: () => import('./queries/suggest-pages.ts') }),
    awaitIndexed: answers(searching.awaitIndexed, { load: () => import('./queries/await-indexed.ts') }),

    startReindex: answers(reindexing.startReindex, {
      routes: [reindexRoutes.startReindexRoute],
      load: () => import('./commands/start-reindex.ts'),
    }),
    describeReindex: answers(reindexing.describeReindex, {
      routes: [reindexRoutes.reindexStatusRoute],
      load: () => import('./queries/describe-reindex.ts'),
    }),
    controlReindex: answers(reindexing.controlReindex, {
      routes: [reindexRoutes.controlReindexRoute],
      load: () => import('./commands/control-reindex.ts'),
    }),
    queueReindex: answers(reindexing.queueReindex, { load: () => import('./commands/queue-reindex.ts') }),
    operateReindex: answers(reindexing.operateReindex, { load: () => import('./commands/operate-reindex.ts') }),
    reindexWaiting: timer({
      meaning: 'Starts indexing anew where it is wanted: after a change of the model, and when a wiki has grown.',
      everySeconds: 60,
      load: () => import('./timers/reindex-waiting.ts'),
    }),

    embedWaiting: timer({
      meaning: 'Makes the vectors of new texts where the model is too slow to make them while indexing.',
      everySeconds: 60,
      load: () => import('./timers/embed-waiting.ts'),
    }),

    reindex: saga({
      meaning: 'Indexes a wiki anew beside the index that serves, compares, and switches.',
      steps: REINDEX_STEPS,
      definition: () => import('./sagas/reindex.asl.json', { with: { type: 'json' } }),
    }),
    beginReindex: answers(reindexing.beginReindex, { load: () => import('./sagas/begin-reindex.ts') }),
    refillPages: answers(reindexing.refillPages, { load: () => import('./sagas/refill-pages.ts') }),
    learnWords: answers(reindexing.learnWords, { load: () => import('./sagas/learn-words.ts') }),
    fillVectors: answers(reindexing.fillVectors, { load: () => import('./sagas/fill-vectors.ts') }),
    verifyReindex: answers(reindexing.verifyReindex, { load: () => import('./sagas/verify-reindex.ts') }),
    switchIndex: answers(reindexing.switchIndex, { load: () => import('./sagas/switch-index.ts') }),
    dropIndex: answers(reindexing.dropIndex, { load: () => import('./sagas/drop-index.ts') }),
    abandonReindex: answers(reindexing.abandonReindex, { load: () => import('./sagas/abandon-reindex.ts') }),

    forgetWiki: answers(forgetWiki('search'), { load: () => import('./commands/forget-wiki.ts') }),
    describeContent: answers(describeContent('search'), { load: () => import('./queries/describe-content.ts') }),
    rememberAuthorWhenProfileChanged: reaction({
      to: [profileChanged],
      load: () => import('./reactions/remember-author-when-profile-changed.ts'),
    }),
    chunks: view({ version: 1, of: [wikiStream], load: () => import('./views/chunks.ts') }),
  },
});
