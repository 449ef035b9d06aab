/** The ways taking changes back is refused. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';
import type { UndoConflict } from '@wikibot/contracts/requests/undo';

export const undoRefusals = defineRefusals({
  'session.unknown': no<{ session: string }>(
    'not-found',
    (d) => `No agent changed this wiki in a session ${d.session}.`,
    () => 'List the sessions to see what there is.',
  ),
  'session.ambiguous': no<{ session: string }>(
    'invalid',
    (d) => `Agents of several accounts had a session ${d.session}.`,
    () => 'Name the account with `by`, as the list of sessions has it.',
  ),
  'undo.conflict': no<{ conflicts: readonly UndoConflict[]; more: number; undoable: number; current_revision: string }>(
    'conflict',
    (d) => {
      const count = d.conflicts.length + d.more;
      return `What came later cannot be told apart from it ${count === 1 ? 'in one file' : `in ${count} files`}.`;
    },
    (d) =>
      d.undoable === 0
        ? 'Change the named pages by hand.'
        : 'Send skip_conflicts to take back the rest, and change the named pages by hand.',
  ),
  'undo.not-allowed': no<{ path: string | null }>(
    'forbidden',
    (d) => (d.path === null ? 'It touched pages that are closed to you.' : `It touched ${d.path}, which you may not write.`),
    () => 'Ask somebody who may write all that it touched.',
  ),
  'undo.too-long': no<{ changes: number; limit: number }>(
    'limit',
    (d) => `${d.changes} changes came since; at most ${d.limit} are looked through.`,
    () => 'Revert later changes one by one, or bring back earlier revisions of the pages.',
  ),
});
