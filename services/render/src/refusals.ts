/** Every way the render service says no. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const refusals = defineRefusals({
  'render.not-caught-up': no<{ sequence: number }>(
    'unavailable',
    (d) => `Change ${d.sequence} is not rendered yet.`,
    () => 'Try again in a second.',
  ),
  'asset.not-found': no<{ file: string }>(
    'not-found',
    (d) => `There is no asset ${d.file}.`,
    () => 'Reload the page.',
  ),
  'document.not-built': no<{ name: string }>(
    'not-found',
    (d) => `${d.name} was not built.`,
    () => 'Run `npm run docs`, and start again.',
  ),
});
