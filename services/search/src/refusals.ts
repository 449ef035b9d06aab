/** Every way the search service says no. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const refusals = defineRefusals({
  'search.empty': no<{ query: string }>(
    'invalid',
    () => "Query parameter 'q' is required",
    () => 'Give at least one letter or digit to look for.',
  ),
  'search.bad-cursor': no<Record<never, never>>(
    'invalid',
    () => 'The cursor does not belong to this search.',
    () => 'Ask again without a cursor.',
  ),
  'search.not-caught-up': no<{ sequence: number }>(
    'unavailable',
    (d) => `The index has not reached change ${d.sequence} yet.`,
    () => 'Try again in a second.',
  ),
  'search.not-configured': no<Record<never, never>>(
    'unavailable',
    () => 'This deployment has no search domain, so nothing can be found by words.',
    () => 'Find pages by their tree, or ask whoever runs it to configure one.',
  ),
  'search.busy': no<Record<never, never>>(
    'unavailable',
    () => 'The search cluster cannot answer just now.',
    () => 'Try again in a few seconds; one that was asleep takes up to a minute to wake.',
  ),
  'search.no-meaning': no<Record<never, never>>(
    'unavailable',
    () => 'The meaning of the pages of this wiki is not known just now: it is being indexed anew.',
    () => 'Search by words meanwhile, and try again in some minutes.',
  ),
  'search.nothing-telling': no<{ query: string }>(
    'invalid',
    () => 'The query has no word that says what it is about.',
    () => 'Say what to look for in a few words of its own, or search by words.',
  ),
  'search.no-page': no<{ path: string }>(
    'not-found',
    (d) => `There is no page ${d.path} in the index.`,
    () => 'Check the path; a page that was just written can be found after a second.',
  ),
  'search.reindex-under-way': no<Record<never, never>>(
    'conflict',
    () => 'Reindex already in progress',
    () => 'Look at its status, or cancel it first.',
  ),
  'search.no-reindex': no<Record<never, never>>(
    'conflict',
    () => 'No reindex is in progress.',
    () => 'Start one first.',
  ),
  'search.reindex-paused': no<Record<never, never>>(
    'unavailable',
    () => 'The reindex is paused.',
    () => 'Resume it.',
  ),
  'search.reindex-over': no<Record<never, never>>(
    'conflict',
    () => 'This reindex was cancelled or has ended.',
    () => 'Start another.',
  ),
  'search.not-whole': no<{ reason: string }>(
    'unavailable',
    (d) => `The new index is not whole yet: ${d.reason}.`,
    () => 'Try again in a second.',
  ),
  'wiki.not-found': no<Record<never, never>>(
    'not-found',
    () => 'There is no such wiki.',
    () => 'Check the address.',
  ),
});
