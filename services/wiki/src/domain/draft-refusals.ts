/** The ways in which keeping an unsaved text may be refused. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

export const draftRefusals = defineRefusals({
  'draft.not-found': no<{ path: string }>(
    'not-found',
    (d) => `You have no draft of ${d.path}.`,
    () => 'List your drafts to see what there is.',
  ),
  'draft.changed': no<{ path: string; draft_revision: string; saved: string; draft_content: string; yours: string }>(
    'conflict',
    (d) => `Your draft of ${d.path} was changed elsewhere after this one was read.`,
    (d) => `Choose between draft_content and yours, or join them, and send the result with draft_revision ${d.draft_revision}.`,
  ),
  'draft.gone': no<{ path: string }>(
    'conflict',
    (d) => `Your draft of ${d.path} was saved, thrown away or has expired meanwhile.`,
    () => 'Look at the page; to keep this text all the same, send it without draft_revision.',
  ),
  'draft.newer': no<{ path: string; draft_revision: string; saved: string }>(
    'conflict',
    (d) => `Your draft of ${d.path} was changed elsewhere after this one was read.`,
    (d) => `Read it, then throw it away with draft_revision ${d.draft_revision}.`,
  ),
  'draft.too-many': no<{ limit: number }>(
    'limit',
    (d) => `You have ${d.limit} drafts in this wiki, as many as there may be.`,
    () => 'Save or throw away some of them.',
  ),
});
