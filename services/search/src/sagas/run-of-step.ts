/** What every step of a reindex begins with: the shelf that its run fills, and whether it may go on. */
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { Ports } from '../ports.ts';
import type { Shelf } from '../ports/shelves.ts';
import { refusals } from '../refusals.ts';

interface OfRun {
  readonly wikiId: WikiId;
  readonly run: string;
}

type Refused = ReturnType<(typeof refusals)['search.reindex-over']>;

const statusOf = async ({ wikiId, run }: OfRun, { runs }: Ports) => {
  const known = await runs.of(wikiId);
  return known?.run === run ? known.status : 'over';
};

/** The new shelf; refused when the run is over or cancelled, and for now when it is paused. */
export const shelfOfRun = async (step: OfRun, ports: Ports): Promise<{ readonly ok: true; readonly shelf: Shelf } | Refused> => {
  const status = await statusOf(step, ports);
  if (status === 'paused') return refusals['search.reindex-paused']({});
  const { building } = await ports.shelves.of(step.wikiId);
  const isOn = status === 'in_progress' && building?.run === step.run;
  return isOn ? { ok: true, shelf: building } : refusals['search.reindex-over']({});
};
