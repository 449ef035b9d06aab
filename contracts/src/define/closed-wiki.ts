/** How changes of a wiki are refused that can only be read: said at every door, and where it is decided. */
import { defineRefusals, no } from './refusal.ts';

const refusals = defineRefusals({
  'wiki.archived': no<Record<never, never>>(
    'forbidden',
    () => 'This wiki is archived: it can be read, not changed.',
    () => 'Ask its owner to unarchive it.',
  ),
  'wiki.deleting': no<{ until: string }>(
    'gone',
    (d) => `This wiki will be deleted on ${d.until.slice(0, 10)}; until then it can only be read, by its owner.`,
    () => 'Bring it back first.',
  ),
});

export const wikiArchived = refusals['wiki.archived'];
export const wikiEnding = refusals['wiki.deleting'];
