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
  'wiki.not-found': no<Record<never, never>>(
    'not-found',
    () => 'There is no such wiki.',
    () => 'Check the address.',
  ),
});
