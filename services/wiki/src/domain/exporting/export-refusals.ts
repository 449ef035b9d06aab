import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const exportRefusals = defineRefusals({
  'export.unknown-format': no<{ format: string }>(
    'invalid',
    (d) => `There is no export as ${d.format}.`,
    () => 'Ask for format=bundle (the repository with its history) or format=zip (everything in open formats).',
  ),
  'export.no-quiet-moment': no<Record<never, never>>(
    'unavailable',
    () => 'The wiki changes too often to be exported just now.',
    () => 'Try again in a second.',
  ),
});
