/** The ways a wiki as a whole is not changed, given away, or deleted. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const lifeRefusals = defineRefusals({
  'wiki.message-required': no<Record<never, never>>(
    'invalid',
    () => 'In this wiki every change says why.',
    () => 'Send the change again with a commit_message.',
  ),
  'wiki.unconfirmed': no<{ address: string }>(
    'invalid',
    (d) => `To delete this wiki, its full address must be typed out: ${d.address}.`,
    (d) => `Send it as confirm: ${d.address}.`,
  ),
  'wiki.gone-for-good': no<Record<never, never>>(
    'gone',
    () => 'The time in which this wiki could be brought back is over.',
    () => 'Create a new one; an export that was made before can be imported.',
  ),
  'wiki.not-being-deleted': no<Record<never, never>>(
    'conflict',
    () => 'This wiki is not being deleted.',
    () => 'Nothing needs to be done.',
  ),
  'wiki.home-refused': no<{ path: string; reason: string }>(
    'invalid',
    (d) => d.reason,
    () => 'Name the path of a page.',
  ),
});
