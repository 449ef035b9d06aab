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
  'wiki.not-found': no<Record<never, never>>(
    'not-found',
    () => 'There is no such wiki.',
    () => 'Check the address.',
  ),
});
