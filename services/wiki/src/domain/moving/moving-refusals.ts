/** The ways moving and restoring are refused, and what is said of pages that have moved. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const movingRefusals = defineRefusals({
  'page.moved': no<{ path: string; moved_to: string }>(
    'moved',
    (d) => `${d.path} was moved to ${d.moved_to}.`,
    (d) => `Read ${d.moved_to} instead.`,
  ),
  'page.moved-away': no<{ path: string; moved_to: string }>(
    'conflict',
    (d) => `${d.path} was moved to ${d.moved_to}.`,
    (d) => `Send the change to ${d.moved_to}; revisions of ${d.path} are known there.`,
  ),
  'page.exists': no<{ path: string }>(
    'conflict',
    (d) => `A page already exists at: ${d.path}`,
    () => 'Choose another address, or move or delete the page that stands there.',
  ),
  'move.place-taken': no<{ path: string }>(
    'conflict',
    (d) => `${d.path} is in the way.`,
    () => 'Choose another address, or move or delete what stands there.',
  ),
  'move.same-place': no<{ path: string }>(
    'invalid',
    (d) => `${d.path} stands there already.`,
    () => 'Send a new_path that differs from the present one.',
  ),
  'page.below-closed': no<{ path: string }>(
    'forbidden',
    (d) => `Below ${d.path}, or where it would go, there is something that you may not change.`,
    () => 'Ask somebody who may write all of it.',
  ),
  'page.too-much-below': no<{ path: string; files: number; limit: number }>(
    'too-large',
    (d) => `${d.files} files belong to ${d.path} and the pages below it; one change takes ${d.limit}.`,
    () => 'Begin with pages below it, one after the other.',
  ),
  'restore.nothing-there': no<{ path: string; revision: string }>(
    'not-found',
    (d) => `There was no page at ${d.path} in revision ${d.revision}.`,
    () => 'Choose a revision from the history of the page.',
  ),
});
