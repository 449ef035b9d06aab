import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { revertCommit } from '@wikibot/contracts/requests/undo';
import { settledView } from '../queries/settled-view.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { commitAt } from '../views/commits.ts';
import { undoChanges } from './undo-changes.ts';

const slice: AnswerSlice<typeof revertCommit, Ports> = async ({ revision, message, skipConflicts, dryRun }, context, ports) => {
  const settled = await settledView('commits', context, ports);
  if (!settled.ok) return settled;
  const { wiki } = settled;
  const known = await commitAt(ports, wiki.id, revision);
  if (!known.ok) return known;
  const { id, previous, change, fact } = known;
  const stretch = {
    wikiId: wiki.id,
    from: fact.sequence,
    isUndone: ({ sequence }: { readonly sequence: number }) => sequence === fact.sequence,
    ...present({ only: id === fact.data.head ? undefined : { id, previous } }),
  };
  const title = `Revert ${id.slice(0, 10)} "${change.message.split('\n', 1)[0] ?? ''}"`;
  const unknown = () => refusals['revision.unknown']({ revision });
  return undoChanges({ intent: 'revert', message: message || title, skipConflicts, dryRun, stretch, unknown }, context, ports);
};

export default slice;
