/** The ways an import as a whole is refused; a file that cannot be kept is told of in the answer. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const importRefusals = defineRefusals({
  'import.archive-refused': no<{ reason: string }>(
    'invalid',
    (d) => `The archive cannot be taken. ${d.reason}`,
    () => 'Nothing was imported. Make the archive again, or bring the files in another way.',
  ),
});
