/** The ways an import as a whole is refused; a file that cannot be kept is told of in the answer. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const importRefusals = defineRefusals({
  'import.archive-refused': no<{ reason: string }>(
    'invalid',
    (d) => `The archive cannot be taken. ${d.reason}`,
    () => 'Nothing was imported. Make the archive again, or bring the files in another way.',
  ),
  'import.not-fetched': no<{ reason: string }>(
    'invalid',
    (d) => d.reason,
    () => 'Nothing was imported. Look at the address and the branch, or clone the repository and push it.',
  ),
  'import.not-reached': no<{ reason: string }>(
    'unavailable',
    (d) => d.reason,
    () => 'Nothing was imported. Try again later.',
  ),
  'import.nothing-usable': no<{ problems: readonly string[] }>(
    'invalid',
    ({ problems: [first] }) => `The template has no file that a wiki can keep.${first === undefined ? '' : ` ${first}`}`,
    () => 'Name another repository or branch, or create the wiki without a template.',
  ),
  'wiki.template-not-in-plan': no<Record<never, never>>(
    'payment-required',
    () => 'Your plan makes no wikis from templates.',
    () => 'Create the wiki without a template and import the files, or change your plan.',
  ),
  'import.unknown': no<{ id: string }>(
    'not-found',
    (d) => `There is no import ${d.id}.`,
    () => 'Imports are forgotten a week after they began; start it again.',
  ),
});
