/** Every way the billing service says no. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const refusals = defineRefusals({
  'plan.unknown': no<Record<never, never>>(
    'not-found',
    () => 'The account has no plan yet.',
    () => 'Try again in a second.',
  ),
});
